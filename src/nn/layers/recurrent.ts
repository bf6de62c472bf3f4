/** What recurrent layers have in common: Keras's weights, and the nodes that walk over time. */
import { type Shape, shapeText } from "../../engine/core/shape.ts";
import { plainMatmul } from "../../engine/ops/matmul-geometry.ts";
import type { TensorId } from "../../engine/ops/op.ts";
import {
  type RecurrentAttributes,
  type RecurrentCell,
  recurrentCells,
  recurrentForm,
} from "../../engine/ops/recurrent-geometry.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";
import type { LayerContext, ParameterSpec, Shapes, Tensors } from "./layer.ts";

export type RecurrentSpec = Extract<LayerSpec, { kind: "simpleRnn" | "lstm" | "gru" }>;

/** [time, channels] -> [units], or [time, units] with every step's state. */
export function recurrentShape(spec: RecurrentSpec, [input]: Shapes, name: string): Shape {
  const [time, ...channels] = input;
  if (time === undefined || channels.length !== 1) {
    const values = { layer: name, expected: "[time, channels]", got: shapeText(input) };
    throw new Fault("shape.needsRank", values);
  }
  return spec.returnSequences ? [time, spec.units] : [spec.units];
}

/**
 * Kernel [in, gates * units], recurrent kernel [units, gates * units] and bias [gates * units], or
 * [2, gates * units] where inputs and states have each their own.
 */
export function recurrentParameters(
  spec: RecurrentSpec,
  [input]: Shapes,
  cell: RecurrentCell,
  firstBias: Pick<ParameterSpec, "values"> = {},
): ParameterSpec[] {
  const fanIn = input.at(-1) ?? 1;
  const fanOut = recurrentCells[cell].gates * spec.units;
  const fans = { fanIn, fanOut };
  const orthogonal = { kind: "orthogonal", gain: 1 } as const;
  return [
    {
      name: "kernel",
      shape: [fanIn, fanOut],
      ...fans,
      decays: true,
      initializer: spec.initializer,
    },
    {
      name: "recurrent_kernel",
      shape: [spec.units, fanOut],
      fanIn: spec.units,
      fanOut,
      decays: true,
      initializer: spec.recurrentInitializer ?? orthogonal,
    },
    {
      name: "bias",
      shape: cell === "gru" ? [2, fanOut] : [fanOut],
      ...fans,
      decays: false,
      initializer: { kind: "zeros" },
      ...firstBias,
    },
  ];
}

/** The projections of all steps at once, x W + b, and the walk over them. */
export function emitRecurrent(
  spec: RecurrentSpec,
  [x]: Tensors,
  { builder, parameters, lengths }: LayerContext,
  { cell, activation }: Pick<RecurrentAttributes, "cell" | "activation">,
): TensorId {
  const [kernel, recurrent, bias] = parameters;
  if (kernel === undefined || recurrent === undefined || bias === undefined) {
    throw new Error(`${spec.kind}: expected two kernels and a bias`);
  }
  const product = builder.emitOne("matmul", [x, kernel], plainMatmul);
  // A reset after the product keeps the biases apart, so the walk adds them.
  const apart = cell === "gru";
  const projections = apart
    ? product
    : builder.emitOne("binary", [product, bias], { function: "add" });
  const attributes: RecurrentAttributes = {
    cell,
    activation,
    sequences: spec.returnSequences,
    initial: false,
    masked: lengths !== null,
    form: recurrentForm(cell, spec.units),
  };
  const inputs = [
    projections,
    recurrent,
    ...(apart ? [bias] : []),
    ...(lengths === null ? [] : [lengths]),
  ];
  const [y] = builder.emit("recurrent", inputs, attributes);
  if (y === undefined) throw new Error(`${spec.kind}: expected an output`);
  return y;
}
