import { formatPercent } from "../../i18n/format.ts";
import { currentLocale } from "../../i18n/index.ts";
import { valueText } from "../../ui/charts/axis.ts";
import type { ChartView } from "./chart-data.ts";

/** A value as this chart's axis means it. */
export function metricText(view: ChartView, value: number): string {
  if (view.metric !== "accuracy" || view.regression) return valueText(value);
  return Number.isFinite(value) ? formatPercent(value, currentLocale()) : valueText(value);
}
