/** Softmax over the last axis, and its gradient. */
import { rowsAndColumns, type Shape } from "../core/shape.ts";
import type { Attributes, Op, Sample } from "./op.ts";
import { expectShape, floats, item } from "./operands.ts";
import { largestOf, rowKernel } from "./row-kernel.ts";

function samplesOf(inputs: number): readonly Sample<Attributes>[] {
  const shapes: readonly Shape[] = [
    [1, 1],
    [7, 5],
    [2, 3, 4],
    [131, 3],
    [3, 200],
  ];
  return shapes.map((shape) => ({
    name: shape.join("x"),
    inputs: Array.from({ length: inputs }, () => ({ shape, range: 3 })),
    attributes: {},
  }));
}

const farApart: Sample<Attributes> = {
  name: "far apart",
  inputs: [{ shape: [3, 3], values: [1000, 990, -1000, -1001, -1000, -1000, 1e38, -1e38, 1e38] }],
  attributes: {},
  differentiable: [],
};

/** x -> y = e^x / (sum of e^x) along the last axis */
export const softmax: Op = {
  infer: (inputs) => [item(inputs, 0)],
  gradient: ({ emitter, outputs, upstream, wanted }) => {
    const [dy = null] = upstream;
    if (dy === null || !wanted[0]) return [null];
    return emitter.emit("softmaxGradient", [dy, item(outputs, 0)]);
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
      for (let c = 0; c < columns; c++) {
        y[start + c] = Math.exp((x[start + c] ?? 0) - shift) / sum;
      }
    }
  },
  kernels: (request) => [rowKernel("softmax", ["x", "y"], request)],
  samples: [...samplesOf(1), farApart],
};

/** dy, y -> dx = y (dy - sum of dy y) along the last axis */
export const softmaxGradient: Op = {
  infer: (inputs) => {
    expectShape("softmaxGradient", item(inputs, 1), item(inputs, 0));
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
      for (let c = 0; c < columns; c++) sum += (dy[start + c] ?? 0) * (y[start + c] ?? 0);
      for (let c = 0; c < columns; c++) {
        dx[start + c] = (y[start + c] ?? 0) * ((dy[start + c] ?? 0) - sum);
      }
    }
  },
  kernels: (request) => [rowKernel("softmax-gradient", ["dy", "y", "dx"], request)],
  samples: samplesOf(2),
};
