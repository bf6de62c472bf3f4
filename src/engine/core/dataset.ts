/** Examples as the engine takes them: plain typed arrays, one part for training, one held out. */
import type { Normalization } from "../../spec/experiment.ts";
import type { Shape } from "./shape.ts";

/** What the last column of the data says. */
export type Targets =
  | { readonly kind: "classes"; readonly names: readonly string[] }
  | { readonly kind: "values"; readonly names: readonly string[] };

export interface Examples {
  readonly count: number;
  /** [count, ...inputShape], raw: bytes stay bytes, scaling happens when a batch is gathered. */
  readonly x: Float32Array | Uint8Array;
  /** Class index of each example [count], or target values [count, width]. */
  readonly y: Float32Array;
}

export interface DataSet {
  /** Shown to people. */
  readonly name: string;
  /** Of one example: `[2]`, `[28, 28]`, `[80, 3]`. */
  readonly inputShape: Shape;
  /** Names of the features of flat data; empty for images and sequences. */
  readonly featureNames: readonly string[];
  readonly targets: Targets;
  readonly training: Examples;
  readonly validation: Examples;
  /** Fitted on the training part; one number for all features, or one each. */
  readonly normalization: Normalization;
}

/** Columns of `y`: 1 for class indices, the number of target values otherwise. */
export function targetWidth(targets: Targets): number {
  return targets.kind === "classes" ? 1 : targets.names.length;
}
