/** The dispatch of ops in which an invocation takes a row of the last axis. */
import { rowsAndColumns } from "../core/shape.ts";
import type { Attributes, Dispatch, KernelRequest } from "./op.ts";
import { dispatchedRuns, grid, item, place, read, write } from "./operands.ts";

/** `names` are those of the inputs and the output in the shader's sizes. */
export function rowKernel(
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

/** The largest of `columns` numbers from `start`. */
export function largestOf(x: Float32Array | Float64Array, start: number, columns: number): number {
  let result = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < columns; c++) result = Math.max(result, x[start + c] ?? 0);
  return result;
}
