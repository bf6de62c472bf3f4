import { TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import { t } from "../../i18n/index.ts";
import { faultRecord } from "../../spec/fault.ts";
import { edit, useDocument } from "../../stores/document.ts";
import { addNotice } from "../../stores/notices.ts";
import { useRuns } from "../../stores/runs.ts";
import { undoDivergence } from "../../stores/verdicts.ts";
import { Button } from "../../ui/Button.tsx";
import { runNames } from "../../ui/run-names.ts";
import styles from "./DivergenceStrip.module.css";

const clipNorm = 1;

/** Says which run stopped being a number, where it began, and offers what usually helps. */
export function DivergenceStrip() {
  const divergences = useRuns((state) => state.divergences);
  const reset = useRuns((state) => state.commands.reset);
  const runs = useDocument((state) => state.experiment.runs);
  const seeds = useDocument((state) => state.experiment.training.seeds);
  const names = useMemo(() => runNames(runs), [runs]);
  const [first] = divergences;
  if (!first) return null;

  async function goBack(): Promise<void> {
    try {
      await undoDivergence();
    } catch (error) {
      addNotice("error", { kind: "fault", fault: faultRecord(error) });
    }
  }
  const stopped = new Set(divergences.map(({ run }) => run));
  function lowerRates(): void {
    edit((draft) => {
      for (const run of stopped) {
        const optimizer = draft.runs[run]?.optimizer;
        if (optimizer) optimizer.learningRate /= 10;
      }
    });
    void reset();
  }
  function clip(): void {
    edit((draft) => {
      for (const run of stopped) {
        const spec = draft.runs[run];
        if (spec) spec.clipNorm = clipNorm;
      }
    });
    void reset();
  }

  function nameOf(run: number, seed: number): string | number {
    const name = names[run] ?? run + 1;
    return seeds > 1 ? t("notices.withSeed", { run: name, seed: seed + 1 }) : name;
  }

  return (
    <div role="alert" className={styles.strip}>
      <TriangleAlert size={16} aria-hidden="true" />
      <div className={styles.words}>
        {divergences.map(({ run, seed, step, tensor, value }) => (
          <p key={`${run}-${seed}`}>
            {t(`notices.diverged.${value}`, { run: nameOf(run, seed), step, tensor })}
          </p>
        ))}
      </div>
      <div className={styles.remedies}>
        <Button size="small" onClick={() => void goBack()}>
          {t("notices.goBack")}
        </Button>
        <Button size="small" onClick={lowerRates}>
          {t("notices.lowerRate")}
        </Button>
        <Button size="small" onClick={clip}>
          {t("notices.clip")}
        </Button>
      </div>
    </div>
  );
}
