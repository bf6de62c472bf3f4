/** The weights of one run as they are drawn, and what they amount to. */
import { t } from "../../i18n/index.ts";
import type { RunKernel } from "../../worker/kernel.ts";
import type { Tiles } from "./kernel-tiles.ts";
import { measured } from "./numbers.ts";

export interface ShownKernel {
  /** Of the run. */
  readonly name: string;
  readonly run: number;
  readonly kernel: RunKernel;
  readonly tiles: Tiles;
  readonly summary: Summary;
}

export interface Summary {
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly max: number;
  readonly norm: number;
}

/** Of all values, those that are not finite too; the deviation is with n. */
export function summaryOf(values: Float32Array): Summary {
  let [sum, squares, min, max] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    sum += value;
    squares += value * value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  const mean = sum / values.length;
  let spread = 0;
  for (const value of values) spread += (value - mean) ** 2;
  return { mean, std: Math.sqrt(spread / values.length), min, max, norm: Math.sqrt(squares) };
}

/** How many units are drawn, and of how many. */
export function countText({ kernel, tiles }: ShownKernel): string {
  const drawn =
    tiles.look === "tiles"
      ? Math.ceil(tiles.offsets.length / tiles.perUnit)
      : (kernel.shape.at(-1) ?? 1);
  return drawn < kernel.units
    ? t("inside.tilesSome", { shown: drawn, count: kernel.units })
    : t("inside.tilesOf", { count: kernel.units });
}

/** The picture in words. */
export function describeKernel({ name, tiles, summary }: ShownKernel, tensor: string): string {
  const { rows, columns, offsets } = tiles;
  const ends = { low: measured(summary.min), high: measured(summary.max) };
  switch (tiles.look) {
    case "arrows":
      return t("inside.describeArrows", { run: name, tensor, count: columns });
    case "matrix":
      return t("inside.describeMatrix", { run: name, tensor, rows, columns, ...ends });
    case "tiles":
      return t("inside.describeTiles", { run: name, tensor, count: offsets.length, ...ends });
  }
}
