/** What one chart shows and how: chosen by a person, apart from the curves themselves. */

import type { CheckedMetric, Metric, SeriesStore, StepRange } from "../../stores/series.ts";
import type { Inspection } from "../../train/inspection.ts";
import { type StepMeasures, type XAxis, type XUnit, xAxisOf } from "./x-axis.ts";

/** Found by inspecting the networks, while somebody looks. */
export const inspectedMetrics = ["gradientNorm", "updateRatio"] as const;
export type InspectedMetric = (typeof inspectedMetrics)[number];

export const chartMetrics = [
  "loss",
  "accuracy",
  "penalty",
  "learningRate",
  ...inspectedMetrics,
] as const satisfies readonly (Metric | InspectedMetric)[];
export type ChartMetric = (typeof chartMetrics)[number];

export function isInspected(metric: ChartMetric): metric is InspectedMetric {
  return metric === "gradientNorm" || metric === "updateRatio";
}

export function isChecked(metric: ChartMetric): metric is CheckedMetric {
  return metric === "loss" || metric === "accuracy";
}

export interface ChartView {
  readonly metric: ChartMetric;
  /** Accuracy lies between 0 and 1; R² has no lower bound. */
  readonly regression: boolean;
  readonly log: boolean;
  /** Time constant of the smoothing in steps; 1 is none. */
  readonly smoothing: number;
  readonly unit: XUnit;
  readonly measures: StepMeasures;
  readonly hidden: ReadonlySet<number>;
  /** Drawn on top and thicker, the others faint; null: all alike. */
  readonly pinned: number | null;
  /** null: all steps. */
  readonly zoom: StepRange | null;
}

/** What is pointed at. */
export interface CursorAt {
  readonly step: number;
  /** The chart that the pointer is over; the others show the same step. */
  readonly metric: ChartMetric;
}

/** Where the curves of a chart come from. */
export interface ChartSource {
  readonly store: SeriesStore;
  /** Oldest first. */
  readonly inspections: readonly Inspection[];
}

/** An accuracy ends at 1 and has no decades; an update ratio has nothing else. */
export function isLog({ metric, log }: ChartView): boolean {
  return metric === "updateRatio" || (log && metric !== "accuracy");
}

/** Steps of a chart without curves. */
const emptySteps = 100;

/** From the first step to the last. */
export function wholeRange({ store }: ChartSource): StepRange {
  const from = store.firstStep;
  const empty = store.count + store.evaluations === 0;
  return { from, to: empty ? from + emptySteps : Math.max(from + 1, store.lastStep) };
}

export function shownRange(source: ChartSource, { zoom }: ChartView): StepRange {
  return zoom ?? wholeRange(source);
}

export function axisOf({ store }: ChartSource, { unit, measures }: ChartView): XAxis {
  return xAxisOf(unit, measures, store.clock, store.lastStep);
}

export function shownRuns({ store }: ChartSource, { hidden }: ChartView): number[] {
  return Array.from({ length: store.runs }, (_, run) => run).filter((run) => !hidden.has(run));
}
