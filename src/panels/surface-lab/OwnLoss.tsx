import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { faultSentence } from "../../i18n/fault-sentence.ts";
import { t } from "../../i18n/index.ts";
import { faultRecord } from "../../spec/fault.ts";
import { useDocument } from "../../stores/document.ts";
import { useRuns } from "../../stores/runs.ts";
import { Button } from "../../ui/Button.tsx";
import { runNames } from "../../ui/run-names.ts";
import { Select } from "../../ui/Select.tsx";
import { type OwnSurface, showOwn } from "./lab-state.ts";
import styles from "./SurfaceLab.module.css";

const settings = { size: 25, reach: 1.5, examples: 256 };

/** How the loss around a run's weights is asked for, and of what it is. */
export function OwnLoss({ own }: { own: OwnSurface | null }) {
  const runs = useDocument((state) => state.experiment.runs);
  const names = runNames(runs);
  const [run, setRun] = useState(0);
  const [seed, setSeed] = useState(1);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function compute(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      const request = { run, settings: { ...settings, seed } };
      showOwn(await useRuns.getState().commands.ask("lossPlane", request), run);
      // The next time, other directions.
      setSeed(seed + 1);
    } catch (error) {
      setProblem(faultSentence(faultRecord(error)));
    } finally {
      setBusy(false);
    }
  }
  return (
    <div className={styles.choices}>
      {names.length > 1 && (
        <Select
          aria-label={t("surfaceLab.run")}
          className={styles.surface}
          value={String(run)}
          options={names.map((label, index) => ({ value: String(index), label }))}
          onChange={(value) => setRun(Number(value))}
        />
      )}
      <Button
        icon={<RefreshCw size={14} aria-hidden="true" />}
        disabled={busy}
        onClick={() => void compute()}
      >
        {t(busy ? "surfaceLab.computing" : own ? "surfaceLab.again" : "surfaceLab.compute")}
      </Button>
      {own && (
        <output className={styles.about}>
          {t("surfaceLab.ownFacts", {
            run: names[own.run] ?? own.run + 1,
            step: own.step,
            count: own.examples,
          })}
        </output>
      )}
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  );
}
