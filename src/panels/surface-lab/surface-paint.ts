/** The surface lab's picture: heights and lines below, the ways of the optimizers above. */
import type { SurfaceFunction } from "../../train/surfaces/surfaces.ts";
import { mix, resolvedColor, rgbOf } from "../../ui/charts/colors.ts";
import { drawAxes, type Plane, toPixel } from "../../ui/charts/plane.ts";
import type { Size } from "../../ui/charts/use-size.ts";
import { type Marker, runStyle } from "../../ui/run-style.ts";
import { contourLevels, contourSegments, type HeightGrid, heightGrid } from "./contours.ts";
import type { Trail } from "./use-trails.ts";

/** On the right half of a number, which stands in the middle under its tick. */
const margin = { left: 34, right: 12, top: 6, bottom: 18 };
/** Pixels between the places whose height is computed. */
const spacing = 4;

export function surfacePlane({ xRange, yRange }: SurfaceFunction, { width, height }: Size): Plane {
  return {
    xRange,
    yRange,
    left: margin.left,
    top: margin.top,
    width: Math.max(1, width - margin.left - margin.right),
    height: Math.max(1, height - margin.top - margin.bottom),
  };
}

/** Everything that no step changes. */
export function paintGround(
  context: CanvasRenderingContext2D,
  surface: SurfaceFunction,
  plane: Plane,
): void {
  const columns = Math.max(2, Math.round(plane.width / spacing));
  const rows = Math.max(2, Math.round(plane.height / spacing));
  const grid = heightGrid(surface.value, plane.xRange, plane.yRange, columns, rows);
  const levels = contourLevels(grid, surface.lowest);
  paintHeights(context, grid, plane, levels, surface.lowest);
  paintLines(context, grid, plane, levels);
  drawAxes(context, plane);
  for (const [x, y] of surface.minima) paintMinimum(context, ...toPixel(plane, x, y));
}

/** More shades than these could not be told apart. */
const shadeCount = 256;

/** RGBA of every shade from low ground to high, made once for all places of a picture. */
function groundShades(): Uint8ClampedArray {
  const [low, high] = [rgbOf("var(--accent-wash)"), rgbOf("var(--surface)")];
  return Uint8ClampedArray.from(
    Array.from({ length: shadeCount }, (_, shade) => [
      ...mix(low, high, shade / (shadeCount - 1)),
      255,
    ]).flat(),
  );
}

/** Low ground is tinted, on the scale of the lines. */
function paintHeights(
  context: CanvasRenderingContext2D,
  { columns, rows, heights }: HeightGrid,
  plane: Plane,
  levels: readonly number[],
  lowest: number,
): void {
  const shades = groundShades();
  const first = (levels[0] ?? lowest) - lowest;
  const span = Math.log((levels.at(-1) ?? 1) - lowest) - Math.log(first);
  const image = new ImageData(columns, rows);
  const { data } = image;
  for (let index = 0; index < heights.length; index++) {
    const height = heights[index] ?? 0;
    const share = (Math.log(Math.max(first, height - lowest)) - Math.log(first)) / span;
    const shade = Math.round((shadeCount - 1) * Math.max(0, Math.min(1, share)));
    for (let part = 0; part < 4; part++) data[4 * index + part] = shades[4 * shade + part] ?? 0;
  }
  const field = new OffscreenCanvas(columns, rows);
  field.getContext("2d")?.putImageData(image, 0, 0);
  context.imageSmoothingQuality = "high";
  context.drawImage(field, plane.left, plane.top, plane.width, plane.height);
}

function paintLines(
  context: CanvasRenderingContext2D,
  grid: HeightGrid,
  plane: Plane,
  levels: readonly number[],
): void {
  const across = plane.width / (grid.columns - 1);
  const down = plane.height / (grid.rows - 1);
  context.strokeStyle = resolvedColor("var(--rule-strong)");
  context.lineWidth = 0.6;
  context.globalAlpha = 0.75;
  context.beginPath();
  const segments = contourSegments(grid, levels);
  const x = (index: number) => plane.left + (segments[index] ?? 0) * across;
  const y = (index: number) => plane.top + (segments[index] ?? 0) * down;
  for (let index = 0; index < segments.length; index += 4) {
    context.moveTo(x(index), y(index + 1));
    context.lineTo(x(index + 2), y(index + 3));
  }
  context.stroke();
  context.globalAlpha = 1;
}

function paintMinimum(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.strokeStyle = resolvedColor("var(--ink)");
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x - 4, y - 4);
  context.lineTo(x + 4, y + 4);
  context.moveTo(x + 4, y - 4);
  context.lineTo(x - 4, y + 4);
  context.stroke();
}

/** Steps of more than this are drawn as a line alone. */
const mostDots = 120;

/** The ways up to `step`, cut off at the edge of the picture. */
export function paintTrails(
  context: CanvasRenderingContext2D,
  plane: Plane,
  trails: readonly Trail[],
  step: number,
): void {
  context.save();
  context.beginPath();
  context.rect(plane.left, plane.top, plane.width, plane.height);
  context.clip();
  for (const trail of trails) paintTrail(context, plane, trail, step);
  context.restore();
}

function paintTrail(
  context: CanvasRenderingContext2D,
  plane: Plane,
  { style, path }: Trail,
  step: number,
): void {
  const { color, dash, marker } = runStyle(style);
  const count = Math.min(path.x.length, step + 1);
  const points = Array.from({ length: count }, (_, index) =>
    toPixel(plane, path.x[index] ?? 0, path.y[index] ?? 0),
  );
  const paint = resolvedColor(color);
  context.strokeStyle = paint;
  context.fillStyle = paint;
  context.lineWidth = 1.75;
  context.lineJoin = "round";
  context.setLineDash(dash === "" ? [] : dash.split(" ").map(Number));
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.stroke();
  context.setLineDash([]);
  if (count <= mostDots) for (const [x, y] of points) context.fillRect(x - 1.5, y - 1.5, 3, 3);
  const end = points.at(-1);
  if (end) paintMarker(context, marker, end);
}

/** Outlines around (0, 0) for a path of a canvas. */
const outlines: Readonly<Record<Marker, string>> = {
  circle: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
  square: "M-4.5-4.5h9v9h-9z",
  triangle: "M0-6l6 10h-12z",
  diamond: "M0-6l6 6-6 6-6-6z",
  cross: "M-4.5-4.5l9 9M4.5-4.5l-9 9",
  plus: "M0-6v12M-6 0h12",
};

function paintMarker(
  context: CanvasRenderingContext2D,
  marker: Marker,
  [x, y]: readonly [number, number],
): void {
  const outline = new Path2D(outlines[marker]);
  context.save();
  context.translate(x, y);
  if (marker === "cross" || marker === "plus") {
    context.lineWidth = 3;
    context.stroke(outline);
  } else {
    context.fill(outline);
    context.strokeStyle = resolvedColor("var(--surface)");
    context.lineWidth = 1;
    context.stroke(outline);
  }
  context.restore();
}
