/**
 * Max-norm (Srebro and Shraibman, 2005; Srivastava et al., 2014): kernel [..., in, out] in place and
 * halted [1]. Each column, the incoming weights of one unit over all axes but the last, is scaled to a norm
 * of at most the run's limit in `column` of the runs table; 0 is no limit. A halted run stays as it is.
 */
import { rowsAndColumns, type Shape } from "../core/shape.ts";
import { numberOf } from "./attributes.ts";
import type { Attributes, Dispatch, KernelRequest, Op, ReferenceCall, Sample } from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

function reference(call: ReferenceCall<Attributes>): void {
  const kernel = item(call.outputs, 0);
  const limit = call.table[numberOf(call.attributes, "column")] ?? 0;
  if (limit <= 0 || floats(call, 1)[0] !== 0) return;
  const { rows, columns } = rowsAndColumns(item(call.outputShapes, 0));
  const scales = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      scales[column] = (scales[column] ?? 0) + (kernel[row * columns + column] ?? 0) ** 2;
    }
  }
  // min(1, r / |w|)
  for (const [column, squares] of scales.entries()) {
    const norm = Math.sqrt(squares);
    scales[column] = norm > limit && Number.isFinite(norm) ? limit / norm : 1;
  }
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      kernel[at] = (kernel[at] ?? 0) * (scales[column] ?? 1);
    }
  }
}

function kernels(request: KernelRequest<Attributes>): Dispatch[] {
  const kernel = item(request.outputs, 0);
  const halted = item(request.inputs, 1);
  const { rows, columns } = rowsAndColumns(kernel.shape);
  return [
    {
      shader: "max-norm",
      constants: {},
      sizes: {
        rows,
        columns,
        tableColumns: request.tableColumns,
        column: numberOf(request.attributes, "column"),
        ...place("kernel", kernel),
        ...place("halted", halted),
      },
      bindings: [write(kernel), read(halted)],
      workgroups: grid(columns, dispatchedRuns(request)),
    },
  ];
}

function sample(
  name: string,
  shape: Shape,
  limit: number,
  options: { halted?: number; values?: number[] } = {},
): Sample<Attributes> {
  const { halted = 0, values } = options;
  return {
    name,
    inputs: [values ? { shape, values } : { shape }, { shape: [1], values: [halted] }],
    attributes: { column: 17 },
    differentiable: [],
    table: (run) => ({ 17: limit * (run + 1) }),
  };
}

export const maxNorm: Op = {
  infer: (inputs, attributes) => {
    numberOf(attributes, "column");
    expectShape("maxNorm halted", item(inputs, 1), [1]);
    return [item(inputs, 0)];
  },
  reference,
  kernels,
  inPlace: { 0: 0 },
  samples: [
    sample("some columns of a matrix", [7, 5], 0.7),
    sample("more columns than a workgroup", [3, 131], 0.5),
    sample("a kernel of a convolution", [5, 3, 6], 0.9),
    sample("no limit", [5, 3], 0),
    sample("halted", [5, 3], 0.1, { halted: 1 }),
    sample("a column that is not a number stays as it is", [2, 2], 0.5, {
      values: [1, Number.NaN, 2, 3],
    }),
  ],
};
