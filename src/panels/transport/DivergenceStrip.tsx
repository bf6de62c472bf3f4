import { TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import { t } from "../../i18n/index.ts";
import { edit, useDocument } from "../../stores/document.ts";
import { useRuns } from "../../stores/runs.ts";
import { Button } from "../../ui/Button.tsx";
import { runNames } from "../../ui/run-names.ts";
import styles from "./DivergenceStrip.module.css";

const clipNorm = 1;

/** Says which run stopped being a number, where it began, and offers what usually helps. */
export function DivergenceStrip() {
  const divergences = useRuns((state) => state.divergences);
  const reset = useRuns((state) => state.commands.reset);
  const runs = useDocument((state) => state.experiment.runs);
  const names = useMemo(() => runNames(runs), [runs]);
  const [first] = divergences;
  if (!first) return null;

  function lowerRates(): void {
    edit((draft) => {
      for (const { run } of divergences) {
        const optimizer = draft.runs[run]?.optimizer;
        if (optimizer) optimizer.learningRate /= 10;
      }
    });
    void reset();
  }
  function clip(): void {
    edit((draft) => {
      for (const { run } of divergences) {
        const spec = draft.runs[run];
        if (spec) spec.clipNorm = clipNorm;
      }
    });
    void reset();
  }

  return (
    <div role="alert" className={styles.strip}>
      <TriangleAlert size={16} aria-hidden="true" />
      <div className={styles.words}>
        {divergences.map(({ run, step, tensor, value }) => (
          <p key={run}>
            {t(`notices.diverged.${value}`, { run: names[run] ?? run + 1, step, tensor })}
          </p>
        ))}
      </div>
      <Button size="small" onClick={lowerRates}>
        {t("notices.lowerRate")}
      </Button>
      <Button size="small" onClick={clip}>
        {t("notices.clip")}
      </Button>
    </div>
  );
}
