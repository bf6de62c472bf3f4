/** The square in which predicted values stand against actual ones. */

import type { TargetFindings } from "../../train/examination.ts";
import { type Plane, toPixel } from "../../ui/charts/plane.ts";

type Points = TargetFindings["points"];

const margin = { left: 38, right: 8, top: 8, bottom: 20 };
const room = 0.05;

/** Both axes have one range, so that the diagonal is where prediction and truth are alike. */
export function scatterPlane(side: number, { points, worst }: TargetFindings): Plane {
  const values = [...points, ...worst].flatMap(({ actual, predicted }) => [actual, predicted]);
  const range = paddedRange(values);
  return {
    xRange: range,
    yRange: range,
    left: margin.left,
    top: margin.top,
    width: Math.max(1, side - margin.left - margin.right),
    height: Math.max(1, side - margin.top - margin.bottom),
  };
}

function paddedRange(values: readonly number[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(high > low)) {
    const middle = Number.isFinite(low) ? low : 0;
    return [middle - 1, middle + 1];
  }
  const extra = room * (high - low);
  return [low - extra, high + extra];
}

/** Pixels within which a dot is meant. */
const reach = 16;

/** The example whose dot is nearest to a pixel; null where none is near. */
export function nearestExample(
  points: Points,
  plane: Plane,
  at: { readonly left: number; readonly top: number },
): number | null {
  let best: number | null = null;
  let least = reach;
  for (const { index, actual, predicted } of points) {
    const [left, top] = toPixel(plane, actual, predicted);
    const distance = Math.hypot(left - at.left, top - at.top);
    if (distance > least) continue;
    least = distance;
    best = index;
  }
  return best;
}
