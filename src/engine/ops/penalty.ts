/**
 * What L1 and L2 add to a run's loss: parameters [P], decays [3 P], ring -> ring in place, and the
 * partial sums [1024] it was made of. Row 0 of `decays` masks the weights that the run's penalties
 * apply to; with `own`, rows 1 and 2 are L1 and L2 of each weight's layer, which add to those.
 */
import { elements } from "../core/shape.ts";
import { flagOf } from "./attributes.ts";
import type { Attributes, Dispatch, KernelRequest, Op, ReferenceCall, Sample } from "./op.ts";
import { tableColumns } from "./op.ts";
import {
  dispatchedRuns,
  expectShape,
  floats,
  item,
  place,
  read,
  workgroupSize,
  write,
} from "./operands.ts";

/** Sums over every 1024th weight, which a workgroup then adds up. */
const partialCount = 1024;

function reference(call: ReferenceCall<Attributes>): void {
  const parameters = floats(call, 0);
  const decays = floats(call, 1);
  const ring = item(call.outputs, 0);
  const partials = item(call.outputs, 1);
  const own = flagOf(call.attributes, "own");
  const count = parameters.length;
  const runL1 = call.table[tableColumns.l1] ?? 0;
  const runL2 = call.table[tableColumns.l2] ?? 0;
  partials.fill(0);
  for (let i = 0; i < count; i++) {
    const weight = parameters[i] ?? 0;
    const mask = decays[i] ?? 0;
    const l1 = mask * runL1 + (own ? (decays[count + i] ?? 0) : 0);
    const l2 = mask * runL2 + (own ? (decays[2 * count + i] ?? 0) : 0);
    const place = i % partialCount;
    // l1 |w| + l2 / 2 w^2
    partials[place] = (partials[place] ?? 0) + l1 * Math.abs(weight) + 0.5 * l2 * weight * weight;
  }
  let sum = 0;
  for (const part of partials) sum += part;
  ring[call.step.slot * 4 + 3] = sum;
}

function kernels(request: KernelRequest<Attributes>): Dispatch[] {
  const [parameters, decays] = [item(request.inputs, 0), item(request.inputs, 1)];
  const [ring, partials] = [item(request.outputs, 0), item(request.outputs, 1)];
  const runs = dispatchedRuns(request);
  return [
    {
      shader: "penalty-partials",
      constants: { OWN: flagOf(request.attributes, "own") ? 1 : 0 },
      sizes: {
        count: elements(parameters.shape),
        columns: request.tableColumns,
        ...place("parameters", parameters),
        ...place("decays", decays),
        ...place("partials", partials),
      },
      bindings: [read(parameters), read(decays), write(partials)],
      workgroups: [partialCount / workgroupSize, 1, runs],
    },
    {
      shader: "penalty",
      constants: {},
      sizes: { ...place("partials", partials), ...place("ring", ring) },
      bindings: [read(partials), write(ring)],
      workgroups: [1, 1, runs],
    },
  ];
}

function sample(name: string, count: number, own: boolean): Sample<Attributes> {
  const mask = Array.from({ length: count }, (_, i) => (i % 3 === 0 ? 0 : 1));
  // Without own penalties rows 1 and 2 must not be read.
  const rows = Array.from({ length: 2 * count }, (_, i) => (own ? 0.03 * (i % 5) : 1e30));
  return {
    name,
    inputs: [
      { shape: [count] },
      { shape: [3 * count], shared: true, values: [...mask, ...rows] },
      { shape: [24] },
    ],
    attributes: { own },
    differentiable: [],
    table: (run) => ({ [tableColumns.l1]: 0.02 * run, [tableColumns.l2]: 0.5 - 0.1 * run }),
    step: { slot: 2 },
  };
}

export const penalty: Op = {
  infer: (inputs, attributes) => {
    flagOf(attributes, "own");
    const count = elements(item(inputs, 0));
    expectShape("penalty decays", item(inputs, 1), [3 * count]);
    return [item(inputs, 2), [partialCount]];
  },
  reference,
  kernels,
  inPlace: { 0: 2 },
  samples: [
    sample("of the run", 37, false),
    sample("of layers too", 131, true),
    sample("more than one weight a sum", 5003, true),
  ],
};
