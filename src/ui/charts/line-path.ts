/** A curve as the path of an SVG, where Recharts does not draw it. */
import { type Axes, plotArea, xPixel, yPixel } from "./plot-area.ts";
import type { Size } from "./use-size.ts";

/** Gaps are left out of the line, as Recharts does with `connectNulls`. */
export function linePath(
  points: readonly { readonly x: number; readonly y: number | null }[],
  axes: Axes,
  size: Size,
): string {
  const area = plotArea(size);
  const corners = points.flatMap(({ x, y }) => {
    if (y === null) return [];
    const pixel = yPixel(y, axes.y, axes.yKind, area);
    // What is far outside is cut by the plot's edge; so large a number would not be drawn at all.
    const near = Math.max(-area.height, Math.min(3 * area.height, pixel));
    return [`${xPixel(x, axes.x, area).toFixed(1)} ${near.toFixed(1)}`];
  });
  return corners.length > 1 ? `M${corners.join("L")}` : "";
}
