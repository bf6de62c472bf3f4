import { ChartSpline } from "lucide-react";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/Button.tsx";
import { Checklist } from "../../ui/Checklist.tsx";
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
  const items = chartMetrics.map((metric) => ({
    id: metric,
    label: chartTitle({ metric, regression }),
    detail: help[metric]?.(),
    checked: shown.includes(metric),
  }));
  return (
    <Checklist
      label={t("charts.choose")}
      items={items}
      onChange={chooseChart}
      trigger={(trigger) => (
        <Button
          {...trigger}
          aria-label={t("charts.choose")}
          title={t("charts.choose")}
          icon={<ChartSpline size={14} aria-hidden="true" />}
        >
          {shown.length}
        </Button>
      )}
    />
  );
}
