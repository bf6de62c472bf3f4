/** From the curves of the store to what one chart draws. */
import type { RunPoint } from "../../stores/over-seeds.ts";
import type { Metric, SeriesStore } from "../../stores/series.ts";
import { exactScale, logScale, niceScale } from "../../ui/charts/axis.ts";
import type { CurveLine } from "../../ui/charts/CurveLines.tsx";
import type { Axes } from "../../ui/charts/plot-area.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import { runStyle } from "../../ui/run-style.ts";

export interface ChartView {
  readonly metric: Metric;
  /** Accuracy lies between 0 and 1; R² has no lower bound. */
  readonly regression: boolean;
  readonly log: boolean;
  /** Time constant of the smoothing in steps; 1 is none. */
  readonly smoothing: number;
  /** Steps of one unit of the horizontal axis: 1, or those of an epoch. */
  readonly stepsPerUnit: number;
  readonly hidden: ReadonlySet<number>;
}

/** Points of all lines of a chart together: the time of drawing grows with them. */
const pointBudget = 900;
const mostPoints = 250;
/** More points than one in these pixels cannot be told apart. */
const pixelsPerPoint = 2;
const mostValidationPoints = 60;
/** With more runs than these, raw values behind smoothed curves would only be noise. */
const rawRuns = 2;

/** Where a value lies; what cannot be drawn is a gap. */
function drawable(value: number, log: boolean): number | null {
  return Number.isFinite(value) && (!log || value > 0) ? value : null;
}

interface Place {
  readonly store: SeriesStore;
  readonly view: ChartView;
  readonly run: number;
  readonly points: number;
}

function trainingPoints({ store, view, run, points }: Place, smooth: boolean) {
  const curve = store.curve(run, view.metric, { maximum: points, smooth, range: null });
  return curve.map(({ step, value }) => ({
    x: step / view.stepsPerUnit,
    y: drawable(value, view.log),
  }));
}

function validationPoints({ store, view, run, points }: Place) {
  const evaluations = store.validation(run, view.metric, Math.min(points, mostValidationPoints));
  return evaluations.map(({ step, value }) => ({
    x: step / view.stepsPerUnit,
    y: drawable(value, view.log),
  }));
}

function linesOfRun(place: Place, raw: boolean): CurveLine[] {
  const { run, view } = place;
  const { color, dash, marker } = runStyle(run);
  const smooth = view.smoothing > 1;
  const style = { color, dash, marker: null };
  const lines: CurveLine[] = [
    {
      ...style,
      id: `${run}-training`,
      points: trainingPoints(place, smooth),
      width: 1.25,
      opacity: 0.9,
    },
    {
      ...style,
      id: `${run}-validation`,
      points: validationPoints(place),
      width: 1.75,
      opacity: 1,
      marker,
    },
  ];
  if (!smooth || !raw) return lines;
  const points = trainingPoints(place, false);
  return [{ ...style, dash: "", id: `${run}-raw`, points, width: 1, opacity: 0.25 }, ...lines];
}

/** Curves of the runs that are shown: training thin, validation marked. */
export function chartLines(store: SeriesStore, view: ChartView, size: Size): CurveLine[] {
  const runs = Array.from({ length: store.runs }, (_, run) => run);
  const shown = runs.filter((run) => !view.hidden.has(run));
  const raw = shown.length <= rawRuns;
  const share = Math.floor(pointBudget / Math.max(1, 2 * shown.length));
  const points = Math.min(mostPoints, share, Math.ceil(size.width / pixelsPerPoint));
  return shown.flatMap((run) => linesOfRun({ store, view, run, points }, raw));
}

/** Values this many times larger than nine in ten others come from a run that has blown up. */
const farOut = 100;

/** Smallest and largest value; what is far out leaves the chart, so that the rest can be seen. */
export function extent(lines: readonly CurveLine[]): { min: number; max: number } {
  const values = lines.flatMap(({ points }) => points.flatMap(({ y }) => (y === null ? [] : [y])));
  values.sort((a, b) => a - b);
  const min = values[0] ?? Number.POSITIVE_INFINITY;
  const max = values.at(-1) ?? Number.NEGATIVE_INFINITY;
  const usual = values[Math.floor(0.9 * values.length)] ?? max;
  return { min, max: usual > 0 ? Math.min(max, farOut * usual) : max };
}

