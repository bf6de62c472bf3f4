/** From the curves of the stores to what one chart draws. */

import type { RunPoint, Spread } from "../../stores/over-seeds.ts";
import { exactScale, logScale, niceScale } from "../../ui/charts/axis.ts";
import type { CurveBand } from "../../ui/charts/band-path.ts";
import type { CurveLine } from "../../ui/charts/CurveLines.tsx";
import type { Axes } from "../../ui/charts/plot-area.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import { runStyle } from "../../ui/run-style.ts";
import {
  axisOf,
  type ChartSource,
  type ChartView,
  isChecked,
  isInspected,
  isLog,
  shownRange,
  shownRuns,
} from "./chart-view.ts";
import { type GhostLine, ghostLines, type PastCurves } from "./ghost-lines.ts";
import { inspectedAt, inspectedPoints } from "./inspected.ts";
import { bandStretches, linePoints, type Point } from "./points.ts";
import type { XAxis } from "./x-axis.ts";

export interface ChartDrawing {
  readonly axis: XAxis;
  readonly axes: Axes;
  readonly lines: readonly CurveLine[];
  readonly bands: readonly CurveBand[];
  readonly ghosts: readonly GhostLine[];
  /** A level to compare with, on the vertical axis; null: none. */
  readonly guide: number | null;
}

/**
 * Places of all lines of a chart together: the time of drawing grows with them. A line has a place
 * wherever any line of its chart has a point.
 */
const placeBudget = 960;
const mostPoints = 250;
const fewestPoints = 30;
/** More points than one in these pixels cannot be told apart. */
const pixelsPerPoint = 2;
const mostValidationPoints = 60;
/** With more runs than these, raw values behind smoothed curves would only be noise. */
const rawRuns = 2;

interface Place {
  readonly source: ChartSource;
  readonly view: ChartView;
  readonly axis: XAxis;
  readonly run: number;
  readonly points: number;
}

function trainingPoints({ source, view, run, points }: Place, smooth: boolean): RunPoint[] {
  const { metric, zoom } = view;
  return isInspected(metric)
    ? inspectedPoints(source.inspections, run, metric, zoom)
    : source.store.curve(run, metric, { maximum: points, smooth, range: zoom });
}

function validationPoints({ source, view, run, points }: Place): RunPoint[] {
  const { metric, zoom } = view;
  if (!isChecked(metric)) return [];
  const maximum = Math.min(Math.floor(points / 2), mostValidationPoints);
  return source.store.validation(run, metric, maximum, zoom);
}

/** How much a run stands out: the pinned one over the others. */
function emphasis({ view: { pinned }, run }: Place): { width: number; opacity: number } {
  if (pinned === null) return { width: 1, opacity: 1 };
  return pinned === run ? { width: 1.6, opacity: 1 } : { width: 1, opacity: 0.3 };
}

interface RunDrawing {
  readonly lines: readonly CurveLine[];
  readonly bands: readonly CurveBand[];
}

function drawRun(place: Place, raw: boolean): RunDrawing {
  const { run, view, source, axis } = place;
  const { color, dash, marker } = runStyle(run);
  const { width, opacity } = emphasis(place);
  const log = isLog(view);
  // A rate is drawn as it is; its last value in each bucket is no average.
  const steps = view.metric === "learningRate" || isInspected(view.metric);
  const smooth = view.smoothing > 1 || steps;
  const training = trainingPoints(place, smooth);
  const validation = validationPoints(place);
  const checked = isChecked(view.metric);
  const line = (part: string, points: readonly RunPoint[], thickness: number) => ({
    id: `${run}-${part}`,
    points: linePoints(points, axis, log),
    color,
    dash,
    width: thickness * width,
    opacity,
    marker: null,
  });
  const lines: CurveLine[] = [line("training", training, checked ? 1.25 : 1.75)];
  if (checked) lines.push({ ...line("validation", validation, 1.75), marker });
  if (smooth && !steps && raw) {
    const faint = { dash: "", width: 1, opacity: 0.25 * opacity };
    lines.unshift({ ...line("raw", trainingPoints(place, false), 1), ...faint });
  }
  const seeds = source.store.seeds > 1 && !isInspected(view.metric);
  const band = (part: string, points: readonly RunPoint[], share: number): CurveBand => ({
    id: `${run}-${part}`,
    color,
    opacity: share * opacity,
    stretches: bandStretches(points, axis, log),
  });
  const bands = seeds
    ? [band("training", training, 0.12), band("validation", validation, 0.2)]
    : [];
  return { lines, bands: bands.filter(({ stretches }) => stretches.length > 0) };
}

