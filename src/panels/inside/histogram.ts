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

/** Height of a count, 0 to 1; logarithmic: log(1 + n), so that a single value can be seen. */
export function heightOf(count: number, most: number, log: boolean): number {
  if (most <= 0) return 0;
  return log ? Math.log1p(count) / Math.log1p(most) : count / most;
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
