/** A band between two curves as the path of an SVG. */
import { type Axes, plotArea, xPixel, yPixel } from "./plot-area.ts";
import type { Size } from "./use-size.ts";

/** Pixels. */
const farOutside = 30_000;

export interface CurveBand {
  readonly id: string;
  readonly color: string;
  readonly opacity: number;
  /** Each without a gap, with growing x. */
  readonly stretches: readonly (readonly {
    readonly x: number;
    readonly low: number;
    readonly high: number;
  }[])[];
}

/** The outline of a band: along its upper edge and back along the lower. */
export function bandPath({ stretches }: CurveBand, axes: Axes, size: Size): string {
  const area = plotArea(size);
  // Far outside the plot, where it is cut: a larger number would not be drawn at all.
  const limit = (pixel: number) => Math.max(-farOutside, Math.min(farOutside, pixel));
  return stretches
    .map((points) => {
      const corner = (x: number, y: number) =>
        `${xPixel(x, axes.x, area).toFixed(1)} ${limit(yPixel(y, axes.y, axes.yKind, area)).toFixed(1)}`;
      const upper = points.map(({ x, high }) => corner(x, high));
      const lower = points.toReversed().map(({ x, low }) => corner(x, low));
      return `M${[...upper, ...lower].join("L")}Z`;
    })
    .join("");
}
