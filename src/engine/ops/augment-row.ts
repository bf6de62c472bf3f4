/** What an augmentation sees of a row of the batch, and how its words become numbers. */
import { unit } from "../core/random.ts";
import type { Shape } from "../core/shape.ts";
import type { Attributes } from "./op.ts";

export interface AugmentedRow {
  readonly attributes: Attributes;
  /** Of one example. */
  readonly shape: Shape;
  /** Updates made before this one. */
  readonly step: number;
  readonly row: number;
  /** Steps that count, of a sequence. */
  readonly length: number;
  /** The raw value of a feature, and where its changed raw value goes. */
  readonly read: (feature: number) => number;
  /** `noise` is in normalised units. */
  readonly write: (feature: number, raw: number, noise?: number) => void;
}

/** Uniform in [-1, 1). */
export function signedOf(word: number): number {
  return 2 * unit(word) - 1;
}
