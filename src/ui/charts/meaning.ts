/** What colours mean on pictures of data: a class each, or values along a map. */
import type { DatasetInfo } from "../../worker/protocol.ts";
import { classColor, type Rgb, rgbOf, viridis } from "./colors.ts";

/** What colours stand for: shares of classes, or values between two ends. */
export type Meaning =
  | { readonly kind: "classes"; readonly colors: readonly Rgb[]; readonly paper: Rgb }
  | { readonly kind: "values"; readonly low: number; readonly high: number };

/** The range of the targets, so that the same colour means the same value on points and plane. */
function targetRange({ preview }: DatasetInfo): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const part of [preview.training, preview.validation]) {
    for (const value of part.y) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return high > low ? { low, high } : { low: low - 1 || -1, high: low + 1 || 1 };
}

/** Resolved for the theme in use. */
export function meaningOf(info: DatasetInfo): Meaning {
  if (info.targets.kind === "values") return { kind: "values", ...targetRange(info) };
  return {
    kind: "classes",
    colors: info.targets.names.map((_, index) => rgbOf(classColor(index))),
    paper: rgbOf("var(--surface)"),
  };
}

/** Colour of a single target: a class index or a value. */
export function targetColor(meaning: Meaning, target: number): Rgb {
  if (meaning.kind === "classes") return meaning.colors[target] ?? [128, 128, 128];
  return viridis((target - meaning.low) / (meaning.high - meaning.low));
}
