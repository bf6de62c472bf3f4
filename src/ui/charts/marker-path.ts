/** The markers on a line as one path. */
import type { Marker } from "../run-style.ts";
import type { CurveLine } from "./CurveLines.tsx";
import { type Axes, plotArea, xPixel, yPixel } from "./plot-area.ts";
import type { Size } from "./use-size.ts";

/** Outlines around (0, 0), about seven pixels wide. */
const outlines: Record<Marker, string> = {
  circle: "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z",
  square: "M-2.7-2.7h5.4v5.4h-5.4z",
  triangle: "M0-3.6l3.5 6h-7z",
  diamond: "M0-3.9l3.9 3.9-3.9 3.9-3.9-3.9z",
  cross: "M-2.8-2.8l5.6 5.6M2.8-2.8l-5.6 5.6",
  plus: "M0-3.5v7M-3.5 0h7",
};

/** Marks of one line, counted back from its end so that the last point has one. */
const marksOfLine = 9;

/** Drawn as lines rather than filled. */
export function isOpen(marker: Marker): boolean {
  return marker === "cross" || marker === "plus";
}

/** All marks of a line as one path: each outline begins with a move to its place. */
export function marksPath(line: CurveLine, marker: Marker, size: Size, axes: Axes): string {
  const area = plotArea(size);
  const { points } = line;
  const every = Math.max(1, Math.ceil(points.length / marksOfLine));
  let path = "";
  for (let index = points.length - 1; index >= 0; index -= every) {
    const point = points[index];
    if (!point || point.y === null) continue;
    const x = xPixel(point.x, axes.x, area);
    const y = yPixel(point.y, axes.y, axes.yKind, area);
    const across = x >= area.left - 1 && x <= area.left + area.width + 1;
    const inside = across && y >= area.top - 1 && y <= area.top + area.height + 1;
    if (inside) path += markAt(marker, x, y);
  }
  return path;
}

/** One mark. Moves to the place without drawing; what follows is relative, but for the first move. */
export function markAt(marker: Marker, x: number, y: number): string {
  return outlines[marker].replaceAll(/M(-?[\d.]+)[ ]?(-?[\d.]+)/g, (_, dx: string, dy: string) => {
    return `M${(x + Number(dx)).toFixed(1)} ${(y + Number(dy)).toFixed(1)}`;
  });
}
