/**
 * PyTorch's golden cases of recurrent layers; see `golden-cases.ts`. PyTorch has kernels
 * [gates * units, in], two biases, and the gates of a GRU in the order r, z, n.
 */
import {
  type Expectation,
  entry,
  type GoldenBuild,
  type GoldenCase,
  type GoldenMachine,
  type GoldenTensor,
  permutedAxes,
} from "./golden-tape.ts";
import { engineOps } from "./index.ts";
import { plainMatmul } from "./matmul-geometry.ts";
import type { Attributes, NumberArray, Op, TensorId } from "./op.ts";
import { item } from "./operands.ts";
import { type RecurrentAttributes, recurrentCells } from "./recurrent-geometry.ts";

type Tensors = Readonly<Record<string, GoldenTensor>>;

/** A case in our layout: numbers put in, and numbers expected of their gradients. */
interface Weights {
  readonly kernel: GoldenTensor;
  readonly recurrent: GoldenTensor;
  readonly bias: GoldenTensor;
}

type Cell = RecurrentAttributes["cell"];

/** For each of our gates the index of PyTorch's. */
const order: Readonly<Record<Cell, readonly number[]>> = {
  simpleRnn: [0],
  lstm: [0, 1, 2, 3],
  gru: [1, 0, 2],
  gruResetBefore: [0, 1, 2],
};

/** Rows of a tensor [gates * units, ...] in our order of gates. */
function byGate({ shape, data }: GoldenTensor, cell: Cell): GoldenTensor {
  const size = data.length / order[cell].length;
  const rows = order[cell].flatMap((gate) => data.slice(gate * size, (gate + 1) * size));
  return { shape, data: rows };
}

function turned(tensor: GoldenTensor): GoldenTensor {
  return permutedAxes(tensor, [1, 0]);
}

/** Both biases one above the other where the cell keeps them apart, else `together`. */
function biasOf(
  tensors: Tensors,
  cell: Cell,
  together: (first: readonly number[], second: readonly number[]) => number[],
): GoldenTensor {
  const [outer, inner] = ["b_ih", "b_hh"].map((name) => byGate(entry(tensors, name), cell));
  if (!outer || !inner) throw new Error("golden figures: expected two biases");
  if (cell === "gru") return { shape: [2, ...outer.shape], data: [...outer.data, ...inner.data] };
  return { shape: outer.shape, data: together(outer.data, inner.data) };
}

function weightsOf(tensors: Tensors, cell: Cell, together: Parameters<typeof biasOf>[2]): Weights {
  if (cell === "gruResetBefore") return gateByGate(tensors);
  return {
    kernel: turned(byGate(entry(tensors, "w_ih"), cell)),
    recurrent: turned(byGate(entry(tensors, "w_hh"), cell)),
    bias: biasOf(tensors, cell, together),
  };
}

/** The case of Cho et al. has a tensor for each gate, in Keras's layout. */
function gateByGate(tensors: Tensors): Weights {
  const columns = (letter: string) => {
    const gates = ["z", "r", "h"].map((gate) => turned(entry(tensors, `${letter}_${gate}`)));
    const [units = 1, depth = 1] = item(gates, 0).shape;
    const data = gates.flatMap((gate) => gate.data);
    return turned({ shape: [3 * units, depth], data });
  };
  const bias = ["z", "r", "h"].flatMap((gate) => entry(tensors, `b_${gate}`).data);
  return {
    kernel: columns("w"),
    recurrent: columns("u"),
    bias: { shape: [bias.length], data: bias },
  };
}

const sums = (first: readonly number[], second: readonly number[]) =>
  first.map((value, index) => value + item(second, index));

/** First states one above the other; null where they are zero. */
function initialOf(tensors: Tensors): GoldenTensor | null {
  const found = ["h0", "c0"].flatMap((name) => tensors[name] ?? []);
  const [first] = found;
  if (!first) return null;
  return { shape: [found.length, ...first.shape], data: found.flatMap(({ data }) => data) };
}

/** Adds what flows into the last state to what flows into the last output, which it is. */
function withLast({ shape, data }: GoldenTensor, last: GoldenTensor): GoldenTensor {
  const [, steps = 1, units = 1] = shape;
  const numbers = data.map((value, index) => {
    const [row, step] = [Math.floor(index / units / steps), Math.floor(index / units) % steps];
    const into = step === steps - 1 ? item(last.data, row * units + (index % units)) : 0;
    return value + into;
  });
  return { shape, data: numbers };
}

/** What flows back into y and into the final state; an LSTM's final state is its cell. */
function upstreamOf({ upstream, outputs }: GoldenCase, cell: Cell): (GoldenTensor | null)[] {
  if (!("y" in outputs)) return [entry(upstream, "h_n"), null];
  const y = entry(upstream, "y");
  const { h_n: last, c_n: lastCell } = upstream;
  if (cell !== "lstm") return [y, last ?? null];
  return [last ? withLast(y, last) : y, lastCell ?? null];
}

interface Emitted {
  readonly outputs: readonly TensorId[];
  readonly gradients: Readonly<Record<"x" | keyof Weights | "initial", TensorId | null>>;
}

const ops: Readonly<Record<string, Op>> = engineOps;

