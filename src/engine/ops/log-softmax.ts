/** Logarithm of softmax over the last axis, and its gradient. */
import { elements, rowsAndColumns, type Shape } from "../core/shape.ts";
import type { Attributes, Op, Sample } from "./op.ts";
import { expectShape, floats, item } from "./operands.ts";
import { largestOf, rowKernel } from "./row-kernel.ts";

const shapes: readonly Shape[] = [
  [1, 1],
  [7, 5],
  [2, 3, 4],
  [131, 3],
  [3, 200],
];

const samples = shapes.map((shape) => ({
  name: shape.join("x"),
  inputs: [{ shape, range: 3 }],
  attributes: {},
}));

/** y is a logarithm of a share, so it is not positive. */
const gradientSamples = shapes.map((shape): Sample<Attributes> => {
  const values = Array.from({ length: elements(shape) }, (_, index) => -((index * 37) % 29) / 4);
  return { name: shape.join("x"), inputs: [{ shape }, { shape, values }], attributes: {} };
});

const farApart: Sample<Attributes> = {
  name: "far apart",
  inputs: [{ shape: [2, 3], values: [1000, 990, -1000, -1001, -1000, -1000] }],
  attributes: {},
  differentiable: [],
};

const endsOfRange: Sample<Attributes> = {
  ...farApart,
  name: "near the ends of the range",
  inputs: [{ shape: [2, 3], values: [1e38, -1e38, 1e38, -1e38, -1e38, -1e38] }],
};

/** x -> y = x - ln(sum of e^x) along the last axis */
export const logSoftmax: Op = {
  infer: (inputs) => [item(inputs, 0)],
  gradient: ({ emitter, outputs, upstream, wanted }) => {
    const [dy = null] = upstream;
    if (dy === null || !wanted[0]) return [null];
    return emitter.emit("logSoftmaxGradient", [dy, item(outputs, 0)]);
  },
  reference: (call) => {
    const x = floats(call, 0);
    const y = item(call.outputs, 0);
    const { rows, columns } = rowsAndColumns(item(call.inputShapes, 0));
    for (let row = 0; row < rows; row++) {
      const start = row * columns;
      const shift = largestOf(x, start, columns);
      let sum = 0;
      for (let c = 0; c < columns; c++) sum += Math.exp((x[start + c] ?? 0) - shift);
      const logarithm = Math.log(sum);
      // The shift goes first: beside a large one the logarithm would be lost.
      for (let c = 0; c < columns; c++) y[start + c] = (x[start + c] ?? 0) - shift - logarithm;
    }
  },
  kernels: (request) => [rowKernel("log-softmax", ["x", "y"], request)],
  samples: [...samples, farApart, endsOfRange],
};

/** dy, y -> dx = dy - e^y (sum of dy) along the last axis */
export const logSoftmaxGradient: Op = {
  infer: (inputs) => {
    expectShape("logSoftmaxGradient", item(inputs, 1), item(inputs, 0));
    return [item(inputs, 0)];
  },
  reference: (call) => {
    const dy = floats(call, 0);
    const y = floats(call, 1);
    const dx = item(call.outputs, 0);
    const { rows, columns } = rowsAndColumns(item(call.inputShapes, 0));
    for (let row = 0; row < rows; row++) {
      const start = row * columns;
      let sum = 0;
      for (let c = 0; c < columns; c++) sum += dy[start + c] ?? 0;
      for (let c = 0; c < columns; c++) {
        dx[start + c] = (dy[start + c] ?? 0) - Math.exp(y[start + c] ?? 0) * sum;
      }
    }
  },
  kernels: (request) => [rowKernel("log-softmax-gradient", ["dy", "y", "dx"], request)],
  samples: gradientSamples,
};
