/**
 * The contract of an optimizer: slots, the numbers that its formula derives on the host, and the new
 * weights. `updateOp` (update.ts) makes the op `update.<kind>` of it.
 */
import type { OptimizerKind, optimizers } from "../../spec/catalogue.ts";
import type { Values } from "../../spec/experiment.ts";

/** Hyper-parameters by name, as a run of the document holds them. */
export type OptimizerValues<K extends OptimizerKind> = Readonly<
  Values<(typeof optimizers)[K]["fields"]>
>;

/** What schedules make of a run's rates for one update. */
export interface StepRate {
  readonly learningRate: number;
  /** null: no schedule moves the momentum. */
  readonly momentum: number | null;
}

/** Some elements of one run in float64; weights and slots are changed in place. */
export interface Block {
  readonly count: number;
  /** Already decayed. */
  readonly weights: Float64Array;
  /** Already clipped, and with penalties. */
  readonly gradients: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly third: Float64Array;
}

export interface Optimizer<K extends OptimizerKind> {
  /** How many of a block's `first`, `second` and `third` are kept from step to step; 0 at first. */
  readonly slots: 0 | 1 | 2 | 3;
  /**
   * Up to eight numbers that stay from step to step, computed in float64; the runs table holds them,
   * and an edit of a hyper-parameter writes them anew.
   */
  readonly constants: (values: OptimizerValues<K>) => readonly number[];
  /** Up to four numbers for update `t` (from 1), computed in float64; the first is the learning rate. */
  readonly scalars: (t: number, values: OptimizerValues<K>, rate: StepRate) => readonly number[];
  /** Decoupled weight decay of the optimizer's own, added to that of the run. */
  readonly decay?: (values: OptimizerValues<K>) => number;
  /** Applies one step to a block. */
  readonly update: (block: Block, constants: Float64Array, scalars: Float64Array) => void;
}
