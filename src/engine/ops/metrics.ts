/**
 * Mean loss and share of hits of a step into its row of the metrics ring: losses [B], hits [B], ring
 * [4 rows] and halted [1], both in place. Only the first step.count rows count. With `mean: false`
 * the sums are written instead, for evaluations in several batches, and nothing is halted. A loss that
 * is not finite is NaN in the ring. The penalty's column becomes 0.
 */
import { elements } from "../core/shape.ts";
import { flagOf } from "./attributes.ts";
import type { Attributes, Op, ReferenceCall, Sample } from "./op.ts";
import { dispatchedRuns, expectShape, floats, item, place, read, write } from "./operands.ts";

function reference(call: ReferenceCall<Attributes>): void {
  const { step } = call;
  const losses = floats(call, 0);
  const hits = floats(call, 1);
  const ring = item(call.outputs, 0);
  const halted = item(call.outputs, 1);
  const mean = flagOf(call.attributes, "mean");
  let loss = 0;
  let hit = 0;
  for (let row = 0; row < step.count; row++) {
    loss += losses[row] ?? 0;
    hit += hits[row] ?? 0;
  }
  const divisor = mean ? step.count : 1;
  const bad = !Number.isFinite(loss);
  ring[step.slot * 4] = bad ? Number.NaN : loss / divisor;
  ring[step.slot * 4 + 1] = hit / divisor;
  // Where nothing is penalised, no op writes the penalty.
  ring[step.slot * 4 + 3] = 0;
  if (mean && bad) halted[0] = 1;
}

function sample(name: string, batch: number, count: number, mean: boolean): Sample<Attributes> {
  return {
    name,
    inputs: [{ shape: [batch] }, { shape: [batch] }, { shape: [20] }, { shape: [1], values: [0] }],
    attributes: { mean },
    differentiable: [],
    step: { slot: 3, count },
  };
}

export const metrics: Op = {
  infer: (inputs, attributes) => {
    flagOf(attributes, "mean");
    expectShape("metrics hits", item(inputs, 1), item(inputs, 0));
    expectShape("metrics halted", item(inputs, 3), [1]);
    return [item(inputs, 2), item(inputs, 3)];
  },
  reference,
  kernels: (request) => {
    const losses = item(request.inputs, 0);
    const hits = item(request.inputs, 1);
    const ring = item(request.outputs, 0);
    const halted = item(request.outputs, 1);
    return [
      {
        shader: "metrics",
        constants: {
          MEAN: flagOf(request.attributes, "mean") ? 1 : 0,
          LANES: request.traits.software ? 4 : 64,
        },
        sizes: {
          batch: elements(losses.shape),
          ...place("losses", losses),
          ...place("hits", hits),
          ...place("ring", ring),
          ...place("halted", halted),
        },
        bindings: [read(losses), read(hits), write(ring), write(halted)],
        workgroups: [1, 1, dispatchedRuns(request)],
      },
    ];
  },
  inPlace: { 0: 2, 1: 3 },
  samples: [
    sample("a small batch", 5, 5, true),
    sample("more rows than a workgroup", 131, 131, true),
    sample("part of the last batch", 70, 66, false),
    {
      ...sample("a loss that is not finite", 3, 3, true),
      inputs: [
        { shape: [3], values: [1, Number.NaN, 2] },
        { shape: [3], values: [0, 1, 1] },
        { shape: [20] },
        { shape: [1], values: [0] },
      ],
    },
    {
      ...sample("a run that is halted stays so", 3, 3, true),
      inputs: [{ shape: [3] }, { shape: [3] }, { shape: [20] }, { shape: [1], values: [1] }],
    },
  ],
};
