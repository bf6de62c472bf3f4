/**
 * The contract of an optimizer: slots, the numbers that its formula derives from the step on the
 * host, and the new weight of one element. `updateOp` (update.ts) makes the op `update.<kind>` of it.
 */
import type { OptimizerKind, optimizers } from "../../spec/catalogue.ts";

/** Names of an optimizer's hyper-parameters, as in its catalogue row. */
export type HyperParameter<K extends OptimizerKind> = keyof (typeof optimizers)[K]["fields"];

/** Hyper-parameters by name. */
export type OptimizerValues<K extends OptimizerKind> = Readonly<Record<HyperParameter<K>, number>>;

/**
 * The new weight of one element. The gradient is already clipped and holds L2; `state` holds the
 * element's slots and is changed in place; `decays` is 0 for biases, 1 for kernels.
 */
export type Rule = (
  weight: number,
  gradient: number,
  state: Float64Array,
  decays: number,
) => number;

export interface Optimizer<K extends OptimizerKind> {
  /** Numbers kept for each parameter from step to step; 0 at first. */
  readonly slots: 0 | 1 | 2;
  /** Up to four numbers for update `t` (from 1), computed in float64; the first is the learning rate. */
  readonly scalars: (t: number, values: OptimizerValues<K>) => readonly number[];
  /** The rule for one step of one run, in float64. `value` reads all but the learning rate. */
  readonly rule: (
    value: (name: Exclude<HyperParameter<K>, "learningRate">) => number,
    scalars: Float64Array,
  ) => Rule;
}
