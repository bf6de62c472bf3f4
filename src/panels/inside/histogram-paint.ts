/** Distributions on canvases: bars of a moment, a map or ridges of many. */
import type { TensorStatistics } from "../../train/inspection.ts";
import { tickText } from "../../ui/charts/axis.ts";
import { resolvedColor, rgbText, viridis } from "../../ui/charts/colors.ts";
import type { Box } from "../../ui/charts/image-paint.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import type { Moment } from "./distributions.ts";
import {
  columnsOf,
  evenly,
  fullHeight,
  heightOf,
  rangeOf,
  rebinned,
  type ValueRange,
} from "./histogram.ts";

export interface HistogramStyle {
  readonly log: boolean;
  /** Of the axis of values. */
  readonly range: ValueRange;
}

const labelHeight = 14;
/** Parts that bins are cut into on a common axis and over time. */
const cells = 64;

/** Asked for once: asking makes the browser work out its styles. */
let family: string | null = null;

function setFont(context: CanvasRenderingContext2D): void {
  family ??= getComputedStyle(document.body).fontFamily;
  context.font = `11px ${family}`;
  context.fillStyle = resolvedColor("var(--ink-3)");
}

/** A number of three digits at most, so that both ends have room. */
function endText(value: number): string {
  return tickText(Number(value.toPrecision(3)));
}

function horizontal(value: number, { low, high }: ValueRange, box: Box): number {
  return box.left + ((value - low) / (high - low)) * box.width;
}

function drawEnds(context: CanvasRenderingContext2D, { low, high }: ValueRange, box: Box): void {
  setFont(context);
  const bottom = box.top + box.height;
  context.textBaseline = "top";
  context.textAlign = "left";
  context.fillText(endText(low), box.left, bottom + 3);
  context.textAlign = "right";
  context.fillText(endText(high), box.left + box.width, bottom + 3);
}

function drawUpright(
  context: CanvasRenderingContext2D,
  x: number,
  box: Box,
  color: string,
  dash: readonly number[] = [],
): void {
  context.strokeStyle = resolvedColor(color);
  context.lineWidth = 1;
  context.setLineDash([...dash]);
  context.beginPath();
  context.moveTo(Math.round(x) + 0.5, box.top);
  context.lineTo(Math.round(x) + 0.5, box.top + box.height);
  context.stroke();
  context.setLineDash([]);
}

/** Bars with the mean as a line, zero as a dotted one, and the ends of the axis below. */
export function drawHistogram(
  context: CanvasRenderingContext2D,
  { width, height }: Size,
  statistics: TensorStatistics,
  { log, range }: HistogramStyle,
  color: string,
): void {
  const box: Box = { left: 0, top: 2, width: width - 1, height: height - labelHeight - 3 };
  const { min, max, bins } = statistics;
  const own = range.low === min && range.high === max;
  const counts = own ? bins : rebinned(statistics, range, cells);
  const most = fullHeight(counts, log);
  const step = box.width / counts.length;
  context.fillStyle = resolvedColor(color);
  for (const [index, count] of counts.entries()) {
    const bar = heightOf(count, most, log) * box.height;
    const left = Math.round(box.left + index * step);
    const right = Math.round(box.left + (index + 1) * step);
    const gap = right - left > 3 ? 1 : 0;
    if (bar > 0) {
      const shown = Math.max(1, bar);
      context.fillRect(left, box.top + box.height - shown, right - left - gap, shown);
    }
    if (!log && count > most) context.clearRect(left, box.top + 6, right - left, 2);
  }
  context.fillStyle = resolvedColor("var(--rule-strong)");
  context.fillRect(box.left, box.top + box.height, width, 1);
  if (range.low < 0 && range.high > 0) {
    drawUpright(context, horizontal(0, range, box), box, "var(--ink-3)", [2, 2]);
  }
  drawUpright(context, horizontal(statistics.mean, range, box), box, "var(--ink)");
  drawEnds(context, range, box);
}

/** Room for the numbers on the axis of values: for -0.00304. */
const axisWidth = 52;

function timeBox({ width, height }: Size): Box {
  return { left: axisWidth, top: 3, width: width - axisWidth, height: height - labelHeight - 4 };
}

function spanOf(moments: readonly Moment[]): { first: number; last: number } {
  return { first: moments[0]?.step ?? 0, last: moments.at(-1)?.step ?? 0 };
}

/** Steps to the right, values upwards, the share of a moment's values as colour. */
export function drawMap(
  context: CanvasRenderingContext2D,
  size: Size,
  moments: readonly Moment[],
  log: boolean,
  shownStep: number | null,
): void {
  const range = rangeOf(moments.map(({ statistics }) => statistics));
  if (!range) return;
  const box = timeBox(size);
  const canvas = mapOf(moments, range, Math.max(1, Math.round(box.width)), log);
  context.imageSmoothingEnabled = false;
  context.drawImage(canvas, box.left, box.top, box.width, box.height);
  drawMeans(context, moments, range, box);
  if (shownStep !== null) drawMarker(context, moments, shownStep, box);
  drawTimeAxes(context, moments, range, box);
}

const shades = 256;

/** Viridis as pixels: red in the lowest byte, opaque. */
const palette = Uint32Array.from({ length: shades }, (_, shade) => {
  const [red, green, blue] = viridis(shade / (shades - 1)).map(Math.round);
  return ((255 << 24) | ((blue ?? 0) << 16) | ((green ?? 0) << 8) | (red ?? 0)) >>> 0;
});

/** One for all maps: it is copied from at once, and making a canvas costs more than filling it. */
let scratch: OffscreenCanvas | null = null;

