/**
 * How a golden case is run: what a file of `ops_*.json` holds, a tape that emits nodes and
 * differentiates them, and the turn from PyTorch's order of axes to ours.
 */
import { elements, type Shape } from "../core/shape.ts";
import { engineOps } from "./index.ts";
import type { Attributes, Emitter, GradientRequest, NumberArray, Op, TensorId } from "./op.ts";
import { item } from "./operands.ts";

export interface GoldenTensor {
  readonly shape: number[];
  readonly data: number[];
}

export interface GoldenCase {
  readonly name: string;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, GoldenTensor>>;
  readonly int_inputs?: Readonly<Record<string, GoldenTensor>>;
  readonly outputs: Readonly<Record<string, GoldenTensor>>;
  readonly upstream: Readonly<Record<string, GoldenTensor>>;
  readonly grads: Readonly<Record<string, GoldenTensor>>;
}

/** Where a case is emitted to, and how its numbers get there. */
export interface GoldenMachine {
  readonly emitter: Emitter;
  readonly put: (values: readonly number[], shape: Shape) => TensorId;
}

/** What a case says of a tensor. */
export interface Expectation {
  readonly where: string;
  readonly tensor: TensorId;
  readonly expected: readonly number[];
  /** The numbers that the case speaks of, from the tensor's own. */
  readonly from: (values: NumberArray) => ArrayLike<number>;
}

/** Emits a case, backward pass included. */
export type GoldenBuild = (machine: GoldenMachine, found: GoldenCase) => Expectation[];

const ops: Readonly<Record<string, Op>> = engineOps;

/** What a case must have. */
export function entry<T>(record: Readonly<Record<string, T>> | undefined, name: string): T {
  const value = record?.[name];
  if (value === undefined) throw new Error(`golden figures: expected "${name}"`);
  return value;
}

/** Emits nodes, and differentiates what was emitted from last to first. */
export class Tape {
  private readonly emitter: Emitter;
  private readonly nodes: Omit<GradientRequest<Attributes>, "upstream" | "emitter" | "wanted">[] =
    [];
  private readonly names: string[] = [];

  constructor(emitter: Emitter) {
    this.emitter = emitter;
  }

  node(name: string, inputs: readonly TensorId[], attributes: Attributes = {}): TensorId {
    const outputs = this.emitter.emit(name, inputs, attributes);
    this.nodes.push({ inputs, outputs, attributes });
    this.names.push(name);
    return item(outputs, 0);
  }

  differentiate(output: TensorId, upstream: TensorId): Map<TensorId, TensorId> {
    const gradients = new Map([[output, upstream]]);
    for (const [index, node] of [...this.nodes.entries()].reverse()) {
      const found = entry(ops, item(this.names, index)).gradient?.({
        ...node,
        emitter: this.emitter,
        upstream: node.outputs.map((id) => gradients.get(id) ?? null),
        wanted: node.inputs.map(() => true),
      });
      for (const [place, id] of (found ?? []).entries())
        if (id !== null) this.accumulate(gradients, item(node.inputs, place), id);
    }
    return gradients;
  }

  private accumulate(gradients: Map<TensorId, TensorId>, tensor: TensorId, term: TensorId): void {
    const known = gradients.get(tensor);
    const [sum = term] =
      known === undefined
        ? [term]
        : this.emitter.emit("binary", [known, term], { function: "add" });
    gradients.set(tensor, sum);
  }
}

/** Emits the forward pass; `of` finds an input of the case. */
type Forward = (tape: Tape, of: (name: string) => TensorId, found: GoldenCase) => TensorId;

/** The case of an op that has one output and a gradient for each input. */
export function differentiated(forward: Forward): GoldenBuild {
  return ({ emitter, put }, found) => {
    const tape = new Tape(emitter);
    const inputs: Record<string, TensorId> = {};
    for (const [name, { data, shape }] of Object.entries({ ...found.inputs, ...found.int_inputs }))
      inputs[name] = put(data, shape);
    const output = forward(tape, (name) => entry(inputs, name), found);
    const upstream = entry(found.upstream, "y");
    const gradients = tape.differentiate(output, put(upstream.data, upstream.shape));
    const from = (values: NumberArray) => values;
    const y: Expectation = {
      where: "y",
      tensor: output,
      expected: entry(found.outputs, "y").data,
      from,
    };
    const slopes = Object.entries(found.grads).map(([name, { data }]): Expectation => {
      const tensor = gradients.get(entry(inputs, name));
      if (tensor === undefined) throw new Error(`golden figures: no gradient of ${name}`);
      return { where: `gradient of ${name}`, tensor, expected: data, from };
    });
    return [y, ...slopes];
  };
}

/** Axis i of the result is axis `axes[i]` of the tensor: [batch, channels, time] by [0, 2, 1]. */
export function permutedAxes({ data, shape }: GoldenTensor, axes: readonly number[]): GoldenTensor {
  const strides = shape.map((_, axis) => elements(shape.slice(axis + 1)));
  const turned = axes.map((axis) => item(shape, axis));
  const steps = axes.map((axis) => item(strides, axis));
  const numbers = data.map((_, index) => {
    let [rest, from] = [index, 0];
    for (let axis = turned.length - 1; axis >= 0; axis--) {
      const size = item(turned, axis);
      from += (rest % size) * item(steps, axis);
      rest = Math.floor(rest / size);
    }
    return item(data, from);
  });
  return { shape: turned, data: numbers };
}

/** A build that sees the named tensors of its case with their axes in another order. */
export function withAxes(
  axes: Readonly<Record<string, readonly number[]>>,
  build: GoldenBuild,
): GoldenBuild {
  const turn = (tensors: Readonly<Record<string, GoldenTensor>>) =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, tensor]) => {
        const order = axes[name];
        return [name, order ? permutedAxes(tensor, order) : tensor];
      }),
    );
  return (machine, found) =>
    build(machine, {
      ...found,
      inputs: turn(found.inputs),
      outputs: turn(found.outputs),
      upstream: turn(found.upstream),
      grads: turn(found.grads),
    });
}
