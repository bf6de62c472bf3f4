/** A curve as the path of an SVG, where Recharts does not draw it. */
import { type Axes, plotArea, xPixel, yPixel } from "./plot-area.ts";
import type { Size } from "./use-size.ts";

/** Pixels. */
const farOutside = 30_000;

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
    // Far outside the plot, where it is cut: a larger number would not be drawn at all.
    const near = Math.max(-farOutside, Math.min(farOutside, pixel));
    return [`${xPixel(x, axes.x, area).toFixed(1)} ${near.toFixed(1)}`];
  });
  return corners.length > 1 ? `M${corners.join("L")}` : "";
}
