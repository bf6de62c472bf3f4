import { ChartSpline } from "lucide-react";
import { type ToggleEvent, useId, useRef } from "react";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/Button.tsx";
import { placeBeside } from "../../ui/place.ts";
import styles from "./ChartChoice.module.css";
import { chartTitle } from "./chart-text.ts";
import { type ChartMetric, chartMetrics } from "./chart-view.ts";
import { chooseChart } from "./settings.ts";

interface ChartChoiceProps {
  shown: readonly ChartMetric[];
  regression: boolean;
}

const help: Readonly<Partial<Record<ChartMetric, () => string>>> = {
  penalty: () => t("charts.penaltyHelp"),
  gradientNorm: () => t("charts.gradientNormHelp"),
  updateRatio: () => t("charts.updateRatioHelp"),
};

/** Opens the list of charts; each is shown or not. */
export function ChartChoice({ shown, regression }: ChartChoiceProps) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  function place(event: ToggleEvent<HTMLFieldSetElement>): void {
    if (event.newState === "open" && anchor.current) {
      placeBeside(event.currentTarget, anchor.current, "start");
    }
  }
  return (
    <span ref={anchor} className={styles.anchor}>
      <Button
        popoverTarget={id}
        aria-label={t("charts.choose")}
        title={t("charts.choose")}
        icon={<ChartSpline size={14} aria-hidden="true" />}
      >
        {shown.length}
      </Button>
      <fieldset
        id={id}
        popover="auto"
        className={styles.popover}
        aria-label={t("charts.choose")}
        onToggle={place}
      >
        {chartMetrics.map((metric) => (
          <label key={metric} className={styles.choice}>
            <input
              type="checkbox"
              checked={shown.includes(metric)}
              onChange={(event) => chooseChart(metric, event.target.checked)}
            />
            <span className={styles.words}>
              {chartTitle({ metric, regression })}
              {help[metric] && <small className={styles.detail}>{help[metric]()}</small>}
            </span>
          </label>
        ))}
      </fieldset>
    </span>
  );
}
