/** Geometry of parallel coordinates, in CSS pixels. */
import type { PlotArea } from "../../ui/charts/plot-area.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import type { Axis } from "./axes.ts";
import { type Entry, type Results, valueOn } from "./results.ts";

const margin = { left: 8, right: 46, top: 24, bottom: 22 } as const;
/** How near a pointer must come. */
const reach = { axis: 14, line: 10 } as const;

export function plotOf({ width, height }: Size): PlotArea {
  return {
    left: margin.left,
    top: margin.top,
    width: Math.max(1, width - margin.left - margin.right),
    height: Math.max(1, height - margin.top - margin.bottom),
  };
}

export function axisX(index: number, count: number, { left, width }: PlotArea): number {
  return left + (index * width) / Math.max(1, count - 1);
}

export function yOf(share: number, { top, height }: PlotArea): number {
  return top + (1 - share) * height;
}

export function shareAt(y: number, { top, height }: PlotArea): number {
  return 1 - (y - top) / height;
}

/** Where lines end that have come to no number. */
export function divergedY({ top, height }: PlotArea): number {
  return top + height + 14;
}

export function axisAt(x: number, axes: readonly Axis[], plot: PlotArea): Axis | null {
  const near = (index: number) => Math.abs(axisX(index, axes.length, plot) - x) <= reach.axis;
  return axes.find((_, index) => near(index)) ?? null;
}

/** Heights at the axes; the last is missing before the first evaluation. */
function heightsOf(entry: Entry, axes: readonly Axis[], plot: PlotArea): number[] {
  return axes.flatMap((axis) => {
    const value = valueOn(entry, axis.id);
    if (value !== null) return [yOf(axis.share(value), plot)];
    const isLost = axis.id === "outcome" && entry.outcome !== null;
    return isLost ? [divergedY(plot)] : [];
  });
}

export function pathOf(entry: Entry, axes: readonly Axis[], plot: PlotArea): string {
  const corners = heightsOf(entry, axes, plot).map(
    (y, index) => `${axisX(index, axes.length, plot).toFixed(1)} ${y.toFixed(1)}`,
  );
  return `M${corners.join("L")}`;
}

/** Index of the candidate whose line passes closest by a place; null where none is near. */
export function nearestEntry(
  { entries, axes }: Results,
  shown: ReadonlySet<number>,
  { x, y }: { readonly x: number; readonly y: number },
  plot: PlotArea,
): number | null {
  const gap = plot.width / Math.max(1, axes.length - 1);
  const at = Math.min(axes.length - 1, Math.max(0, (x - plot.left) / gap));
  const before = Math.min(axes.length - 2, Math.floor(at));
  let nearest: number | null = null;
  let least: number = reach.line;
  for (const entry of entries) {
    if (!shown.has(entry.candidate.index)) continue;
    const heights = heightsOf(entry, axes, plot);
    const [from, to] = [heights[before], heights[before + 1]];
    if (from === undefined || to === undefined) continue;
    const distance = Math.abs(from + (at - before) * (to - from) - y);
    if (distance <= least) [nearest, least] = [entry.candidate.index, distance];
  }
  return nearest;
}
