/**
 * The op of an optimizer: parameters [P], gradients [P], slots [S P], decays [P], [scale [1] with
 * `clip`], halted [1] -> parameters and slots in place, for the runs first..first+count-1. The gradient
 * is clipped first and decayed after, as in PyTorch; a halted run stays as it is.
 */
import { elements } from "../../engine/core/shape.ts";
import { flagOf, listOf } from "../../engine/ops/attributes.ts";
import {
  type Attributes,
  type Dispatch,
  type KernelRequest,
  type NumberArray,
  type Op,
  type Sample,
  tableColumns,
} from "../../engine/ops/op.ts";
import { expectShape, floats, grid, item, place, read, write } from "../../engine/ops/operands.ts";
import { type OptimizerKind, optimizers as rows } from "../../spec/catalogue.ts";
import type { Block, Optimizer } from "./optimizer.ts";

/** Fields of the row that stand in the runs table, in order; the learning rate is a step scalar. */
function tableFields(kind: OptimizerKind): string[] {
  return Object.keys(rows[kind].fields).filter((name) => name !== "learningRate");
}

/** Inputs of the op by meaning. */
function split<T>(inputs: readonly T[], attributes: Attributes) {
  const clip = flagOf(attributes, "clip");
  return {
    gradients: item(inputs, 1),
    decays: item(inputs, 3),
    scale: clip ? item(inputs, 4) : null,
    halted: item(inputs, clip ? 5 : 4),
  };
}

const blockSize = 1024;

function makeBlock(): Block {
  const numbers = () => new Float64Array(blockSize);
  const [weights, gradients, decays] = [numbers(), numbers(), numbers()];
  return { count: 0, weights, gradients, decays, first: numbers(), second: numbers() };
}

function copy(from: NumberArray, at: number, to: NumberArray, start: number, count: number): void {
  to.set(from.subarray(at, at + count), start);
}

/** The loop over all elements, block by block, so that an optimizer's own loop sees float64 only. */
function loopOf<K extends OptimizerKind>(kind: K, optimizer: Optimizer<K>): Op["reference"] {
  const fields = tableFields(kind);
  const memory = makeBlock();
  return (call) => {
    const { table, scalars } = call;
    const all = call.inputs.map((_, index) => floats(call, index));
    const { gradients, decays, scale, halted } = split(all, call.attributes);
    if (halted[0] !== 0) return;
    const weights = item(call.outputs, 0);
    const slots = item(call.outputs, 1);
    const kept = [memory.first, memory.second].slice(0, optimizer.slots);
    const value = (name: PropertyKey) =>
      table[tableColumns.optimizer + fields.indexOf(String(name))] ?? 0;
    const clipped = { scale: scale?.[0] ?? 1, l2: table[tableColumns.l2] ?? 0 };
    for (let start = 0; start < weights.length; start += blockSize) {
      const count = Math.min(blockSize, weights.length - start);
      const block = { ...memory, count };
      copy(weights, start, block.weights, 0, count);
      copy(decays, start, block.decays, 0, count);
      copy(gradients, start, block.gradients, 0, count);
      for (const [k, slot] of kept.entries())
        copy(slots, k * weights.length + start, slot, 0, count);
      prepare(block, clipped);
      optimizer.update(block, value, scalars);
      copy(block.weights, 0, weights, start, count);
      for (const [k, slot] of kept.entries())
        copy(slot, 0, slots, k * weights.length + start, count);
    }
  };
}

/** g = scale * g + l2 * w */
function prepare(block: Block, { scale, l2 }: { scale: number; l2: number }): void {
  const { count, weights, gradients, decays } = block;
  for (let i = 0; i < count; i++) {
    const decay = l2 * (decays[i] ?? 0) * (weights[i] ?? 0);
    gradients[i] = scale * (gradients[i] ?? 0) + decay;
  }
}

/** Elements of one invocation, so that it reads the run's numbers once for all of them. */
const elementsEach = 16;

