/** Words and numbers of a chart as its metric means them. */
import { formatPercent } from "../../i18n/format.ts";
import { currentLocale, type MessageKey, t } from "../../i18n/index.ts";
import type { Spread } from "../../stores/over-seeds.ts";
import { tickText, valueText } from "../../ui/charts/axis.ts";
import type { ChartMetric, ChartView } from "./chart-view.ts";
import type { XAxis } from "./x-axis.ts";

type Meaning = Pick<ChartView, "metric" | "regression">;

/** An accuracy is a share; an R² and everything else a number. */
function isShare({ metric, regression }: Meaning): boolean {
  return metric === "accuracy" && !regression;
}

export function chartTitle({ metric, regression }: Meaning): string {
  return metric === "accuracy" && regression ? t("charts.r2") : t(`charts.${metric}`);
}

/** A value as this chart's axis means it. */
export function metricText(view: Meaning, value: number): string {
  if (!isShare(view) || !Number.isFinite(value)) return valueText(value);
  return formatPercent(value, currentLocale());
}

/** The mean of several seeds with its range. */
export function spreadText(view: Meaning, { value, low, high, count }: Spread): string {
  const mean = metricText(view, value);
  if (count < 2 || low === high) return mean;
  const range = t("charts.range", { low: metricText(view, low), high: metricText(view, high) });
  return `${mean} (${range})`;
}

/** A number on the vertical axis. */
export function tickTextOf(view: Meaning): (value: number) => string {
  return isShare(view) ? (value) => formatPercent(value, currentLocale(), 0) : tickText;
}

/** Under the horizontal axis. */
export function axisText({ unit, timeUnit }: XAxis): string {
  return unit === "time" ? t(`charts.${timeUnit}`) : t(`charts.${unit}`);
}

const units = {
  loss: "charts.unitLoss",
  accuracy: "charts.unitAccuracy",
  penalty: "charts.unitPenalty",
  learningRate: "charts.unitLearningRate",
  gradientNorm: "charts.unitGradientNorm",
  updateRatio: "charts.unitUpdateRatio",
} as const satisfies Record<ChartMetric, MessageKey>;

/** The metric with its unit, for the head of a column. */
export function unitText({ metric, regression }: Meaning): string {
  return metric === "accuracy" && regression ? t("charts.unitR2") : t(units[metric]);
}
