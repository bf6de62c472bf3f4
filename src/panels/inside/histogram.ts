/** The geometry of histograms: heights of bars, common ranges, and bins cut anew. */
import type { TensorStatistics } from "../../train/inspection.ts";

export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** Around all finite values; null where there are none. A single value gets some room. */
export function rangeOf(all: readonly TensorStatistics[]): ValueRange | null {
  const seen = all.filter(({ count }) => count > 0);
  if (seen.length === 0) return null;
  const low = Math.min(...seen.map(({ min }) => min));
  const high = Math.max(...seen.map(({ max }) => max));
  if (high > low) return { low, high };
  const room = Math.abs(low) / 2 || 1;
  return { low: low - room, high: high + room };
}

/** How far a bar may stand out before it is cut. */
const mostAbove = 3;

/**
 * The count of full height. One bar far above all others, as the zeros of ReLU, would hide them: it
 * counts as three times the next one.
 */
export function fullHeight(counts: Float32Array, log: boolean): number {
  let [first, second] = [0, 0];
  for (const count of counts) {
    if (count > first) [first, second] = [count, first];
    else if (count > second) second = count;
  }
  return log || second === 0 ? first : Math.min(first, mostAbove * second);
}

/** Height of a count, 0 to 1; logarithmic: log(1 + n), so that a single value can be seen. */
export function heightOf(count: number, most: number, log: boolean): number {
  if (most <= 0) return 0;
  return Math.min(1, log ? Math.log1p(count) / Math.log1p(most) : count / most);
}

/**
 * How many values lie in each of `cells` equal parts of `range`, taking them as evenly spread inside
 * their bins. What lies outside the range is left out.
 */
export function rebinned(
  { bins, min, max, count }: TensorStatistics,
  { low, high }: ValueRange,
  cells: number,
): Float32Array {
  const parts = new Float32Array(cells);
  const toCell = cells / (high - low);
  if (!(max > min)) {
    const cell = Math.min(cells - 1, Math.floor((min - low) * toCell));
    if (cell >= 0) parts[cell] = count;
    return parts;
  }
  const width = ((max - min) / bins.length) * toCell;
  const start = (min - low) * toCell;
  for (const [bin, values] of bins.entries()) {
    if (values > 0) spread(parts, values, start + bin * width, start + (bin + 1) * width);
  }
  return parts;
}

/** Adds `values` evenly from `from` to `to`, both counted in parts. */
function spread(parts: Float32Array, values: number, from: number, to: number): void {
  const first = Math.max(0, Math.floor(from));
  const last = Math.min(parts.length - 1, Math.ceil(to) - 1);
  for (let part = first; part <= last; part++) {
    const covered = Math.min(to, part + 1) - Math.max(from, part);
    parts[part] = (parts[part] ?? 0) + (values * Math.max(0, covered)) / (to - from);
  }
}

/** Indices of at most `count` of `length` moments, evenly spaced, the last one always among them. */
export function evenly(length: number, count: number): number[] {
  if (length <= count) return Array.from({ length }, (_, index) => index);
  const gap = (length - 1) / (count - 1);
  return Array.from({ length: count }, (_, index) => Math.round(index * gap));
}

/** The moment seen last at each of `columns` places along the steps. */
export function columnsOf(steps: readonly number[], columns: number): number[] {
  const first = steps[0] ?? 0;
  const last = steps.at(-1) ?? 0;
  let index = 0;
  return Array.from({ length: columns }, (_, column) => {
    const step = first + ((column + 0.5) / columns) * (last - first);
    while (index + 1 < steps.length && (steps[index + 1] ?? 0) <= step) index++;
    return index;
  });
}
