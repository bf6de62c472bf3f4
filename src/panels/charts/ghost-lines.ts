/** Past runs behind the curves of now. */
import { Smoother } from "../../stores/envelope.ts";
import type { Ghost } from "../../stores/past-runs.ts";
import { type ChartView, isChecked, isLog } from "./chart-view.ts";
import { drawable, type Point } from "./points.ts";
import { timeOn, type XAxis } from "./x-axis.ts";

export type PastCurves = Pick<Ghost, "id" | "series" | "experiment">;

export interface GhostLine {
  readonly id: string;
  readonly points: readonly Point[];
  readonly part: "training" | "validation";
  /** Its run has not blown up. */
  readonly sound: boolean;
}

/** Where `x` grows with `from`: its value at `at`, straight between and held outside. */
function interpolated(from: readonly number[], x: readonly number[], at: number): number {
  const next = from.findIndex((value) => value >= at);
  if (next < 0) return x.at(-1) ?? 0;
  const [left, right] = [from[next - 1], from[next] ?? 0];
  const [before, after] = [x[next - 1], x[next] ?? 0];
  if (left === undefined || before === undefined) return after;
  return before + ((at - left) / (right - left)) * (after - before);
}

/** How a past run measures its steps: with its own epochs, times and batches. */
function measureOf({ series, experiment }: PastCurves, axis: XAxis): (step: number) => number {
  switch (axis.unit) {
    case "step":
      return (step) => step;
    case "epoch":
      return (step) => interpolated(series.step, series.epoch, step);
    case "time":
      return (step) => timeOn(axis, interpolated(series.step, series.seconds, step));
    case "examples":
      return (step) => step * experiment.training.batchSize;
  }
}

/** A point stands for a stretch of steps: it is smoothed as so many steps would be. */
function smoothed(values: readonly number[], steps: readonly number[], span: number): number[] {
  const smoother = new Smoother(span);
  return values.map((value, index) => {
    const stretch = (steps[index] ?? 0) - (steps[index - 1] ?? (steps[0] ?? 0) - 1);
    return smoother.next(value, Math.max(1, stretch));
  });
}

/** Losses and accuracies of past runs; other charts have none. */
export function ghostLines(
  ghosts: readonly PastCurves[],
  view: ChartView,
  axis: XAxis,
): GhostLine[] {
  const { metric } = view;
  if (!isChecked(metric)) return [];
  return ghosts.flatMap((ghost) => {
    const { id, series } = ghost;
    const measure = measureOf(ghost, axis);
    const sound = series.loss.every(Number.isFinite);
    const line = (
      part: GhostLine["part"],
      steps: readonly number[],
      values: readonly number[],
    ) => ({
      id: `${id}-${part}`,
      part,
      sound,
      points: steps.map((step, index) => ({
        x: measure(step),
        y: drawable(values[index] ?? Number.NaN, isLog(view)),
      })),
    });
    const checked = metric === "loss" ? series.validationLoss : series.validationAccuracy;
    return [
      line("training", series.step, smoothed(series[metric], series.step, view.smoothing)),
      line("validation", series.validationStep, checked),
    ];
  });
}