/** An accuracy axis ends at 1; it begins where all curves are above. */
const accuracyFloors = [0.95, 0.9, 0.8, 0.5, 0];
/** An R² below this says no more than that the network is far off. */
const leastR2 = -1;

function verticalScale(view: ChartView, lines: readonly CurveLine[], count: number) {
  const { min, max } = extent(lines);
  if (view.metric !== "accuracy") {
    return view.log ? logScale(min, max, count) : niceScale(Math.min(0, min), max, count);
  }
  if (view.regression) return niceScale(Math.max(leastR2, Math.min(0, min)), 1, count);
  const floor = Number.isFinite(min) ? accuracyFloors.find((candidate) => min >= candidate) : 0;
  return niceScale(floor ?? 0, 1, count);
}

/** Horizontal axis of a chart without curves, in its unit. */
const emptySteps = 100;
const tickWidth = 64;
const tickHeight = 44;

/** Axes around the curves. The horizontal one ends with the last step, exactly. */
export function chartAxes(
  store: SeriesStore,
  view: ChartView,
  lines: readonly CurveLine[],
  size: Size,
): Axes {
  const lastStep = store.count === 0 ? emptySteps : store.lastStep;
  const unit = view.stepsPerUnit;
  const xCount = Math.max(2, Math.floor(size.width / tickWidth));
  const yCount = Math.max(2, Math.floor(size.height / tickHeight));
  const log = view.metric !== "accuracy" && view.log;
  return {
    x: exactScale(store.firstStep / unit, lastStep / unit, xCount, unit === 1),
    y: verticalScale(view, lines, yCount),
    yKind: log ? "log" : "linear",
  };
}

export interface ReadValue {
  readonly run: number;
  readonly training: number;
  readonly validation: RunPoint | null;
}

/** Exact values of all shown runs at a step. */
export function valuesAt(store: SeriesStore, view: ChartView, step: number): ReadValue[] {
  return Array.from({ length: store.runs }, (_, run) => run)
    .filter((run) => !view.hidden.has(run))
    .map((run) => ({
      run,
      training: store.valueAt(run, view.metric, Math.min(step, store.nextStep - 1)),
      validation: store.evaluationBefore(run, view.metric, step),
    }));
}

/** All kept values as comma-separated text, one line a step; cells without a value stay empty. */
export function curvesAsCsv(store: SeriesStore, names: readonly string[]): string {
  const header = ["step"];
  const rows = new Map<number, string[]>();
  const always = ["loss", "accuracy", "validation_loss", "validation_accuracy"];
  const columns = store.hasPenalty ? [...always, "penalty"] : always;
  for (let run = 0; run < store.runs; run++) {
    const name = (names[run] ?? String(run + 1)).replaceAll('"', '""');
    header.push(...columns.map((column) => `"${name} ${column}"`));
    const history = store.history(run);
    const put = (step: number, column: number, value: number | undefined) => {
      const row = rows.get(step) ?? [];
      if (value !== undefined && !Number.isNaN(value))
        row[columns.length * run + column] = String(value);
      rows.set(step, row);
    };
    for (const [index, step] of history.step.entries()) {
      put(step, 0, history.loss[index]);
      put(step, 1, history.accuracy[index]);
      if (store.hasPenalty) put(step, 4, history.penalty[index]);
    }
    for (const [index, step] of history.validationStep.entries()) {
      put(step, 2, history.validationLoss[index]);
      put(step, 3, history.validationAccuracy[index]);
    }
  }
  const steps = [...rows.keys()].sort((a, b) => a - b);
  const cells = Array.from({ length: columns.length * store.runs }, (_, index) => index);
  const lines = steps.map((step) => {
    const row = rows.get(step) ?? [];
    return [String(step), ...cells.map((index) => row[index] ?? "")].join(",");
  });
  return [header.join(","), ...lines].join("\n");
}
