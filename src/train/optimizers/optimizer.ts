/**
 * The contract of an optimizer: slots, the numbers that its formula derives from the step on the
 * host, and the new weights. `updateOp` (update.ts) makes the op `update.<kind>` of it.
 */
import type { OptimizerKind, optimizers } from "../../spec/catalogue.ts";

/** Names of an optimizer's hyper-parameters, as in its catalogue row. */
export type HyperParameter<K extends OptimizerKind> = keyof (typeof optimizers)[K]["fields"];

/** Hyper-parameters by name. */
export type OptimizerValues<K extends OptimizerKind> = Readonly<Record<HyperParameter<K>, number>>;

/** Some elements of one run in float64; weights and slots are changed in place. */
export interface Block {
  readonly count: number;
  readonly weights: Float64Array;
  /** Already clipped, and with L2. */
  readonly gradients: Float64Array;
  /** 0 for biases, 1 for kernels. */
  readonly decays: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

export interface Optimizer<K extends OptimizerKind> {
  /** How many of a block's `first` and `second` are kept from step to step; 0 at first. */
  readonly slots: 0 | 1 | 2;
  /** Up to four numbers for update `t` (from 1), computed in float64; the first is the learning rate. */
  readonly scalars: (t: number, values: OptimizerValues<K>) => readonly number[];
  /** Applies one step to a block. `value` reads all hyper-parameters but the learning rate. */
  readonly update: (
    block: Block,
    value: (name: Exclude<HyperParameter<K>, "learningRate">) => number,
    scalars: Float64Array,
  ) => void;
}
