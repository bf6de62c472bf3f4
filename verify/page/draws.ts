/** Training parts whose examples stand in the order in which batches visit them. */
import type { DataSet } from "../../src/engine/core/dataset.ts";
import { uniform } from "../../src/engine/core/random.ts";

/** Stream of the draws; random numbers have no other use here. */
const stream = 90;

export interface Draws {
  readonly seed: number;
  /** Of the first so many examples, with replacement. */
  readonly among: number;
  /** Draws `first` to `first + count - 1`. */
  readonly first: number;
  readonly count: number;
}

/** The data set with drawn examples for training, to be visited in their order; what is held out stays. */
export function drawn(all: DataSet, { seed, among, first, count }: Draws): DataSet {
  const { x, y } = all.training;
  const size = x.length / all.training.count;
  const training = { x: new Uint8Array(count * size), y: new Float32Array(count) };
  for (let at = 0; at < count; at++) {
    const example = Math.floor(uniform(seed, stream, 0, first + at) * among);
    training.x.set(x.subarray(example * size, (example + 1) * size), at * size);
    training.y[at] = y[example] ?? 0;
  }
  return { ...all, training: { ...training, count, lengths: null } };
}
