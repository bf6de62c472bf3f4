import type { ExampleForm, Examples, Targets } from "../engine/core/dataset.ts";
import { elements, type Shape } from "../engine/core/shape.ts";

/** What a generator or a reader gives: examples that are not yet split and not yet normalised. */
export interface RawData {
  /** Shown to people: the kind of a generated set, the name of a file. */
  readonly name: string;
  /** Of one example. */
  readonly inputShape: Shape;
  /** Names of the features of flat data, or of the channels of sequences; empty where unknown. */
  readonly featureNames: readonly string[];
  readonly targets: Targets;
  readonly training: Examples;
  /** The set's own held-out part, where it has one. */
  readonly validation: Examples | null;
  /** As in `DataSet`. */
  readonly form?: ExampleForm;
  readonly subjects?: readonly string[];
}

/** Numbers of one example's input. */
export function featureCount(data: { readonly inputShape: Shape }): number {
  return elements(data.inputShape);
}

/** `x1`, `x2`, ... for features that have no names of their own. */
export function numberedFeatures(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `x${index + 1}`);
}

/** `0`, `1`, ... for classes that have no names of their own. */
export function numberedClasses(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}
