/** The plane on which data and answers are drawn: its ranges, its place on the canvas, its axes. */

import type { DatasetInfo, Preview, Surface } from "../../worker/protocol.ts";
import { niceScale, tickText } from "./axis.ts";
import { resolvedColor } from "./colors.ts";
import type { Size } from "./use-size.ts";

export interface Plane {
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const margin = { left: 30, right: 6, top: 6, bottom: 18 };
/** Small pictures have a frame only: numbers would take half of them. */
const bare = { left: 1, right: 1, top: 1, bottom: 1 };
const smallest = 150;
/** A picture of points wider than this would pull their shape apart. */
const widest = 1.25;

function marginIn(size: Size) {
  return Math.min(size.width, size.height) < smallest ? bare : margin;
}
/** Room around the outermost points, as a share of their range. */
const room = 0.08;

function rangeOf(parts: readonly Preview[], read: (part: Preview, index: number) => number) {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const part of parts) {
    for (let index = 0; index < part.count; index++) {
      const value = read(part, index);
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (!(high > low)) return [low - 1 || -1, low + 1 || 1] as const;
  const extra = (high - low) * room;
  return [low - extra, high + extra] as const;
}

/** Ranges of the picture where there is one, of the data before. For 1-D data y is the target. */
function ranges(info: DatasetInfo, surface: Surface | null) {
  const parts = [info.preview.training, info.preview.validation];
  const width = info.inputShape[0] ?? 1;
  const xRange = surface?.xRange ?? rangeOf(parts, (part, index) => part.x[index * width] ?? 0);
  if (width === 1) return { xRange, yRange: rangeOf(parts, (part, index) => part.y[index] ?? 0) };
  const yRange = surface?.yRange ?? rangeOf(parts, (part, index) => part.x[index * width + 1] ?? 0);
  return { xRange, yRange };
}

/** Square for two inputs, whose units are alike; for a curve, or to fill, as wide as there is room. */
export function planeIn(
  size: Size,
  info: DatasetInfo,
  surface: Surface | null,
  fit: "square" | "fill" = "square",
): Plane {
  const { left, right, top, bottom } = marginIn(size);
  const width = Math.max(1, size.width - left - right);
  const height = Math.max(1, size.height - top - bottom);
  const points = info.inputShape[0] === 2;
  const square = fit === "square" && points;
  const side = Math.min(width, height);
  const broad = points ? Math.min(width, widest * height) : width;
  return {
    ...ranges(info, surface),
    left,
    top,
    width: square ? side : broad,
    height: square ? side : height,
  };
}

export function toPixel(plane: Plane, x: number, y: number): [number, number] {
  const { xRange, yRange } = plane;
  return [
    plane.left + ((x - xRange[0]) / (xRange[1] - xRange[0])) * plane.width,
    plane.top + ((yRange[1] - y) / (yRange[1] - yRange[0])) * plane.height,
  ];
}

export function fromPixel(plane: Plane, left: number, top: number): [number, number] {
  const { xRange, yRange } = plane;
  return [
    xRange[0] + ((left - plane.left) / plane.width) * (xRange[1] - xRange[0]),
    yRange[1] - ((top - plane.top) / plane.height) * (yRange[1] - yRange[0]),
  ];
}

function ticksOf(range: readonly [number, number], pixels: number): number[] {
  const count = Math.max(2, Math.floor(pixels / 42));
  const { ticks } = niceScale(range[0], range[1], count);
  return ticks.filter((tick) => tick >= range[0] && tick <= range[1]);
}

/** Frame, and ticks with their numbers where there is room for them. */
export function drawAxes(context: CanvasRenderingContext2D, plane: Plane): void {
  const { left, top, width, height } = plane;
  const bottom = top + height;
  context.strokeStyle = resolvedColor("var(--rule-strong)");
  context.fillStyle = resolvedColor("var(--ink-3)");
  context.lineWidth = 1;
  context.strokeRect(left - 0.5, top - 0.5, width + 1, height + 1);
  if (left === bare.left) return;
  context.font = `11px ${getComputedStyle(document.body).fontFamily}`;
  context.beginPath();
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const tick of ticksOf(plane.xRange, width)) {
    const [x] = toPixel(plane, tick, 0);
    context.moveTo(x, bottom);
    context.lineTo(x, bottom + 3);
    context.fillText(tickText(tick), x, bottom + 5);
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const tick of ticksOf(plane.yRange, height)) {
    const [, y] = toPixel(plane, 0, tick);
    context.moveTo(left - 3, y);
    context.lineTo(left, y);
    context.fillText(tickText(tick), left - 6, y);
  }
  context.stroke();
}
