/** The augmentation of images in plain loops; see `augment.ts`. */
import { pcg4d, streams } from "../core/random.ts";
import { choiceOf, numberOf } from "./attributes.ts";
import { type AugmentedRow, signedOf } from "./augment-row.ts";
import type { Attributes } from "./op.ts";

export const flips = ["none", "horizontal", "vertical", "both"] as const;

export function flipsOf(attributes: Attributes): { horizontal: boolean; vertical: boolean } {
  const flip = choiceOf(attributes, "flip", flips);
  return {
    horizontal: flip === "horizontal" || flip === "both",
    vertical: flip === "vertical" || flip === "both",
  };
}

/** [height, width, channels] of [height, width] or [height, width, channels]. */
export function imageSides([height = 1, width = 1, channels = 1]: readonly number[]) {
  return { height, width, channels };
}

interface Change {
  /** Source = linear (place - origin) + middle, in columns and rows. */
  readonly linear: readonly [number, number, number, number];
  readonly origin: readonly [number, number];
  readonly middle: readonly [number, number];
  readonly brightness: number;
}

function changeOf({ attributes, shape, step, row }: AugmentedRow): Change {
  const { height, width } = imageSides(shape);
  const seed = numberOf(attributes, "seed");
  const [a, b, c, d] = pcg4d(seed, streams.augmentation, step, row * 2);
  const [light, mirrorX, mirrorY] = pcg4d(seed, streams.augmentation, step, row * 2 + 1);
  const { horizontal, vertical } = flipsOf(attributes);
  const share = numberOf(attributes, "shift");
  const angle = (numberOf(attributes, "rotate") / 180) * Math.PI * signedOf(c);
  const shrunk = 1 / (1 + numberOf(attributes, "zoom") * signedOf(d));
  const x = horizontal && mirrorX >>> 31 === 1 ? -shrunk : shrunk;
  const y = vertical && mirrorY >>> 31 === 1 ? -shrunk : shrunk;
  const middle = [(width - 1) / 2, (height - 1) / 2] as const;
  return {
    linear: [x * Math.cos(angle), x * Math.sin(angle), -y * Math.sin(angle), y * Math.cos(angle)],
    origin: [middle[0] + share * width * signedOf(a), middle[1] + share * height * signedOf(b)],
    middle,
    brightness: numberOf(attributes, "brightness") * signedOf(light),
  };
}

/** Writes the raw values of a row of the batch. */
export function augmentImage(row: AugmentedRow): void {
  const { height, width, channels } = imageSides(row.shape);
  const { linear, origin, middle, brightness } = changeOf(row);
  for (let f = 0; f < height * width * channels; f++) {
    const channel = f % channels;
    const pixel = Math.floor(f / channels);
    const dx = (pixel % width) - origin[0];
    const dy = Math.floor(pixel / width) - origin[1];
    const atX = linear[0] * dx + linear[1] * dy + middle[0];
    const atY = linear[2] * dx + linear[3] * dy + middle[1];
    row.write(f, between(row, channel, atX, atY) + brightness);
  }
}

/** Between four pixels by their distances; beyond the edges the raw value is 0. */
function between({ shape, read }: AugmentedRow, channel: number, x: number, y: number): number {
  const { height, width, channels } = imageSides(shape);
  const at = (column: number, line: number) =>
    column < 0 || line < 0 || column >= width || line >= height
      ? 0
      : read((line * width + column) * channels + channel);
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - left, y - top];
  const upper = (1 - right) * at(left, top) + right * at(left + 1, top);
  const lower = (1 - right) * at(left, top + 1) + right * at(left + 1, top + 1);
  return (1 - down) * upper + down * lower;
}
