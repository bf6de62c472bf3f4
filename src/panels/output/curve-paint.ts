/** What a network answers along one input: a line for each output. */

import { classColor, resolvedColor } from "../../ui/charts/colors.ts";
import { type Plane, toPixel } from "../../ui/charts/plane.ts";
import { runStyle } from "../../ui/run-style.ts";
import type { Surface } from "../../worker/protocol.ts";

export function drawCurve(
  context: CanvasRenderingContext2D,
  surface: Surface,
  run: number,
  plane: Plane,
  classes: boolean,
): void {
  const values = surface.values[run];
  if (!values) return;
  context.save();
  context.beginPath();
  context.rect(plane.left, plane.top, plane.width, plane.height);
  context.clip();
  context.lineWidth = 2;
  context.lineJoin = "round";
  for (let output = 0; output < surface.outputs; output++) {
    context.strokeStyle = resolvedColor(classes ? classColor(output) : runStyle(run).color);
    context.beginPath();
    for (let column = 0; column < surface.columns; column++) {
      const share = (column + 0.5) / surface.columns;
      const x = surface.xRange[0] + share * (surface.xRange[1] - surface.xRange[0]);
      const value = values[column * surface.outputs + output] ?? Number.NaN;
      if (Number.isFinite(value)) context.lineTo(...toPixel(plane, x, value));
    }
    context.stroke();
  }
  context.restore();
}
