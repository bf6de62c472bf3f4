/**
 * Batch normalisation with given statistics, as in evaluation: x [..., C], gamma, beta, mean,
 * variance [C] -> y = gamma (x - mean) / sqrt(variance + epsilon) + beta. The statistics get no
 * gradient.
 */
import { rowsAndColumns, type Shape } from "../core/shape.ts";
import { numberOf } from "./attributes.ts";
import { statisticInputs } from "./norm-sums.ts";
import type { Attributes, Dispatch, KernelRequest, Op, Sample } from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

/** Rows for which an invocation uses what it found for its column. */
const rowsEach = 8;

/** Sizes of kernels in which an invocation takes a column in some of the rows. */
export function blockSizes(shape: Shape): { rows: number; columns: number; blocks: number } {
  const { rows, columns } = rowsAndColumns(shape);
  return { rows, columns, blocks: Math.ceil(rows / rowsEach) };
}

function kernel(
  shader: string,
  names: readonly string[],
  request: KernelRequest<Attributes>,
): Dispatch {
  const output = item(request.outputs, 0);
  const operands = [...request.inputs, output];
  const places = operands.map((operand, index) => place(item(names, index), operand));
  const sizes = blockSizes(output.shape);
  return {
    shader,
    constants: { EPSILON: numberOf(request.attributes, "epsilon") },
    sizes: Object.assign({ ...sizes }, ...places),
    bindings: [...request.inputs.map(read), write(output)],
    workgroups: grid(sizes.blocks * sizes.columns, dispatchedRuns(request)),
  };
}

const shapes: readonly Shape[] = [
  [1, 1],
  [7, 5],
  [2, 3, 67],
  [131, 3],
];

const samples = shapes.map((shape): Sample<Attributes> => {
  const channel = { shape: shape.slice(-1) };
  return {
    name: shape.join("x"),
    inputs: [{ shape }, channel, channel, ...statisticInputs(channel.shape)],
    attributes: { epsilon: 0.001 },
    differentiable: [0, 1, 2],
  };
});

export const batchNormApply: Op = {
  infer: (inputs) => {
    const x = item(inputs, 0);
    for (const [index, name] of ["gamma", "beta", "mean", "variance"].entries()) {
      expectShape(`batchNormApply ${name}`, item(inputs, index + 1), x.slice(-1));
    }
    return [x];
  },
  gradient: ({ emitter, inputs, upstream, wanted, attributes }) => {
    const [dy = null] = upstream;
    if (dy === null) return inputs.map(() => null);
    const [x, gamma] = [item(inputs, 0), item(inputs, 1)];
    const [mean, variance] = [item(inputs, 3), item(inputs, 4)];
    const [dx = null] = wanted[0]
      ? emitter.emit("batchNormApplyGradient", [dy, gamma, variance], attributes)
      : [];
    const sums = { ...attributes, statistics: "columns" };
    const [dgamma = null, dbeta = null] =
      wanted[1] || wanted[2] ? emitter.emit("normSums", [dy, x, mean, variance], sums) : [];
    return [dx, dgamma, dbeta, null, null];
  },
  reference: (call) => {
    const [x, gamma, beta, mean, variance] = call.inputs.map((_, index) => floats(call, index));
    const epsilon = numberOf(call.attributes, "epsilon");
    const y = item(call.outputs, 0);
    const { columns } = rowsAndColumns(item(call.inputShapes, 0));
    const scale = Float64Array.from(
      variance ?? [],
      (each, c) => (gamma?.[c] ?? 0) / Math.sqrt(each + epsilon),
    );
    for (let i = 0; i < y.length; i++) {
      const c = i % columns;
      y[i] = ((x?.[i] ?? 0) - (mean?.[c] ?? 0)) * (scale[c] ?? 0) + (beta?.[c] ?? 0);
    }
  },
  kernels: (request) => [
    kernel("batch-norm-apply", ["x", "gamma", "beta", "mean", "variance", "y"], request),
  ],
  samples,
};

/** dy, gamma, variance -> dx = dy gamma / sqrt(variance + epsilon) */
export const batchNormApplyGradient: Op = {
  infer: (inputs) => {
    const dy = item(inputs, 0);
    expectShape("batchNormApplyGradient gamma", item(inputs, 1), dy.slice(-1));
    expectShape("batchNormApplyGradient variance", item(inputs, 2), dy.slice(-1));
    return [dy];
  },
  reference: (call) => {
    const [dy, gamma, variance] = call.inputs.map((_, index) => floats(call, index));
    const epsilon = numberOf(call.attributes, "epsilon");
    const dx = item(call.outputs, 0);
    const { columns } = rowsAndColumns(item(call.inputShapes, 0));
    for (let i = 0; i < dx.length; i++) {
      const c = i % columns;
      dx[i] = ((dy?.[i] ?? 0) * (gamma?.[c] ?? 0)) / Math.sqrt((variance?.[c] ?? 0) + epsilon);
    }
  },
  kernels: (request) => [
    kernel("batch-norm-apply-gradient", ["dy", "gamma", "variance", "dx"], request),
  ],
  samples: shapes.map((shape) => {
    const channel = { shape: shape.slice(-1) };
    const [, variance] = statisticInputs(channel.shape);
    const inputs = [{ shape }, channel, ...(variance ? [variance] : [])];
    return { name: shape.join("x"), inputs, attributes: { epsilon: 0.001 } };
  }),
};
