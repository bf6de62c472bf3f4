/**
 * Moving statistics: mean, variance, moving mean, moving variance [C], halted [1] -> the moving ones in
 * place, moving <- decay moving + (1 - decay) batch; a halted run keeps its own. `count` numbers were
 * averaged; with `unbiased` the variance that counts is n / (n - 1) of the biased one, as in PyTorch.
 */
import { elements } from "../core/shape.ts";
import { flagOf, numberOf } from "./attributes.ts";
import { targetsOf } from "./norm-sums.ts";
import type { Attributes, Dispatch, KernelRequest, Op, Sample } from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

// The variance of one number has no unbiased estimate; it stays as it is.
function varianceFactor(attributes: Attributes): number {
  const count = numberOf(attributes, "count");
  return flagOf(attributes, "unbiased") && count > 1 ? count / (count - 1) : 1;
}

function kernels(request: KernelRequest<Attributes>): Dispatch[] {
  const [mean, variance, halted] = [0, 1, 4].map((index) => item(request.inputs, index));
  const [movingMean, movingVariance] = [item(request.outputs, 0), item(request.outputs, 1)];
  if (!mean || !variance || !halted) return [];
  const decay = numberOf(request.attributes, "decay");
  const count = elements(mean.shape);
  return targetsOf(movingMean, movingVariance).map(({ operand, writes }) => ({
    shader: "moving-average",
    constants: {
      DECAY: decay,
      RATE: 1 - decay,
      VARIANCE_FACTOR: varianceFactor(request.attributes),
      WRITES_MEAN: writes[0] ? 1 : 0,
      WRITES_VARIANCE: writes[1] ? 1 : 0,
    },
    sizes: {
      count,
      ...place("mean", mean),
      ...place("variance", variance),
      ...place("halted", halted),
      movingMeanOffset: movingMean.offset,
      movingVarianceOffset: movingVariance.offset,
      movingStride: operand.runStride,
    },
    bindings: [read(mean), read(variance), read(halted), write(operand)],
    workgroups: grid(count, dispatchedRuns(request)),
  }));
}

function sample(name: string, count: number, unbiased: boolean, halted = 0): Sample<Attributes> {
  const channel = { shape: [count] };
  return {
    name,
    inputs: [channel, channel, channel, channel, { shape: [1], values: [halted] }],
    attributes: { decay: 0.9, count: 8, unbiased },
  };
}

export const movingAverage: Op = {
  infer: (inputs) => {
    const mean = item(inputs, 0);
    for (const [index, name] of ["variance", "moving mean", "moving variance"].entries()) {
      expectShape(`movingAverage ${name}`, item(inputs, index + 1), mean);
    }
    expectShape("movingAverage halted", item(inputs, 4), [1]);
    return [mean, mean];
  },
  reference: (call) => {
    if (floats(call, 4)[0] !== 0) return;
    const decay = numberOf(call.attributes, "decay");
    const factors = [1, varianceFactor(call.attributes)];
    for (const [index, moving] of call.outputs.entries()) {
      const batch = floats(call, index);
      const rate = (1 - decay) * item(factors, index);
      for (let c = 0; c < moving.length; c++) {
        moving[c] = decay * (moving[c] ?? 0) + rate * (batch[c] ?? 0);
      }
    }
  },
  kernels,
  inPlace: { 0: 2, 1: 3 },
  samples: [
    sample("biased", 5, false),
    sample("unbiased", 131, true),
    sample("halted", 3, true, 1),
  ],
};