/** Emits the gradient of a node. */
function back(
  { emitter }: GoldenMachine,
  node: { name: string; inputs: TensorId[]; outputs: TensorId[]; attributes: Attributes },
  upstream: readonly (TensorId | null)[],
): readonly (TensorId | null)[] {
  const wanted = node.inputs.map(() => true);
  const { gradient } = entry(ops, node.name);
  if (!gradient) throw new Error(`golden figures: expected a gradient of ${node.name}`);
  return gradient({ ...node, emitter, upstream, wanted });
}

/** Emits x W (+ b), the layer, and both their gradients. */
function emitCase(
  machine: GoldenMachine,
  found: GoldenCase,
  attributes: RecurrentAttributes,
): Emitted {
  const { cell } = attributes;
  const at = (tensor: GoldenTensor) => machine.put(tensor.data, tensor.shape);
  const node = (name: string, inputs: TensorId[], more: Attributes) => {
    const outputs = machine.emitter.emit(name, inputs, more);
    return { name, inputs, outputs, attributes: more };
  };
  const weights = weightsOf(found.inputs, cell, sums);
  const bias = at(weights.bias);
  const first = initialOf(found.inputs);
  const product = node("matmul", [at(entry(found.inputs, "x")), at(weights.kernel)], plainMatmul);
  const apart = cell === "gru";
  const shifted = apart
    ? product
    : node("binary", [item(product.outputs, 0), bias], { function: "add" });
  const projections = item(shifted.outputs, 0);
  const extra = [...(apart ? [bias] : []), ...(first ? [at(first)] : [])];
  const layer = node("recurrent", [projections, at(weights.recurrent), ...extra], attributes);
  const [y = null, final = null] = upstreamOf(found, cell).map((each) => each && at(each));
  const [projected = null, recurrent = null, ...others] = back(machine, layer, [
    y,
    null,
    null,
    final,
  ]);
  const [dProduct = null, dBias = null] = apart
    ? [projected, others[0] ?? null]
    : back(machine, shifted, [projected]);
  const [x = null, kernel = null] = back(machine, product, [dProduct]);
  const initial = first ? (others.at(-1) ?? null) : null;
  return { outputs: layer.outputs, gradients: { x, kernel, recurrent, bias: dBias, initial } };
}

/** The last step of y [batch, time, units]. */
function lastOf({ shape }: GoldenTensor): Expectation["from"] {
  const [, steps = 1, units = 1] = shape;
  return (values: NumberArray) =>
    Array.from(values).filter((_, index) => Math.floor(index / units) % steps === steps - 1);
}

const whole: Expectation["from"] = (values) => values;

function outputExpectations(
  found: GoldenCase,
  cell: Cell,
  outputs: readonly TensorId[],
): Expectation[] {
  const { y, h_n: last, c_n: lastCell } = found.outputs;
  const [first, final] = [item(outputs, 0), item(outputs, 3)];
  const expected = (where: string, tensor: TensorId, { data }: GoldenTensor, from = whole) => {
    return { where, tensor, expected: data, from };
  };
  return [
    ...(y ? [expected("y", first, y)] : []),
    ...(last ? [expected("h_n", first, last, y ? lastOf(y) : whole)] : []),
    ...(last && cell !== "lstm" ? [expected("the final state", final, last)] : []),
    ...(lastCell ? [expected("c_n", final, lastCell)] : []),
  ];
}

function gradientExpectations(found: GoldenCase, cell: Cell, gradients: Emitted["gradients"]) {
  // Two biases that are added have the same gradient.
  const weights = weightsOf(found.grads, cell, (first) => [...first]);
  const initial = initialOf(found.grads);
  const expected = { x: entry(found.grads, "x"), ...weights, ...(initial ? { initial } : {}) };
  return Object.entries(expected).map(([name, { data }]): Expectation => {
    const tensor = entry<TensorId | null>(gradients, name);
    if (tensor === null) throw new Error(`golden figures: no gradient of ${name}`);
    return { where: `gradient of ${name}`, tensor, expected: data, from: whole };
  });
}

/** A case by one kernel over all steps and, where the cell has it, step by step. */
const layer =
  (cell: Cell, activation: "tanh" | "relu" = "tanh"): GoldenBuild =>
  (machine, found) => {
    const forms =
      recurrentCells[cell].factors === 1 ? (["fused", "steps"] as const) : (["fused"] as const);
    return forms.flatMap((form) => {
      const attributes: RecurrentAttributes = {
        cell,
        activation,
        form,
        masked: false,
        sequences: "y" in found.outputs,
        initial: "h0" in found.inputs,
      };
      const { outputs, gradients } = emitCase(machine, found, attributes);
      const all = [
        ...outputExpectations(found, cell, outputs),
        ...gradientExpectations(found, cell, gradients),
      ];
      return all.map((each) => ({ ...each, where: `${each.where}, ${form}` }));
    });
  };

/** The cases of `ops_recurrent.json`. */
export const goldenRecurrent: Readonly<Record<string, GoldenBuild>> = {
  rnn_tanh: layer("simpleRnn"),
  rnn_relu: layer("simpleRnn", "relu"),
  rnn_tanh_last: layer("simpleRnn"),
  lstm: layer("lstm"),
  lstm_last: layer("lstm"),
  gru: layer("gru"),
  gru_last: layer("gru"),
  gru_reset_before: layer("gruResetBefore"),
};
