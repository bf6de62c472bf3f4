/**
 * Cross-entropy of softmax(logits) against class indices, with its gradient: logits [B, C], labels
 * [B, 1] -> losses [B], hits [B], gradient [B, C] of the mean loss.
 */
import type { Shape } from "../core/shape.ts";
import type { Attributes, Op, ReferenceCall, Sample } from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

function reference(call: ReferenceCall<Attributes>): void {
  const [rows = 0, columns = 0] = item(call.inputShapes, 0);
  const logits = floats(call, 0);
  const labels = floats(call, 1);
  const losses = item(call.outputs, 0);
  const hits = item(call.outputs, 1);
  const gradient = item(call.outputs, 2);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    const label = labels[row] ?? 0;
    let largest = 0;
    let finite = true;
    for (let c = 0; c < columns; c++) {
      const logit = logits[start + c] ?? 0;
      finite &&= Number.isFinite(logit);
      if (logit > (logits[start + largest] ?? 0)) largest = c;
    }
    const shift = logits[start + largest] ?? 0;
    let sum = 0;
    for (let c = 0; c < columns; c++) sum += Math.exp((logits[start + c] ?? 0) - shift);
    // -ln softmax(z)[label] = ln(sum of e^(z - max)) + max - z[label]
    const loss = Math.log(sum) + shift - (logits[start + label] ?? 0);
    losses[row] = finite ? loss : Number.NaN;
    hits[row] = finite && largest === label ? 1 : 0;
    for (let c = 0; c < columns; c++) {
      // d(mean loss)/dz = (softmax(z) - onehot) / B
      const probability = Math.exp((logits[start + c] ?? 0) - shift) / sum;
      const slope = (probability - (c === label ? 1 : 0)) / rows;
      gradient[start + c] = finite ? slope : Number.NaN;
    }
  }
}

function sample(
  name: string,
  shape: Shape,
  labels: readonly number[],
  range = 3,
): Sample<Attributes> {
  const targets = { shape: [labels.length, 1], shared: true, values: labels };
  return { name, inputs: [{ shape, range }, targets], attributes: {}, differentiable: [0] };
}

const cycle = (count: number, classes: number) =>
  Array.from({ length: count }, (_, index) => (index * 7) % classes);

/** The largest logit's row is right, wrong, and far away. */
const extreme: Sample<Attributes> = {
  ...sample("far apart", [3, 3], [0, 1, 2]),
  inputs: [
    { shape: [3, 3], values: [80, -80, 0, 1000, -1000, 3, -3e4, 3e4, 3e4] },
    { shape: [3, 1], shared: true, values: [0, 1, 2] },
  ],
  differentiable: [],
};

export const softmaxCrossEntropy: Op = {
  infer: ([logits = [], labels = []]) => {
    const [rows = 0, columns = 0] = logits;
    expectShape("softmaxCrossEntropy logits", logits, [rows, columns]);
    expectShape("softmaxCrossEntropy labels", labels, [rows, 1]);
    return [[rows], [rows], logits];
  },
  gradient: ({ outputs }) => [item(outputs, 2), null],
  reference,
  kernels: (request) => {
    const logits = item(request.inputs, 0);
    const labels = item(request.inputs, 1);
    const losses = item(request.outputs, 0);
    const hits = item(request.outputs, 1);
    const gradient = item(request.outputs, 2);
    const [rows = 0, columns = 0] = logits.shape;
    return [
      {
        shader: "softmax-cross-entropy",
        constants: {},
        sizes: {
          rows,
          columns,
          ...place("logits", logits),
          ...place("labels", labels),
          ...place("losses", losses),
          ...place("hits", hits),
          ...place("gradient", gradient),
        },
        bindings: [read(logits), read(labels), write(losses), write(hits), write(gradient)],
        workgroups: grid(rows, dispatchedRuns(request)),
      },
    ];
  },
  samples: [
    sample("one example", [1, 2], [1]),
    sample("ten classes", [37, 10], cycle(37, 10)),
    sample("more rows than a workgroup", [130, 3], cycle(130, 3)),
    sample("many classes", [5, 131], cycle(5, 131), 8),
    extreme,
  ],
};
