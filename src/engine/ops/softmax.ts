/** Softmax over the last axis, and its gradient. */
import { rowsAndColumns, type Shape } from "../core/shape.ts";
import type { Attributes, Dispatch, KernelRequest, Op, Sample } from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

/** The largest of `columns` numbers from `start`. */
function largest(x: Float32Array | Float64Array, start: number, columns: number): number {
  let result = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < columns; c++) result = Math.max(result, x[start + c] ?? 0);
  return result;
}

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
  inputs: [{ shape: [2, 3], values: [1000, 990, -1000, -1001, -1000, -1000] }],
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
      const shift = largest(x, start, columns);
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

/** One invocation takes a row; `names` are those of the inputs and the output. */
function rowKernel(
  shader: string,
  names: readonly string[],
  request: KernelRequest<Attributes>,
): Dispatch {
  const { rows, columns } = rowsAndColumns(item(request.inputs, 0).shape);
  const operands = [...request.inputs, item(request.outputs, 0)];
  const places = operands.map((operand, index) => place(item(names, index), operand));
  return {
    shader,
    constants: {},
    sizes: Object.assign({ rows, columns }, ...places),
    bindings: [...request.inputs.map(read), write(item(request.outputs, 0))],
    workgroups: grid(rows, dispatchedRuns(request)),
  };
}
