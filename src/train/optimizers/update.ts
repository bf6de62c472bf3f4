/**
 * The op of an optimizer: parameters [P], gradients [P], slots [S P], decays [3 P], [scale [1] with
 * `clip`], halted [1] -> parameters and slots in place, for the runs first..first+count-1. Row 0 of
 * `decays` is 1 where L1, L2 and weight decay of the run apply, else 0; with `own`, rows 1 and 2 are L1
 * and L2 of each weight's layer, which add to those of the run. The gradient is clipped by norm, then by
 * value, and penalised after, as in PyTorch; weight decay apart from it comes before the step. Without
 * `regularizes`, which some run or layer must ask for, nothing of that is done but clipping by norm.
 * A halted run stays as it is.
 */
import { elements } from "../../engine/core/shape.ts";
import { flagOf, listOf } from "../../engine/ops/attributes.ts";
import {
  type Attributes,
  type Dispatch,
  type KernelRequest,
  type NumberArray,
  type Op,
  type ReferenceCall,
  tableColumns,
} from "../../engine/ops/op.ts";
import { expectShape, floats, grid, item, place, read, write } from "../../engine/ops/operands.ts";
import type { OptimizerKind } from "../../spec/catalogue.ts";
import type { Block, Optimizer } from "./optimizer.ts";
import { updateSamples } from "./update-samples.ts";

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
  return {
    count: 0,
    weights: numbers(),
    gradients: numbers(),
    first: numbers(),
    second: numbers(),
    third: numbers(),
  };
}

function copy(from: NumberArray, at: number, to: NumberArray, start: number, count: number): void {
  to.set(from.subarray(at, at + count), start);
}

/** What a step does to gradients and weights before the optimizer's formula. */
interface Preparation {
  readonly scale: number;
  readonly clipValue: number;
  readonly l1: number;
  readonly l2: number;
  /** Learning rate times weight decay. */
  readonly decay: number;
  /** Whether anything below scale and clipping by norm is done at all. */
  readonly regularizes: boolean;
  /** Rows of length `size`: mask, own L1, own L2. */
  readonly decays: NumberArray;
  readonly size: number;
  readonly own: boolean;
}

function preparationOf(call: ReferenceCall<Attributes>): Preparation {
  const { table, scalars, attributes } = call;
  const all = call.inputs.map((_, index) => floats(call, index));
  const { decays, scale } = split(all, attributes);
  return {
    scale: scale?.[0] ?? 1,
    clipValue: table[tableColumns.clipValue] ?? 0,
    l1: table[tableColumns.l1] ?? 0,
    l2: table[tableColumns.l2] ?? 0,
    decay: (scalars[0] ?? 0) * (table[tableColumns.weightDecay] ?? 0),
    regularizes: flagOf(attributes, "regularizes"),
    decays,
    size: item(call.outputs, 0).length,
    own: flagOf(attributes, "own"),
  };
}

function prepare(block: Block, start: number, by: Preparation): void {
  const { count, gradients } = block;
  for (let i = 0; i < count; i++) gradients[i] = by.scale * (gradients[i] ?? 0);
  if (by.regularizes) regularize(block, start, by);
}

/** g = clip(g) + l1 * sign(w) + l2 * w, then w <- w - lr * decay * w */
function regularize({ count, weights, gradients }: Block, start: number, by: Preparation): void {
  const { clipValue, l1, l2, decay, decays, size, own } = by;
  for (let i = 0; i < count; i++) {
    const weight = weights[i] ?? 0;
    const mask = decays[start + i] ?? 0;
    const ownL1 = own ? (decays[size + start + i] ?? 0) : 0;
    const ownL2 = own ? (decays[2 * size + start + i] ?? 0) : 0;
    const gradient = gradients[i] ?? 0;
    const clipped = clipValue > 0 ? Math.min(clipValue, Math.max(-clipValue, gradient)) : gradient;
    const slope = (mask * l1 + ownL1) * Math.sign(weight) + (mask * l2 + ownL2) * weight;
    gradients[i] = clipped + slope;
    weights[i] = weight - decay * mask * weight;
  }
}

/** The loop over all elements, block by block, so that an optimizer's own loop sees float64 only. */
function loopOf<K extends OptimizerKind>(optimizer: Optimizer<K>): Op["reference"] {
  const memory = makeBlock();
  const kept = [memory.first, memory.second, memory.third].slice(0, optimizer.slots);
  return (call) => {
    const { gradients, halted } = split(
      call.inputs.map((_, index) => floats(call, index)),
      call.attributes,
    );
    if (halted[0] !== 0) return;
    const preparation = preparationOf(call);
    const weights = item(call.outputs, 0);
    const slots = item(call.outputs, 1);
    const constants = call.table.subarray(tableColumns.optimizer, tableColumns.layers);
    for (let start = 0; start < weights.length; start += blockSize) {
      const count = Math.min(blockSize, weights.length - start);
      const block = { ...memory, count };
      copy(weights, start, block.weights, 0, count);
      copy(gradients, start, block.gradients, 0, count);
      for (const [k, slot] of kept.entries())
        copy(slots, k * weights.length + start, slot, 0, count);
      prepare(block, start, preparation);
      optimizer.update(block, constants, call.scalars);
      copy(block.weights, 0, weights, start, count);
      for (const [k, slot] of kept.entries())
        copy(slot, 0, slots, k * weights.length + start, count);
    }
  };
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
  const { attributes } = request;
  const { gradients, decays, scale, halted } = split(request.inputs, attributes);
  // Something has to be bound where nothing is clipped; it is not read.
  const factor = scale ?? halted;
  const [first = 0, runs = 1] = listOf(attributes, "runs");
  const count = elements(weights.shape);
  const bindings = [write(weights), ...[gradients, decays, factor, halted].map(read)];
  return [
    {
      shader: `optimizers/${kind}`,
      constants: {
        CLIP: scale ? 1 : 0,
        REGULARIZES: flagOf(attributes, "regularizes") ? 1 : 0,
        OWN: flagOf(attributes, "own") ? 1 : 0,
      },
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

/** The op `update.<kind>`. */
export function updateOp<K extends OptimizerKind>(kind: K, optimizer: Optimizer<K>): Op {
  return {
    infer: (inputs, attributes) => {
      const parameters = item(inputs, 0);
      const slots = item(inputs, 2);
      const count = elements(parameters);
      const { gradients, decays, halted } = split(inputs, attributes);
      flagOf(attributes, "own");
      flagOf(attributes, "regularizes");
      expectShape(`update.${kind} gradients`, gradients, parameters);
      expectShape(`update.${kind} decays`, decays, [3 * count]);
      expectShape(`update.${kind} halted`, halted, [1]);
      if (elements(slots) < optimizer.slots * count) {
        expectShape(`update.${kind} slots`, slots, [optimizer.slots * count]);
      }
      return [parameters, slots];
    },
    reference: loopOf(optimizer),
    kernels: (request) => kernels(kind, optimizer.slots, request),
    inPlace: { 0: 0, 1: 2 },
    samples: updateSamples(kind, optimizer),
  };
}