interface RunsDrawing extends RunDrawing {
  /** That of the runs that have not blown up: how tall the chart is; all where every run has. */
  readonly sound: RunDrawing;
}

function joined(drawn: readonly RunDrawing[]): RunDrawing {
  return {
    lines: drawn.flatMap(({ lines }) => lines),
    bands: drawn.flatMap(({ bands }) => bands),
  };
}

/** Curves of the runs that are shown: training thin, validation marked; the pinned run on top. */
function drawRuns(source: ChartSource, view: ChartView, axis: XAxis, size: Size): RunsDrawing {
  const shown = shownRuns(source, view);
  const onTop = (run: number) => (run === view.pinned ? 1 : 0);
  const ordered = shown.toSorted((a, b) => onTop(a) - onTop(b));
  const raw = shown.length <= rawRuns && source.store.seeds === 1;
  // A run has two lines, and of their places two in three are the training curve's.
  const share = Math.floor((2 / 3) * (placeBudget / Math.max(1, 2 * shown.length)));
  const most = Math.min(mostPoints, Math.ceil(size.width / pixelsPerPoint));
  const points = Math.min(most, Math.max(fewestPoints, share));
  const drawn = ordered.map((run) => drawRun({ source, view, axis, run, points }, raw));
  const { store } = source;
  const sound = drawn.filter((_, at) => store.divergedSeeds(ordered[at] ?? 0) < store.seeds);
  return { ...joined(drawn), sound: joined(sound.length > 0 ? sound : drawn) };
}

/** Values this many times larger than nine in ten others come from a run that has blown up. */
const farOut = 100;

/** Smallest and largest value; what is far out leaves the chart, so that the rest can be seen. */
export function extent(values: readonly number[]): { min: number; max: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const min = sorted[0] ?? Number.POSITIVE_INFINITY;
  const max = sorted.at(-1) ?? Number.NEGATIVE_INFINITY;
  const usual = sorted[Math.floor(0.9 * sorted.length)] ?? max;
  return { min, max: usual > 0 ? Math.min(max, farOut * usual) : max };
}

type Drawn = Pick<ChartDrawing, "lines" | "bands" | "ghosts">;

/** What past runs lie above the tallest present value by this factor leaves the chart. */
const pastRoom = 10;

/** All values between two places of the horizontal axis, and where lines cross these places. */
function valuesBetween({ lines, bands, ghosts }: Drawn, [from, to]: readonly [number, number]) {
  const inside = ({ x }: { readonly x: number }) => x >= from && x <= to;
  const curve = ({ points }: { readonly points: readonly Point[] }) => {
    const values = points.filter(inside).flatMap(({ y }) => (y === null ? [] : [y]));
    return [...values, ...crossings(points, from), ...crossings(points, to)];
  };
  const edges = bands.flatMap(({ stretches }) =>
    stretches
      .flat()
      .filter(inside)
      .flatMap(({ low, high }) => [low, high]),
  );
  const present = [...lines.flatMap(curve), ...edges];
  const past = ghosts.flatMap(curve);
  if (present.length === 0) return past;
  const tallest = present.reduce((most, value) => Math.max(most, value), 0);
  return [...present, ...past.filter((value) => value <= pastRoom * tallest)];
}

