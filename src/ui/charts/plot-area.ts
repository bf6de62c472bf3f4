/** The geometry that frame, curves and cursor of one chart share, in CSS pixels. */
import type { Scale } from "./axis.ts";
import type { Size } from "./use-size.ts";

export const margin = { left: 46, right: 12, top: 8, bottom: 22 } as const;

export type AxisKind = "linear" | "log";

export interface Axes {
  readonly x: Scale;
  readonly y: Scale;
  readonly yKind: AxisKind;
}

export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function plotArea({ width, height }: Size): PlotArea {
  return {
    left: margin.left,
    top: margin.top,
    width: Math.max(1, width - margin.left - margin.right),
    height: Math.max(1, height - margin.top - margin.bottom),
  };
}

/** Pixels from the left edge of the chart. */
export function xPixel(x: number, { domain }: Scale, area: PlotArea): number {
  return area.left + ((x - domain[0]) / (domain[1] - domain[0])) * area.width;
}

/** The value under a pixel counted from the left edge of the chart, inside the domain. */
export function xAt(pixel: number, { domain }: Scale, area: PlotArea): number {
  const share = Math.max(0, Math.min(1, (pixel - area.left) / area.width));
  return domain[0] + share * (domain[1] - domain[0]);
}

/** Pixels from the top edge of the chart; outside values lie outside the plot. */
export function yPixel(y: number, { domain }: Scale, kind: AxisKind, area: PlotArea): number {
  const share =
    kind === "log"
      ? Math.log(y / domain[0]) / Math.log(domain[1] / domain[0])
      : (y - domain[0]) / (domain[1] - domain[0]);
  return area.top + (1 - share) * area.height;
}
