/** The data over the picture: training points filled, validation points as rings. */

import type { DatasetInfo, Preview } from "../../worker/protocol.ts";
import { resolvedColor, rgbText } from "./colors.ts";
import { type Meaning, targetColor } from "./meaning.ts";
import { type Plane, toPixel } from "./plane.ts";

/** Pixels of a point's radius: smaller where there are many. */
function radiusOf(count: number, plane: Plane): number {
  const crowd = Math.sqrt(count / (plane.width * plane.height));
  return Math.max(1.4, Math.min(3.2, 0.2 / crowd));
}

interface Group {
  readonly color: string;
  readonly path: Path2D;
}

/** Points of one part by colour, so that each colour is drawn at once. */
function grouped(part: Preview, info: DatasetInfo, plane: Plane, meaning: Meaning, radius: number) {
  const width = info.inputShape[0] ?? 1;
  const groups = new Map<string, Group>();
  for (let index = 0; index < part.count; index++) {
    const target = part.y[index] ?? 0;
    const x = part.x[index * width] ?? 0;
    const y = width === 1 ? target : (part.x[index * width + 1] ?? 0);
    const color =
      width === 1 && meaning.kind === "values"
        ? resolvedColor("var(--ink-3)")
        : rgbText(targetColor(meaning, target));
    const group = groups.get(color) ?? { color, path: new Path2D() };
    groups.set(color, group);
    const [left, top] = toPixel(plane, x, y);
    group.path.moveTo(left + radius, top);
    group.path.arc(left, top, radius, 0, 2 * Math.PI);
  }
  return groups.values();
}

export function drawPoints(
  context: CanvasRenderingContext2D,
  info: DatasetInfo,
  plane: Plane,
  meaning: Meaning,
  showValidation: boolean,
): void {
  const { training, validation } = info.preview;
  const radius = radiusOf(training.count + validation.count, plane);
  const paper = resolvedColor("var(--surface)");
  context.save();
  context.beginPath();
  context.rect(plane.left, plane.top, plane.width, plane.height);
  context.clip();
  context.lineWidth = Math.min(0.9, radius / 3);
  for (const { color, path } of grouped(training, info, plane, meaning, radius)) {
    context.strokeStyle = paper;
    context.fillStyle = color;
    context.fill(path);
    context.stroke(path);
  }
  if (showValidation) {
    context.lineWidth = Math.min(1.5, radius / 1.8);
    context.fillStyle = paper;
    for (const { color, path } of grouped(validation, info, plane, meaning, radius)) {
      context.strokeStyle = color;
      context.fill(path);
      context.stroke(path);
    }
  }
  context.restore();
}
