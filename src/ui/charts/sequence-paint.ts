/** Examples that are sequences, painted small. */
import { runStyle } from "../run-style.ts";
import { resolvedColor, rgbOf, viridis } from "./colors.ts";
import type { Box } from "./image-paint.ts";
import type { SequenceLook } from "./sequence-look.ts";

/** Colour and dash of a channel's line, as in the legend; small pictures need short dashes. */
export function channelStyle(channel: number): { color: string; dash: readonly number[] } {
  const { color, dash } = runStyle(channel);
  return { color, dash: dash === "" ? [] : dash.split(" ").map((part) => Number(part) / 2) };
}

export interface SequencePart {
  /** [count, time, channels] */
  readonly x: Float32Array | Uint8Array;
  readonly lengths: ArrayLike<number> | null;
  /** [time, channels] */
  readonly inputShape: readonly number[];
}

/** Draws one example into a box as wide as the longest sequence; it ends where it ends. */
export function drawSequence(
  context: CanvasRenderingContext2D,
  part: SequencePart,
  example: number,
  look: SequenceLook,
  box: Box,
): void {
  const [time = 1] = part.inputShape;
  const length = part.lengths?.[example] ?? time;
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  if (look.kind === "lines") drawLines(context, part, example, length, look, box);
  else drawMap(context, part, example, length, look, box);
  if (length < time) drawEnd(context, box, box.left + (length / time) * box.width);
  context.restore();
}

function drawEnd(context: CanvasRenderingContext2D, box: Box, left: number): void {
  context.fillStyle = resolvedColor("var(--rule-strong)");
  context.fillRect(Math.min(left, box.left + box.width - 1), box.top, 1, box.height);
}

type Lines = Extract<SequenceLook, { kind: "lines" }>;

function drawLines(
  context: CanvasRenderingContext2D,
  part: SequencePart,
  example: number,
  length: number,
  { low, high }: Lines,
  box: Box,
): void {
  const [time = 1, channels = 1] = part.inputShape;
  const y = (value: number) =>
    box.top + 1 + ((high - value) / (high - low)) * Math.max(1, box.height - 2);
  if (low < 0 && high > 0) {
    context.fillStyle = resolvedColor("var(--rule)");
    context.fillRect(box.left, y(0) - 0.5, box.width, 1);
  }
  const start = example * time * channels;
  const x = (step: number) => box.left + (time === 1 ? 0.5 : step / (time - 1)) * box.width;
  context.lineWidth = 1.1;
  context.lineJoin = "round";
  for (let channel = channels - 1; channel >= 0; channel--) {
    const { color, dash } = channelStyle(channel);
    const read = (step: number) => part.x[start + step * channels + channel] ?? 0;
    context.strokeStyle = resolvedColor(color);
    context.setLineDash([...dash]);
    context.stroke(linePath(length, time / Math.max(1, box.width), read, x, y));
  }
  context.setLineDash([]);
}

/** Two points of a pixel's samples say all that can be seen: the lowest and the highest. */
const densest = 3;

function linePath(
  length: number,
  stepsPerPixel: number,
  read: (step: number) => number,
  x: (step: number) => number,
  y: (value: number) => number,
): Path2D {
  const path = new Path2D();
  const bucket = stepsPerPixel > densest ? Math.ceil(stepsPerPixel) : 1;
  for (let first = 0; first < length; first += bucket) {
    let low = read(first);
    let high = low;
    for (let step = first + 1; step < Math.min(length, first + bucket); step++) {
      low = Math.min(low, read(step));
      high = Math.max(high, read(step));
    }
    path.lineTo(x(first), y(high));
    if (low < high) path.lineTo(x(first), y(low));
  }
  return path;
}

function drawMap(
  context: CanvasRenderingContext2D,
  part: SequencePart,
  example: number,
  length: number,
  look: Exclude<SequenceLook, Lines>,
  box: Box,
): void {
  const [time = 1, channels = 1] = part.inputShape;
  if (length === 0) return;
  const image = new ImageData(length, channels);
  const [off, on] = [rgbOf("var(--sunken)"), rgbOf("var(--run-1)")];
  const start = example * time * channels;
  for (let cell = 0; cell < length * channels; cell++) {
    const value = part.x[start + cell] ?? 0;
    const share = look.kind === "map" ? (value - look.low) / (look.high - look.low) : value;
    const color = look.kind === "map" ? viridis(share) : share > 0.5 ? on : off;
    // The data have time first, the picture has it to the right.
    const pixel = (cell % channels) * length + Math.floor(cell / channels);
    image.data.set([...color, 255], 4 * pixel);
  }
  const canvas = new OffscreenCanvas(length, channels);
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = length > 2 * box.width;
  context.drawImage(canvas, box.left, box.top, (length / time) * box.width, box.height);
}
