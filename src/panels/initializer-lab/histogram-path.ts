/** A histogram as one SVG path. */

/** A bin this much higher than the next is cut off, so that the others can be seen. */
const tallest = 3;

export interface HistogramPath {
  readonly path: string;
  /** Horizontal places of bins that go on above the picture. */
  readonly cut: readonly number[];
}

/** Bars from the lower edge of a box. */
export function histogramPath(
  counts: readonly number[],
  width: number,
  height: number,
): HistogramPath {
  const [first = 0, second = 0] = counts.toSorted((a, b) => b - a);
  const top = second > 0 ? Math.min(first, tallest * second) : first;
  const step = width / counts.length;
  let path = "";
  const cut: number[] = [];
  for (const [index, count] of counts.entries()) {
    if (count === 0) continue;
    const bar = top > 0 ? Math.max(0.5, (Math.min(count, top) / top) * height) : 0;
    path += `M${(index * step).toFixed(2)} ${height}v${(-bar).toFixed(2)}h${step.toFixed(2)}V${height}z`;
    if (count > top) cut.push((index + 0.5) * step);
  }
  return { path, cut };
}