/** The height of a line at a place between two of its points. */
function crossings(points: readonly Point[], place: number): number[] {
  const next = points.findIndex(({ x }) => x > place);
  const [left, right] = [points[next - 1], points[next]];
  if (!left || !right || left.y === null || right.y === null) return [];
  return [left.y + ((place - left.x) / (right.x - left.x)) * (right.y - left.y)];
}

/** An accuracy axis ends at 1; it begins where all curves are above. */
const accuracyFloors = [0.95, 0.9, 0.8, 0.5, 0];
/** An R² below this says no more than that the network is far off. */
const leastR2 = -1;
/** Where an update ratio is healthy (CS231n): always on its axis. */
const healthyRatio = 1e-3;

function verticalScale(view: ChartView, values: readonly number[], count: number) {
  const { min, max } = extent(values);
  if (view.metric === "updateRatio") {
    return logScale(Math.min(min, healthyRatio / 3), Math.max(max, healthyRatio * 3), count);
  }
  if (view.metric !== "accuracy") {
    if (isLog(view)) return logScale(min, max, count);
    // Far into training only the stretch that is looked at matters.
    const zoomed = view.zoom !== null && min > 0.5 * max;
    return niceScale(zoomed ? min : Math.min(0, min), max, count);
  }
  if (view.regression) return niceScale(Math.max(leastR2, Math.min(0, min)), 1, count);
  const floor = Number.isFinite(min) ? accuracyFloors.find((candidate) => min >= candidate) : 0;
  return niceScale(floor ?? 0, 1, count);
}

const tickWidth = 64;
const tickHeight = 44;

/** Axes around the curves. The horizontal one ends with the last step shown, exactly. */
function axesAround(source: ChartSource, view: ChartView, axis: XAxis, drawn: Drawn, size: Size) {
  const { from, to } = shownRange(source, view);
  const domain: [number, number] = [axis.of(from), axis.of(to)];
  const xCount = Math.max(2, Math.floor(size.width / tickWidth));
  const yCount = Math.max(2, Math.floor(size.height / tickHeight));
  const whole = view.unit === "step" || view.unit === "examples";
  const axes: Axes = {
    x: exactScale(domain[0], domain[1], xCount, whole),
    y: verticalScale(view, valuesBetween(drawn, domain), yCount),
    yKind: isLog(view) ? "log" : "linear",
  };
  return axes;
}

/** Everything a chart draws, at most so fine as its size shows. */
export function drawChart(
  source: ChartSource,
  view: ChartView,
  size: Size,
  past: readonly PastCurves[] = [],
): ChartDrawing {
  const axis = axisOf(source, view);
  const { lines, bands, sound } = drawRuns(source, view, axis, size);
  const ghosts = ghostLines(past, view, axis);
  // A run that has blown up would press the others flat on the axis.
  const measured = { ...sound, ghosts: ghosts.filter((ghost) => ghost.sound) };
  const guide = view.metric === "updateRatio" ? healthyRatio : null;
  const axes = axesAround(source, view, axis, measured, size);
  return { lines, bands, ghosts, guide, axis, axes };
}

export interface ReadValue {
  readonly run: number;
  readonly training: Spread;
  readonly validation: RunPoint | null;
}

const nothing: Spread = { value: Number.NaN, low: Number.NaN, high: Number.NaN, count: 0 };

/** Exact values of all shown runs at a step. */
export function valuesAt(source: ChartSource, view: ChartView, step: number): ReadValue[] {
  const { store, inspections } = source;
  const { metric } = view;
  return shownRuns(source, view).map((run) => ({
    run,
    training: isInspected(metric)
      ? (inspectedAt(inspections, run, metric, step) ?? nothing)
      : store.spreadAt(run, metric, Math.min(step, store.nextStep - 1)),
    validation: isChecked(metric) ? store.evaluationBefore(run, metric, step) : null,
  }));
}
