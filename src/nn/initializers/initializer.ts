/** The contract of an initializer: how a parameter's first values follow from a seed. */
import { normal, pcg4d, streams, unit } from "../../engine/core/random.ts";
import type { Shape } from "../../engine/core/shape.ts";
import type { InitializerSpec } from "../../spec/experiment.ts";

export interface Draw {
  readonly shape: Shape;
  readonly fanIn: number;
  readonly fanOut: number;
  /** Standard normal number for an index: the same for every initializer with the same seed. */
  readonly normal: (index: number) => number;
  /** Uniform in [-1, 1). */
  readonly uniform: (index: number) => number;
}

/** Returns the value at each index; `count` elements in all. */
export type Initializer<Spec extends InitializerSpec> = (
  spec: Spec,
  draw: Draw,
  count: number,
) => (index: number) => number;

/** Draws for one parameter: equal names and seeds draw alike, whatever stands around them. */
export function drawFor(
  seed: number,
  stream: number,
  place: { shape: Shape; fanIn: number; fanOut: number },
): Draw {
  return {
    ...place,
    normal: (index) => normal(seed, streams.weights, stream, index),
    uniform: (index) => 2 * unit(pcg4d(seed, streams.weights, stream, index)[2]) - 1,
  };
}
