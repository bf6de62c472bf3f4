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
  /**
   * Valid time steps of each example [count]; zeros fill the rest. null, in both parts alike, where
   * all are as long as the shape says.
   */
  readonly lengths: Uint16Array | null;
  /** Subject of each example [count], a place in the data set's `subjects`, where that is known. */
  readonly groups?: Uint16Array | null;
}

/** A row of numbers; numbers over time, [time, channels]; a picture, with or without channels. */
export type ExampleForm = "table" | "sequence" | "image";

export interface DataSet {
  /** Shown to people. */
  readonly name: string;
  /** Of one example: `[2]`, `[28, 28]`, `[80, 3]`. */
  readonly inputShape: Shape;
  /** Names of the features of flat data, or of the channels of sequences; empty where unknown. */
  readonly featureNames: readonly string[];
  readonly targets: Targets;
  readonly training: Examples;
  readonly validation: Examples;
  /** What one example is, where its reader knows; otherwise `formOf` judges by shape and values. */
  readonly form?: ExampleForm;
  /** Names of the subjects of both parts; absent where none are known. */
  readonly subjects?: readonly string[];
  /** Whether the set came with a validation part, so that nothing was held out. */
  readonly ownValidation?: boolean;
  /** Fitted on the training part; one number for all features, or one each. */
  readonly normalization: Normalization;
}

/** Columns of `y`: 1 for class indices, the number of target values otherwise. */
export function targetWidth(targets: Targets): number {
  return targets.kind === "classes" ? 1 : targets.names.length;
}

/**
 * What one example is. Two axes alone do not tell: bytes and squares are taken for images, all else
 * for sequences.
 */
export function formOf(data: Pick<DataSet, "inputShape" | "form" | "training">): ExampleForm {
  if (data.form) return data.form;
  const [first = 0, second = 0] = data.inputShape;
  if (data.inputShape.length === 1) return "table";
  if (data.inputShape.length > 2 || data.training.x instanceof Uint8Array) return "image";
  return first === second ? "image" : "sequence";
}
