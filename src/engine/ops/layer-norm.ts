/**
 * Layer normalisation (Ba, Kiros and Hinton, 2016): x [..., C], gamma, beta [C] ->
 * y = gamma (x - mean) / sqrt(variance + epsilon) + beta, and mean and biased variance [...] of each
 * row of the last axis, found in two passes.
 */
import { rowsAndColumns, type Shape } from "../core/shape.ts";
import { numberOf } from "./attributes.ts";
import { statisticInputs } from "./norm-sums.ts";
import type { Attributes, Dispatch, KernelRequest, Op, Sample } from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

function kernel(
  shader: string,
  names: readonly string[],
  request: KernelRequest<Attributes>,
): Dispatch {
  const { inputs, outputs, attributes } = request;
  const { rows, columns } = rowsAndColumns(item(outputs, 0).shape);
  const places = [...inputs, ...outputs].map((operand, index) =>
    place(item(names, index), operand),
  );
  return {
    shader,
    constants: { EPSILON: numberOf(attributes, "epsilon") },
    sizes: Object.assign({ rows, columns }, ...places),
    bindings: [...inputs.map(read), ...outputs.map(write)],
    workgroups: grid(rows, dispatchedRuns(request)),
  };
}

const shapes: readonly Shape[] = [
  [4, 1],
  [7, 5],
  [2, 3, 6],
  [131, 3],
  [3, 200],
];

const samples = shapes.map((shape): Sample<Attributes> => {
  const channel = { shape: shape.slice(-1) };
  return {
    name: shape.join("x"),
    inputs: [{ shape }, channel, channel],
    attributes: { epsilon: 0.001 },
  };
});

export const layerNorm: Op = {
  infer: (inputs) => {
    const x = item(inputs, 0);
    expectShape("layerNorm gamma", item(inputs, 1), x.slice(-1));
    expectShape("layerNorm beta", item(inputs, 2), x.slice(-1));
    return [x, x.slice(0, -1), x.slice(0, -1)];
  },
  gradient: ({ emitter, inputs, outputs, upstream, wanted, attributes }) => {
    const [dy = null] = upstream;
    if (dy === null) return [null, null, null];
    const [x, gamma] = [item(inputs, 0), item(inputs, 1)];
    const statistics = [item(outputs, 1), item(outputs, 2)];
    const [dx = null] = wanted[0]
      ? emitter.emit("layerNormGradient", [dy, x, gamma, ...statistics], attributes)
      : [];
    const [dgamma = null, dbeta = null] =
      wanted[1] || wanted[2]
        ? emitter.emit("normSums", [dy, x, ...statistics], { ...attributes, statistics: "rows" })
        : [];
    return [dx, dgamma, dbeta];
  },
  reference: (call) => {
    const [x, gamma, beta] = [floats(call, 0), floats(call, 1), floats(call, 2)];
    const [y, means, variances] = [0, 1, 2].map((index) => item(call.outputs, index));
    const epsilon = numberOf(call.attributes, "epsilon");
    const { rows, columns } = rowsAndColumns(item(call.inputShapes, 0));
    if (!y || !means || !variances) return;
    for (let row = 0; row < rows; row++) {
      const start = row * columns;
      let mean = 0;
      for (let c = 0; c < columns; c++) mean += (x[start + c] ?? 0) / columns;
      let variance = 0;
      for (let c = 0; c < columns; c++) variance += ((x[start + c] ?? 0) - mean) ** 2 / columns;
      means[row] = mean;
      variances[row] = variance;
      const s = 1 / Math.sqrt(variance + epsilon);
      for (let c = 0; c < columns; c++) {
        y[start + c] = ((x[start + c] ?? 0) - mean) * s * (gamma[c] ?? 0) + (beta[c] ?? 0);
      }
    }
  },
  kernels: (request) => [
    kernel("layer-norm", ["x", "gamma", "beta", "y", "mean", "variance"], request),
  ],
  samples,
};

/** dy, x, gamma, mean, variance -> dx, through the statistics of the rows */
export const layerNormGradient: Op = {
  infer: (inputs) => {
    const x = item(inputs, 1);
    expectShape("layerNormGradient dy", item(inputs, 0), x);
    expectShape("layerNormGradient gamma", item(inputs, 2), x.slice(-1));
    expectShape("layerNormGradient mean", item(inputs, 3), x.slice(0, -1));
    expectShape("layerNormGradient variance", item(inputs, 4), x.slice(0, -1));
    return [x];
  },
  reference: (call) => {
    const [dy, x, gamma, mean, variance] = call.inputs.map((_, index) => floats(call, index));
    const epsilon = numberOf(call.attributes, "epsilon");
    const dx = item(call.outputs, 0);
    const { rows, columns } = rowsAndColumns(item(call.inputShapes, 1));
    for (let row = 0; row < rows; row++) {
      const start = row * columns;
      const s = 1 / Math.sqrt((variance?.[row] ?? 0) + epsilon);
      const slope = (c: number) => (dy?.[start + c] ?? 0) * (gamma?.[c] ?? 0);
      const h = (c: number) => ((x?.[start + c] ?? 0) - (mean?.[row] ?? 0)) * s;
      let sum = 0;
      let sumOfH = 0;
      for (let c = 0; c < columns; c++) {
        sum += slope(c);
        sumOfH += slope(c) * h(c);
      }
      // dx = s (g - mean of g - h (mean of g h)), g = dy gamma
      for (let c = 0; c < columns; c++) {
        dx[start + c] = s * (slope(c) - (sum + h(c) * sumOfH) / columns);
      }
    }
  },
  kernels: (request) => [
    kernel("layer-norm-gradient", ["dy", "x", "gamma", "mean", "variance", "dx"], request),
  ],
  samples: shapes.map((shape) => ({
    name: shape.join("x"),
    inputs: [
      { shape },
      { shape },
      { shape: shape.slice(-1) },
      ...statisticInputs(shape.slice(0, -1)),
    ],
    attributes: { epsilon: 0.001 },
  })),
};
