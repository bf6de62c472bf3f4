/**
 * Cross-entropy of softmax(logits) against class indices, with its gradient; see `class-loss.ts`.
 * Label smoothing and class weights are PyTorch's:
 *
 *   l_i = sum over c of t_c (-ln softmax(z_i)[c]), t_c = w_c ((1 - a) [c = y_i] + a / C)
 *
 * The sum over the batch is divided by the sum of the targets' weights, `divideBy` "weights", or by
 * B, "examples"; losses_i = l_i B / divisor, so that their mean is the loss. A batch whose targets all
 * weigh nothing has a loss and a gradient of 0, not 0 / 0. With class weights there is a fourth
 * output, [C + 1]: the weights, and B / divisor.
 */
import { choiceOf, listOf, numberOf } from "./attributes.ts";
import {
  classLossDispatch,
  classLossGradient,
  classLossSample,
  classLossShapes,
  extremeSamples,
  scoreRows,
} from "./class-loss.ts";
import { floatBits } from "./float-bits.ts";
import type { Attributes, Dispatch, KernelRequest, Op, Operand, ReferenceCall } from "./op.ts";
import { dispatchedRuns, expectShape, floats, item, place, read, write } from "./operands.ts";

const divisors = ["weights", "examples"] as const;

/** The loss without weights and smoothing. */
export const plainCrossEntropy = {
  labelSmoothing: 0,
  classWeights: [],
  divideBy: "examples",
} as const satisfies Attributes;

/** B / divisor */
function batchScale(call: ReferenceCall<Attributes>, weights: readonly number[]): number {
  const labels = floats(call, 1);
  if (weights.length === 0 || call.attributes["divideBy"] === "examples") return 1;
  let sum = 0;
  for (const label of labels) sum += weights[label] ?? 0;
  return sum === 0 ? 0 : labels.length / sum;
}

function reference(call: ReferenceCall<Attributes>): void {
  const [, columns = 0] = item(call.inputShapes, 0);
  const weights = listOf(call.attributes, "classWeights");
  const smoothing = numberOf(call.attributes, "labelSmoothing");
  const scale = batchScale(call, weights);
  if (weights.length > 0) item(call.outputs, 3).set([...weights, scale]);
  scoreRows(call, ({ label, largest, score }) => {
    const shift = score(largest);
    let sum = 0;
    for (let c = 0; c < columns; c++) sum += Math.exp(score(c) - shift);
    const share = (c: number) =>
      (weights[c] ?? 1) * ((c === label ? 1 - smoothing : 0) + smoothing / columns);
    let loss = 0;
    let shares = 0;
    for (let c = 0; c < columns; c++) {
      // -ln softmax(z)[c] = ln(sum of e^(z - max)) + max - z[c]
      if (share(c) !== 0) loss += share(c) * (Math.log(sum) + shift - score(c));
      shares += share(c);
    }
    // dl/dz_c = (sum of t) softmax(z)[c] - t_c
    const slope = (c: number) => (shares * Math.exp(score(c) - shift)) / sum - share(c);
    return { loss: loss * scale, slope: (c) => slope(c) * scale };
  });
}

/** Weights that one dispatch brings to the device among its sizes. */
const weightsEach = 16;

/** The weights go from the attribute to the device, then B / divisor behind them. */
function weightDispatches(
  request: KernelRequest<Attributes>,
  values: readonly number[],
  weights: Operand,
): Dispatch[] {
  const runs = dispatchedRuns(request);
  const labels = item(request.inputs, 1);
  const chunks = Array.from({ length: Math.ceil(values.length / weightsEach) }, (_, chunk) => {
    const first = chunk * weightsEach;
    const each = Array.from({ length: weightsEach }, (_w, i) => [
      `weight${i}`,
      floatBits(values[first + i] ?? 0),
    ]);
    const count = Math.min(weightsEach, values.length - first);
    return {
      shader: "softmax-cross-entropy-weights",
      constants: {},
      sizes: { first, count, ...place("weights", weights), ...Object.fromEntries(each) },
      bindings: [write(weights)],
      workgroups: [1, 1, runs] as const,
    };
  });
  const byWeights = choiceOf(request.attributes, "divideBy", divisors) === "weights" ? 1 : 0;
  return [
    ...chunks,
    {
      shader: "softmax-cross-entropy-scale",
      constants: { BY_WEIGHTS: byWeights },
      sizes: {
        rows: labels.shape[0] ?? 0,
        classes: values.length,
        ...place("labels", labels),
        ...place("weights", weights),
      },
      bindings: [read(labels), write(weights)],
      workgroups: [1, 1, runs],
    },
  ];
}

function kernels(request: KernelRequest<Attributes>): Dispatch[] {
  const values = listOf(request.attributes, "classWeights");
  const weighted = values.length > 0;
  // Without weights the labels are bound in their stead, and not read as such.
  const weights = weighted ? item(request.outputs, 3) : item(request.inputs, 1);
  return [
    ...(weighted ? weightDispatches(request, values, weights) : []),
    classLossDispatch(request, {
      shader: "softmax-cross-entropy",
      constants: { WEIGHTED: weighted ? 1 : 0 },
      parameter: numberOf(request.attributes, "labelSmoothing"),
      weights,
    }),
  ];
}

const weightsOf = (classes: number) =>
  Array.from({ length: classes }, (_, c) => 0.25 + (c % 5) / 2);

export const softmaxCrossEntropy: Op = {
  infer: (inputs, attributes) => {
    const weights = listOf(attributes, "classWeights");
    const [, classes = 0] = item(inputs, 0);
    choiceOf(attributes, "divideBy", divisors);
    numberOf(attributes, "labelSmoothing");
    const shapes = classLossShapes("softmaxCrossEntropy", inputs);
    if (weights.length === 0) return shapes;
    expectShape("softmaxCrossEntropy class weights", [weights.length], [classes]);
    return [...shapes, [classes + 1]];
  },
  gradient: classLossGradient,
  reference,
  kernels,
  samples: [
    classLossSample("one example", [1, 2], plainCrossEntropy),
    classLossSample("ten classes", [37, 10], plainCrossEntropy),
    classLossSample("more rows than a workgroup", [130, 3], plainCrossEntropy),
    classLossSample("many classes", [5, 131], plainCrossEntropy, 8),
    classLossSample("smooth labels", [9, 4], { ...plainCrossEntropy, labelSmoothing: 0.1 }),
    classLossSample("weighed classes", [130, 3], {
      labelSmoothing: 0,
      classWeights: weightsOf(3),
      divideBy: "weights",
    }),
    classLossSample("weighed and smooth, over the examples", [7, 37], {
      labelSmoothing: 0.25,
      classWeights: weightsOf(37),
      divideBy: "examples",
    }),
    classLossSample("targets that weigh nothing", [1, 2], {
      labelSmoothing: 0,
      classWeights: [1, 0],
      divideBy: "weights",
    }),
    ...extremeSamples(plainCrossEntropy),
  ],
};
