/** Canvases sized in CSS pixels, sharp on any screen. */
import type { Size } from "./use-size.ts";

/** Gives the canvas its pixels, cleared and scaled to CSS pixels; null where it cannot be drawn on. */
export function preparedCanvas(
  canvas: HTMLCanvasElement | null,
  { width, height }: Size,
): CanvasRenderingContext2D | null {
  const context = canvas?.getContext("2d");
  if (!canvas || !context || width <= 0 || height <= 0) return null;
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  context.scale(ratio, ratio);
  return context;
}
