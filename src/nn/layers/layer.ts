/** The contract of a layer: its shape rule, its parameters, and the nodes it emits. */
import type { Shape } from "../../engine/core/shape.ts";
import type { GraphBuilder } from "../../engine/graph/graph.ts";
import type { TensorId } from "../../engine/ops/op.ts";
import type { InitializerSpec, LayerSpec } from "../../spec/experiment.ts";

export interface ParameterSpec {
  /** As in Keras: "kernel", "bias". */
  readonly name: string;
  readonly shape: Shape;
  readonly fanIn: number;
  readonly fanOut: number;
  /** Whether L2 and weight decay apply. */
  readonly decays: boolean;
  /** null: drawn as run and network say; otherwise as the layer itself says. */
  readonly initializer: InitializerSpec | null;
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
}

export interface Layer<Spec extends LayerSpec> {
  /** Shape of one example after the layer; throws a Fault `shape.*` when the input does not fit. */
  readonly infer: (spec: Spec, input: Shape, name: string) => Shape;
  readonly parameters: (spec: Spec, input: Shape) => readonly ParameterSpec[];
  /** Adds nodes for x [batch, ...input] and returns y [batch, ...output]. */
  readonly emit: (spec: Spec, x: TensorId, context: LayerContext) => TensorId;
  /** Values that may differ per run, written into the layer's columns of the runs table. */
  readonly tableValues?: (spec: Spec) => readonly number[];
}

/** A layer without parameters of its own. */
export const noParameters = (): readonly ParameterSpec[] => [];

export function same(_spec: LayerSpec, input: Shape): Shape {
  return input;
}
