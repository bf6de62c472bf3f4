/** Points of curves on the axes of a chart. */
import type { RunPoint } from "../../stores/over-seeds.ts";
import type { XAxis } from "./x-axis.ts";

export interface Point {
  readonly x: number;
  /** null: a gap. */
  readonly y: number | null;
}

/** Where a value lies; what cannot be drawn is a gap. */
export function drawable(value: number, log: boolean): number | null {
  return Number.isFinite(value) && (!log || value > 0) ? value : null;
}

export function linePoints(points: readonly RunPoint[], axis: XAxis, log: boolean): Point[] {
  return points.map(({ step, value }) => ({ x: axis.of(step), y: drawable(value, log) }));
}

export interface BandPoint {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

/** From the smallest to the largest seed, in stretches without a gap. */
export function bandStretches(
  points: readonly RunPoint[],
  axis: XAxis,
  log: boolean,
): BandPoint[][] {
  const stretches: BandPoint[][] = [];
  let open: BandPoint[] | null = null;
  for (const { step, low, high } of points) {
    if (drawable(low, log) === null || drawable(high, log) === null) {
      open = null;
      continue;
    }
    if (!open) {
      open = [];
      stretches.push(open);
    }
    open.push({ x: axis.of(step), low, high });
  }
  return stretches.filter((stretch) => stretch.length > 1);
}
