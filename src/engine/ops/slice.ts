/** Columns `first` to `first + count` of the last axis: what `concatenate` sends back. */
import { elements, rowsAndColumns, type Shape } from "../core/shape.ts";
import { numberOf } from "./attributes.ts";
import type { Attributes, Op, Sample } from "./op.ts";
import { dispatchedRuns, floats, grid, item, place, read, write } from "./operands.ts";

function sample(shape: Shape, first: number, count: number, shared = false): Sample<Attributes> {
  const name = `${count} from ${first} of ${shape.join("x")}${shared ? ", shared" : ""}`;
  return { name, inputs: [{ shape, shared }], attributes: { first, count } };
}

export const slice: Op = {
  infer: (inputs, attributes) => {
    const shape = item(inputs, 0);
    const [first, count] = [numberOf(attributes, "first"), numberOf(attributes, "count")];
    const columns = shape.at(-1) ?? 1;
    if (first < 0 || count < 1 || first + count > columns) {
      throw new Error(`slice: expected columns of ${columns}, got ${first} to ${first + count}`);
    }
    return [[...shape.slice(0, -1), count]];
  },
  reference: (call) => {
    const [first, count] = [numberOf(call.attributes, "first"), numberOf(call.attributes, "count")];
    const x = floats(call, 0);
    const y = item(call.outputs, 0);
    const { rows, columns } = rowsAndColumns(item(call.inputShapes, 0));
    for (let row = 0; row < rows; row++) {
      const start = row * columns + first;
      y.set(x.subarray(start, start + count), row * count);
    }
  },
  kernels: (request) => {
    const [x, y] = [item(request.inputs, 0), item(request.outputs, 0)];
    return [
      {
        shader: "slice",
        constants: {},
        sizes: {
          count: elements(y.shape),
          width: numberOf(request.attributes, "count"),
          columns: x.shape.at(-1) ?? 1,
          first: numberOf(request.attributes, "first"),
          ...place("x", x),
          ...place("y", y),
        },
        bindings: [read(x), write(y)],
        workgroups: grid(elements(y.shape), dispatchedRuns(request)),
      },
    ];
  },
  samples: [
    sample([7, 69], 3, 65),
    sample([2, 5, 9], 0, 4),
    sample([3, 4], 3, 1, true),
    sample([6], 2, 4),
  ],
};
