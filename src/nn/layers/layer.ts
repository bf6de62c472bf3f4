/** The contract of a layer: its shape rule, its parameters, and the nodes it emits. */
import type { Shape } from "../../engine/core/shape.ts";
import type { GraphBuilder } from "../../engine/graph/graph.ts";
import type { TensorId } from "../../engine/ops/op.ts";
import type { InitializerSpec, LayerSpec, RunSpec } from "../../spec/experiment.ts";

/** Shapes of one example at each input of a layer; only merges have more than one. */
export type Shapes = readonly [Shape, ...Shape[]];
export type Tensors = readonly [TensorId, ...TensorId[]];

export interface ParameterSpec {
  /** As in Keras: "kernel", "bias". */
  readonly name: string;
  readonly shape: Shape;
  readonly fanIn: number;
  readonly fanOut: number;
  /** Whether L1, L2, weight decay and max-norm apply. */
  readonly decays: boolean;
  /** null: drawn as run and network say; otherwise as the layer itself says. */
  readonly initializer: InitializerSpec | null;
  /** First values by index, where no initializer says them: a bias that is zero but for one gate. */
  readonly values?: (index: number) => number;
  /** Kept up by the layer itself and not by the optimizer, as moving statistics are. */
  readonly moving?: true;
}

export interface LayerContext {
  readonly builder: GraphBuilder;
  /** In training, dropout drops; in evaluation it does not. */
  readonly training: boolean;
  /** Parameters of this layer in the order of `parameters`. */
  readonly parameters: readonly TensorId[];
  /** First column of the runs table that belongs to this layer. */
  readonly column: number;
  /** Differs from layer to layer, so that their random draws do. */
  readonly stream: number;
  /** Time steps that count, [batch, 1], where examples differ in length and x has their time axis. */
  readonly lengths: TensorId | null;
  /**
   * Adds nodes behind loss and metrics, for what a step changes besides weights; `halted` [1] is not 0
   * in a run that has diverged, which must stay as it is.
   */
  readonly afterLoss: (emit: (halted: TensorId) => void) => void;
}

export interface Layer<Spec extends LayerSpec> {
  /** Shape of one example after the layer; throws a Fault `shape.*` when the inputs do not fit. */
  readonly infer: (spec: Spec, inputs: Shapes, name: string) => Shape;
  readonly parameters: (spec: Spec, inputs: Shapes) => readonly ParameterSpec[];
  /** Adds nodes for inputs [batch, ...input] and returns y [batch, ...output]. */
  readonly emit: (spec: Spec, inputs: Tensors, context: LayerContext) => TensorId;
  /** Values that may differ per run, written into the layer's columns of the runs table. */
  readonly tableValues?: (spec: Spec, run: RunSpec) => readonly number[];
}

/** A layer without parameters of its own. */
export const noParameters = (): readonly ParameterSpec[] => [];

export function same(_spec: LayerSpec, [input]: Shapes): Shape {
  return input;
}
