/** Inputs [..., c_i] side by side along the last axis: [..., sum of c_i]. */
import { elements, rowsAndColumns, type Shape } from "../core/shape.ts";
import type { Attributes, Op, Sample } from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

/** Where each input starts within a row of the output. */
function firstColumns(inputs: readonly Shape[]): number[] {
  let first = 0;
  return inputs.map((shape) => {
    const start = first;
    first += shape.at(-1) ?? 1;
    return start;
  });
}

function sample(name: string, shapes: readonly Shape[], shared?: number): Sample<Attributes> {
  const inputs = shapes.map((shape, index) => ({ shape, shared: index === shared }));
  return { name, inputs, attributes: {} };
}

export const concatenate: Op = {
  infer: (inputs) => {
    const leading = item(inputs, 0).slice(0, -1);
    for (const [index, shape] of inputs.entries()) {
      expectShape(`concatenate input ${index}`, shape.slice(0, -1), leading);
    }
    return [[...leading, inputs.reduce((sum, shape) => sum + (shape.at(-1) ?? 1), 0)]];
  },
  gradient: ({ emitter, inputs, upstream, wanted }) => {
    const [dy = null] = upstream;
    if (dy === null) return inputs.map(() => null);
    const shapes = inputs.map((id) => emitter.shape(id));
    const first = firstColumns(shapes);
    return shapes.map((shape, index) => {
      const attributes = { first: item(first, index), count: shape.at(-1) ?? 1 };
      return wanted[index] ? item(emitter.emit("slice", [dy], attributes), 0) : null;
    });
  },
  reference: (call) => {
    const y = item(call.outputs, 0);
    const { columns } = rowsAndColumns(item(call.outputShapes, 0));
    for (const [index, first] of firstColumns(call.inputShapes).entries()) {
      const x = floats(call, index);
      const { rows, columns: width } = rowsAndColumns(item(call.inputShapes, index));
      for (let row = 0; row < rows; row++) {
        y.set(x.subarray(row * width, (row + 1) * width), row * columns + first);
      }
    }
  },
  kernels: (request) => {
    const y = item(request.outputs, 0);
    const first = firstColumns(request.inputs.map(({ shape }) => shape));
    return request.inputs.map((x, index) => ({
      shader: "concatenate",
      constants: {},
      sizes: {
        count: elements(x.shape),
        width: x.shape.at(-1) ?? 1,
        columns: y.shape.at(-1) ?? 1,
        first: item(first, index),
        ...place("x", x),
        ...place("y", y),
      },
      bindings: [read(x), write(y)],
      workgroups: grid(elements(x.shape), dispatchedRuns(request)),
    }));
  },
  samples: [
    sample("three widths", [
      [7, 3],
      [7, 65],
      [7, 1],
    ]),
    sample(
      "one shared by all runs",
      [
        [2, 5, 4],
        [2, 5, 6],
      ],
      1,
    ),
    sample("of one axis", [[5], [2]]),
    sample(
      "more than a stage binds",
      Array.from({ length: 11 }, (_, index) => [3, 1 + (index % 3)]),
    ),
  ],
};
