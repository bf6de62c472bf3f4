/** Figures of a run that inspections find, one point for each of them. */
import { type RunPoint, spreadOf } from "../../stores/over-seeds.ts";
import type { StepRange } from "../../stores/series.ts";
import type { Inspection, RunInspection } from "../../train/inspection.ts";
import type { InspectedMetric } from "./chart-view.ts";

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const high = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? (high + (sorted[middle - 1] ?? high)) / 2 : high;
}

/**
 * The ratio of a run is the median of its parameters': a small bias moves far and says little. null
 * where no update was seen, as between two trainings.
 */
function valueOf(run: RunInspection, metric: InspectedMetric): number | null {
  if (metric === "gradientNorm") return run.gradientNorm;
  const ratios = run.parameters.map(({ ratio }) => ratio).filter((ratio) => ratio !== null);
  return ratios.length > 0 ? median(ratios) : null;
}

function pointOf({ step, runs }: Inspection, run: number, metric: InspectedMetric): RunPoint[] {
  const found = runs[run];
  const value = found ? valueOf(found, metric) : null;
  return value === null ? [] : [{ step, ...spreadOf([value]) }];
}

/** Points of a run; those of a stretch and one on either side. */
export function inspectedPoints(
  inspections: readonly Inspection[],
  run: number,
  metric: InspectedMetric,
  range: StepRange | null,
): RunPoint[] {
  const points = inspections.flatMap((inspection) => pointOf(inspection, run, metric));
  if (!range) return points;
  const before = points.findLastIndex(({ step }) => step < range.from);
  const behind = points.findIndex(({ step }) => step > range.to);
  return points.slice(Math.max(0, before), behind < 0 ? undefined : behind + 1);
}

/** What was found last at or before a step; null before the first. */
export function inspectedAt(
  inspections: readonly Inspection[],
  run: number,
  metric: InspectedMetric,
  step: number,
): RunPoint | null {
  const known = inspectedPoints(inspections, run, metric, null);
  return known.findLast((point) => point.step <= step) ?? null;
}
