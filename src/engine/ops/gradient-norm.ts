/**
 * Norm of a run's whole gradient: gradients [P], ring, halted [1] -> scale [1], ring in place, and
 * the partial sums [1024] it was made of. The norm goes into column 2 of the step's row of the ring;
 * the scale is clip / norm where the norm exceeds the run's clip, else 1.
 */
import { elements } from "../core/shape.ts";
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

/** Sums of squares of every 1024th element, which a workgroup then adds up. */
const partialCount = 1024;

function reference(call: ReferenceCall<Attributes>): void {
  const gradients = floats(call, 0);
  const halted = floats(call, 2);
  const scale = item(call.outputs, 0);
  const ring = item(call.outputs, 1);
  const partials = item(call.outputs, 2);
  partials.fill(0);
  for (let i = 0; i < gradients.length; i++) {
    const place = i % partialCount;
    partials[place] = (partials[place] ?? 0) + (gradients[i] ?? 0) ** 2;
  }
  // |g| = sqrt(sum of g^2)
  let sum = 0;
  for (const part of partials) sum += part;
  const norm = Math.sqrt(sum);
  const clip = call.table[tableColumns.clipNorm] ?? 0;
  const clips = clip > 0 && norm > clip && Number.isFinite(norm) && halted[0] === 0;
  scale[0] = clips ? clip / norm : 1;
  ring[call.step.slot * 4 + 2] = norm;
}

function kernels(request: KernelRequest<Attributes>): Dispatch[] {
  const [gradients, halted] = [item(request.inputs, 0), item(request.inputs, 2)];
  const [scale, ring] = [item(request.outputs, 0), item(request.outputs, 1)];
  const partials = item(request.outputs, 2);
  const runs = dispatchedRuns(request);
  return [
    {
      shader: "gradient-norm-partials",
      constants: {},
      sizes: {
        count: elements(gradients.shape),
        ...place("gradients", gradients),
        ...place("partials", partials),
      },
      bindings: [read(gradients), write(partials)],
      workgroups: [partialCount / workgroupSize, 1, runs],
    },
    {
      shader: "gradient-norm",
      constants: {},
      sizes: {
        columns: request.tableColumns,
        ...place("partials", partials),
        ...place("halted", halted),
        ...place("scale", scale),
        ...place("ring", ring),
      },
      bindings: [read(partials), read(halted), write(scale), write(ring)],
      workgroups: [1, 1, runs],
    },
  ];
}

function sample(name: string, count: number, clip: number, halted = 0): Sample<Attributes> {
  return {
    name,
    inputs: [{ shape: [count] }, { shape: [24] }, { shape: [1], values: [halted] }],
    attributes: {},
    differentiable: [],
    table: (run) => ({ [tableColumns.clipNorm]: clip * (run + 1) }),
    step: { slot: 2 },
  };
}

export const gradientNorm: Op = {
  infer: (inputs) => {
    expectShape("gradientNorm halted", item(inputs, 2), [1]);
    return [[1], item(inputs, 1), [partialCount]];
  },
  reference,
  kernels,
  inPlace: { 1: 1 },
  samples: [
    sample("clipped", 131, 0.5),
    sample("within the limit", 37, 1000),
    sample("not clipped", 5, 0),
    sample("halted", 65, 0.5, 1),
    sample("more than one element a sum", 5003, 3),
  ],
};
