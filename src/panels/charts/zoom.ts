/** Which steps are shown: all of them, or a stretch that a person has chosen. */
import type { StepRange } from "../../stores/series.ts";

/** Fewer steps than these are no curve. */
const leastSteps = 4;

/** Inside the whole, moved rather than cut; null where it would be all. */
function fitted(from: number, to: number, whole: StepRange): StepRange | null {
  const length = Math.max(to - from, Math.min(leastSteps, whole.to - whole.from));
  if (length >= whole.to - whole.from) return null;
  const start = Math.max(whole.from, Math.min(from, whole.to - length));
  return { from: start, to: start + length };
}

/** `factor` 1/2 shows half as many steps, 2 twice as many, around `center`; null: all again. */
export function zoomedBy(
  factor: number,
  range: StepRange | null,
  whole: StepRange,
  center: number | null = null,
): StepRange | null {
  const shown = range ?? whole;
  const middle = center ?? (shown.from + shown.to) / 2;
  // The place under the pointer stays there.
  return fitted(
    middle - (middle - shown.from) * factor,
    middle + (shown.to - middle) * factor,
    whole,
  );
}

/** The stretch between two steps, in any order; null: all. */
export function zoomedTo(one: number, other: number, whole: StepRange): StepRange | null {
  const from = Math.max(whole.from, Math.min(one, other));
  const to = Math.min(whole.to, Math.max(one, other));
  const middle = (from + to) / 2;
  const half = Math.max(to - from, leastSteps) / 2;
  return to < from ? null : fitted(middle - half, middle + half, whole);
}

/** To the left (-) or right (+) by a share of what is shown. */
export function movedBy(share: number, range: StepRange, whole: StepRange): StepRange | null {
  const move = share * (range.to - range.from);
  return fitted(range.from + move, range.to + move, whole);
}

/**
 * The stretch under which two fingers find the places again that they took hold of. `anchors` are
 * these places and `fingers` where the fingers are now, both as shares of the width, counted from
 * the left; `domain` is what the axis showed at the beginning.
 */
export function pinched(
  anchors: readonly [number, number],
  fingers: readonly [number, number],
  domain: readonly [number, number],
): [number, number] {
  const width = domain[1] - domain[0];
  const closest = 0.02;
  const apart = Math.max(closest, Math.abs(fingers[1] - fingers[0]));
  // What lay between the fingers lies between them again.
  const shown = (width * Math.max(closest, Math.abs(anchors[1] - anchors[0]))) / apart;
  const middle = domain[0] + (width * (anchors[0] + anchors[1])) / 2;
  const from = middle - (shown * (fingers[0] + fingers[1])) / 2;
  return [from, from + shown];
}