function kernels(
  kind: OptimizerKind,
  slotCount: number,
  request: KernelRequest<Attributes>,
): Dispatch[] {
  const weights = item(request.outputs, 0);
  const slots = item(request.outputs, 1);
  const { gradients, decays, scale, halted } = split(request.inputs, request.attributes);
  // Something has to be bound where nothing is clipped; it is not read.
  const factor = scale ?? halted;
  const [first = 0, runs = 1] = listOf(request.attributes, "runs");
  const count = elements(weights.shape);
  const bindings = [write(weights), ...[gradients, decays, factor, halted].map(read)];
  return [
    {
      shader: `optimizers/${kind}`,
      constants: { CLIP: scale ? 1 : 0 },
      sizes: {
        count,
        firstRun: first,
        runs: request.runs,
        columns: request.tableColumns,
        ...place("weights", weights),
        ...place("gradients", gradients),
        ...place("decays", decays),
        ...place("scale", factor),
        ...place("halted", halted),
        ...place("slots", slots),
      },
      bindings: slotCount > 0 ? [...bindings, write(slots)] : bindings,
      workgroups: grid(Math.ceil(count / elementsEach), runs),
    },
  ];
}

const ramp = (count: number, of: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => of(index));

function sample<K extends OptimizerKind>(
  kind: K,
  optimizer: Optimizer<K>,
  options: {
    name: string;
    count: number;
    clip?: boolean;
    halted?: boolean;
    runs?: [number, number];
  },
): Sample<Attributes> {
  const { name, count, clip = false, halted = false, runs = [0, 1] } = options;
  const fields = Object.entries(rows[kind].fields);
  // Squares are kept in slots, so they are positive; each run has other numbers.
  const slots = ramp(2 * count, (i) => 0.01 + ((i * 7) % 11) * 0.05);
  const defaults = fields
    .filter(([field]) => field !== "learningRate")
    .map(([, row]) => row.default);
  return {
    name,
    inputs: [
      { shape: [count] },
      { shape: [count] },
      { shape: [2 * count], values: slots },
      { shape: [count], shared: true, values: ramp(count, (i) => (i % 3 === 0 ? 0 : 1)) },
      ...(clip ? [{ shape: [1], values: [0.375] }] : []),
      { shape: [1], values: [halted ? 1 : 0] },
    ],
    attributes: { runs, slots: optimizer.slots, clip },
    differentiable: [],
    table: (run) => ({
      [tableColumns.l2]: 0.25 * run,
      ...Object.fromEntries(
        defaults.map((value, index) => [tableColumns.optimizer + index, value * (1 - 0.1 * run)]),
      ),
    }),
    scalars: (run) => [0.05 + 0.01 * run, 0.1, 1.5, 0.01],
  };
}

/** The op `update.<kind>`. */
export function updateOp<K extends OptimizerKind>(kind: K, optimizer: Optimizer<K>): Op {
  return {
    infer: (inputs, attributes) => {
      const parameters = item(inputs, 0);
      const slots = item(inputs, 2);
      const { gradients, decays, halted } = split(inputs, attributes);
      expectShape(`update.${kind} gradients`, gradients, parameters);
      expectShape(`update.${kind} decays`, decays, parameters);
      expectShape(`update.${kind} halted`, halted, [1]);
      if (elements(slots) < optimizer.slots * elements(parameters)) {
        expectShape(`update.${kind} slots`, slots, [optimizer.slots * elements(parameters)]);
      }
      return [parameters, slots];
    },
    reference: loopOf(kind, optimizer),
    kernels: (request) => kernels(kind, optimizer.slots, request),
    inPlace: { 0: 0, 1: 2 },
    samples: [
      sample(kind, optimizer, { name: "plain", count: 5 }),
      sample(kind, optimizer, { name: "clipped", count: 131, clip: true }),
      sample(kind, optimizer, { name: "halted", count: 7, halted: true }),
    ],
  };
}
