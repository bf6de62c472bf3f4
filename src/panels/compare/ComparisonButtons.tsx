import { useState } from "react";
import { t } from "../../i18n/index.ts";
import { type ComparisonMode, compare, comparisons, setSeeds } from "../../stores/comparisons.ts";
import { useDocument } from "../../stores/document.ts";
import { selectRun } from "../../stores/ui.ts";
import { Button } from "../../ui/Button.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import styles from "./ComparePanel.module.css";

const manySeeds = 5;

/** Comparisons by one click; undo takes each back. */
export function ComparisonButtons() {
  const [mode, setMode] = useState<ComparisonMode>("replace");
  const seeds = useDocument((state) => state.experiment.training.seeds);
  return (
    <fieldset className={styles.presets} aria-label={t("compare.presets.title")}>
      <SegmentedControl<ComparisonMode>
        label={t("compare.presets.mode")}
        value={mode}
        options={[
          { value: "replace", label: t("compare.presets.replace") },
          { value: "add", label: t("compare.presets.add") },
        ]}
        onChange={setMode}
      />
      {comparisons.map((comparison) => (
        <Button
          key={comparison}
          size="small"
          onClick={() => {
            compare(comparison, mode);
            selectRun(0);
          }}
        >
          {t(`compare.presets.${comparison}`)}
        </Button>
      ))}
      <span className={styles.seeds}>
        {([1, manySeeds] as const).map((count) => (
          <Button
            key={count}
            size="small"
            aria-pressed={seeds === count}
            onClick={() => setSeeds(count)}
          >
            {t(count === 1 ? "compare.presets.oneSeed" : "compare.presets.fiveSeeds")}
          </Button>
        ))}
      </span>
    </fieldset>
  );
}