function mapOf(
  moments: readonly Moment[],
  range: ValueRange,
  width: number,
  log: boolean,
): OffscreenCanvas {
  const image = new ImageData(width, cells);
  const pixels = new Uint32Array(image.data.buffer);
  const steps = moments.map(({ step }) => step);
  const parts = moments.map(({ statistics }) => rebinned(statistics, range, cells));
  for (const [column, index] of columnsOf(steps, width).entries()) {
    const counts = parts[index];
    if (!counts) continue;
    const most = fullHeight(counts, log);
    for (const [cell, count] of counts.entries()) {
      if (count <= 0) continue;
      const shade = Math.round(heightOf(count, most, log) * (shades - 1));
      pixels[(cells - 1 - cell) * width + column] = palette[shade] ?? 0;
    }
  }
  scratch ??= new OffscreenCanvas(width, cells);
  scratch.width = width;
  scratch.height = cells;
  scratch.getContext("2d")?.putImageData(image, 0, 0);
  return scratch;
}

function timeAt(step: number, moments: readonly Moment[], box: Box): number {
  const { first, last } = spanOf(moments);
  return box.left + (last > first ? (step - first) / (last - first) : 0) * box.width;
}

/** Ink with a border of paper, to be seen on dark and light. */
function strokeTwice(context: CanvasRenderingContext2D, path: Path2D): void {
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = resolvedColor("var(--surface)");
  context.stroke(path);
  context.lineWidth = 1;
  context.strokeStyle = resolvedColor("var(--ink)");
  context.stroke(path);
}

function drawMeans(
  context: CanvasRenderingContext2D,
  moments: readonly Moment[],
  { low, high }: ValueRange,
  box: Box,
): void {
  const path = new Path2D();
  for (const { step, statistics } of moments) {
    if (statistics.count === 0) continue;
    const y = box.top + ((high - statistics.mean) / (high - low)) * box.height;
    path.lineTo(timeAt(step, moments, box), y);
  }
  strokeTwice(context, path);
}

function drawMarker(
  context: CanvasRenderingContext2D,
  moments: readonly Moment[],
  step: number,
  box: Box,
): void {
  const x = Math.min(box.left + box.width - 1, timeAt(step, moments, box));
  const path = new Path2D();
  path.moveTo(x, box.top);
  path.lineTo(x, box.top + box.height);
  strokeTwice(context, path);
}

function drawTimeAxes(
  context: CanvasRenderingContext2D,
  moments: readonly Moment[],
  { low, high }: ValueRange,
  box: Box,
): void {
  setFont(context);
  context.textAlign = "right";
  context.textBaseline = "top";
  context.fillText(endText(high), box.left - 4, box.top - 1);
  context.textBaseline = "bottom";
  context.fillText(endText(low), box.left - 4, box.top + box.height + 2);
  const { first, last } = spanOf(moments);
  context.textBaseline = "top";
  context.fillText(tickText(last), box.left + box.width, box.top + box.height + 4);
  context.textAlign = "left";
  context.fillText(tickText(first), box.left, box.top + box.height + 4);
}

const mostRidges = 14;
/** How far a ridge reaches into those behind it. */
const overlap = 2.4;

/** One ridge a moment, the newest in front, lighter with time; the shown one is outlined. */
export function drawRidges(
  context: CanvasRenderingContext2D,
  { width, height }: Size,
  moments: readonly Moment[],
  log: boolean,
  shownStep: number | null,
): void {
  const range = rangeOf(moments.map(({ statistics }) => statistics));
  if (!range) return;
  const box: Box = { left: 0, top: 12, width: width - 30, height: height - labelHeight - 15 };
  const chosen = evenly(moments.length, mostRidges).flatMap((index) => moments[index] ?? []);
  const gap = box.height / (chosen.length + overlap - 1);
  const outlined = shownStep === null ? null : chosen.findLast(({ step }) => step <= shownStep);
  for (const [index, moment] of chosen.entries()) {
    const base = box.top + (index + overlap) * gap;
    const path = ridgePath(moment.statistics, range, log, {
      ...box,
      top: base,
      height: overlap * gap,
    });
    context.fillStyle = rgbText(viridis(0.15 + (0.7 * index) / Math.max(1, chosen.length - 1)));
    context.fill(path);
    context.lineWidth = moment === outlined ? 2 : 1;
    context.strokeStyle = resolvedColor(moment === outlined ? "var(--ink)" : "var(--surface)");
    context.stroke(path);
  }
  drawEnds(context, range, box);
  labelRidges(context, chosen, box, gap);
}

/** `box.top` is the base that the ridge stands on, `box.height` its greatest height. */
function ridgePath(
  statistics: TensorStatistics,
  range: ValueRange,
  log: boolean,
  box: Box,
): Path2D {
  const counts = rebinned(statistics, range, cells);
  const most = fullHeight(counts, log);
  const path = new Path2D();
  path.moveTo(box.left, box.top);
  for (const [cell, count] of counts.entries()) {
    const x = box.left + ((cell + 0.5) / cells) * box.width;
    path.lineTo(x, box.top - heightOf(count, most, log) * box.height);
  }
  path.lineTo(box.left + box.width, box.top);
  return path;
}

/** Steps of the first and the last ridge, behind them. */
function labelRidges(
  context: CanvasRenderingContext2D,
  chosen: readonly Moment[],
  box: Box,
  gap: number,
): void {
  setFont(context);
  context.textAlign = "left";
  context.textBaseline = "bottom";
  const { first, last } = spanOf(chosen);
  const right = box.left + box.width + 4;
  if (last > first) context.fillText(tickText(first), right, box.top + overlap * gap + 3);
  context.fillText(tickText(last), right, box.top + box.height + 3);
}
