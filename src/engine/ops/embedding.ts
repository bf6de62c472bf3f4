/**
 * Rows of a table by index: indices [...] (floats that hold whole numbers) and table [V, D] ->
 * [..., D]. An index that is none of 0 .. V-1 gives a row of NaN, so that it is seen.
 */
import { elements, type Shape } from "../core/shape.ts";
import { numberOf } from "./attributes.ts";
import type { Attributes, Dispatch, KernelRequest, NumberArray, Op, Sample } from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

/** The row that an index names, or -1. */
function rowOf(indices: NumberArray, position: number, rows: number): number {
  const index = indices[position] ?? -1;
  return Number.isInteger(index) && index >= 0 && index < rows ? index : -1;
}

const few = { shape: [2, 5], values: [3, 0, 3, 5, 1, 3, 1, 4, 4, 3] };
const many = { shape: [90], values: Array.from({ length: 90 }, (_, i) => (i * i) % 17) };
const wrong = { shape: [7], values: [1, Number.NaN, -1, 3, 2.5, 2, 1e9] };

function sample(name: string, indices: typeof few, table: Shape, shared = true) {
  return {
    name,
    inputs: [{ ...indices, shared }, { shape: table }],
    attributes: {},
    differentiable: [1],
  };
}

export const embedding: Op = {
  infer: (inputs) => {
    const [indices, table] = [item(inputs, 0), item(inputs, 1)];
    const [rows = 0, size = 0] = table;
    expectShape("embedding table", table, [rows, size]);
    return [[...indices, size]];
  },
  gradient: ({ emitter, inputs, upstream, wanted }) => {
    const [dy = null] = upstream;
    const indices = item(inputs, 0);
    if (dy === null || !wanted[1]) return [null, null];
    const [rows = 1] = emitter.shape(item(inputs, 1));
    const links = item(emitter.emit("embeddingLinks", [indices]), 0);
    return [null, ...emitter.emit("embeddingGradient", [dy, indices, links], { rows })];
  },
  reference: (call) => {
    const [indices, table] = [floats(call, 0), floats(call, 1)];
    const [rows = 1, size = 1] = item(call.inputShapes, 1);
    const y = item(call.outputs, 0);
    for (let position = 0; position < indices.length; position++) {
      const row = rowOf(indices, position, rows);
      const start = position * size;
      if (row < 0) y.fill(Number.NaN, start, start + size);
      else y.set(table.subarray(row * size, (row + 1) * size), start);
    }
  },
  kernels: (request) => {
    const [indices, table] = [item(request.inputs, 0), item(request.inputs, 1)];
    const y = item(request.outputs, 0);
    const [rows = 1, size = 1] = table.shape;
    const count = elements(y.shape);
    return [
      {
        shader: "embedding",
        constants: {},
        sizes: {
          count,
          rows,
          size,
          ...place("indices", indices),
          ...place("table", table),
          ...place("y", y),
        },
        bindings: [read(indices), read(table), write(y)],
        workgroups: grid(count, dispatchedRuns(request)),
      },
    ];
  },
  samples: [
    sample("rows that come again", few, [6, 4]),
    sample("of one axis", many, [17, 3]),
    sample("indices of each run", few, [6, 1], false),
    { ...sample("no such row", wrong, [4, 3]), differentiable: [] },
  ],
};

/**
 * For each position of indices [...] where the same index stood last and where it stands next, or -1:
 * [2, N]. With these a row's gradient is a walk from its first position to its last.
 */
export const embeddingLinks: Op = {
  infer: (inputs) => [[2, elements(item(inputs, 0))]],
  reference: (call) => {
    const indices = floats(call, 0);
    const links = item(call.outputs, 0).fill(-1);
    const last = new Map<number, number>();
    for (const [position, index] of indices.entries()) {
      const before = last.get(index);
      // NaN is equal to nothing.
      if (!Number.isNaN(index)) last.set(index, position);
      if (before === undefined) continue;
      links[position] = before;
      links[indices.length + before] = position;
    }
  },
  kernels: (request) => {
    const [indices, links] = [item(request.inputs, 0), item(request.outputs, 0)];
    const count = elements(indices.shape);
    return [
      {
        shader: "embedding-links",
        constants: {},
        sizes: { count, ...place("indices", indices), ...place("links", links) },
        bindings: [read(indices), write(links)],
        workgroups: grid(count, dispatchedRuns(request)),
      },
    ];
  },
  samples: [few, many, wrong].map((indices) => ({
    name: `of ${indices.shape.join("x")}`,
    inputs: [{ ...indices, shared: true }],
    attributes: {},
  })),
};

function linksOf(values: readonly number[]): number[] {
  const before = values.map((value, at) => values.lastIndexOf(value, at - 1));
  const next = values.map((value, at) => values.indexOf(value, at + 1));
  // lastIndexOf from -1 counts from the end.
  return [-1, ...before.slice(1), ...next];
}

function gradientSample(indices: typeof few, rows: number, size: number): Sample<Attributes> {
  const links = { shape: [2, indices.values.length], values: linksOf(indices.values) };
  return {
    name: `${rows}x${size} from ${indices.shape.join("x")}`,
    inputs: [
      { shape: [...indices.shape, size] },
      { ...indices, shared: true },
      { ...links, shared: true },
    ],
    attributes: { rows },
  };
}

/** dy, indices, links -> dTable [rows, D]: each row the sum of the dy at its positions, in order. */
export const embeddingGradient: Op = {
  infer: (inputs, attributes) => {
    const [dy, indices] = [item(inputs, 0), item(inputs, 1)];
    const size = dy.at(-1) ?? 1;
    expectShape("embeddingGradient dy", dy, [...indices, size]);
    expectShape("embeddingGradient links", item(inputs, 2), [2, elements(indices)]);
    return [[numberOf(attributes, "rows"), size]];
  },
  reference: (call) => {
    const [dy, indices] = [floats(call, 0), floats(call, 1)];
    const [rows = 1, size = 1] = item(call.outputShapes, 0);
    const table = item(call.outputs, 0).fill(0);
    for (let position = 0; position < indices.length; position++) {
      const row = rowOf(indices, position, rows);
      if (row < 0) continue;
      for (let d = 0; d < size; d++) {
        table[row * size + d] = (table[row * size + d] ?? 0) + (dy[position * size + d] ?? 0);
      }
    }
  },
  kernels: gradientKernels,
  samples: [
    gradientSample(few, 6, 4),
    gradientSample(many, 17, 3),
    gradientSample(many, 40, 1),
    // None of these but 1, 2 and 3 is a row of four.
    gradientSample({ ...wrong, values: [1, -3, -1, 3, 2.5, 2, 1e9] }, 4, 3),
  ],
};

/** Rows that nothing named are zero: all are cleared before those that were named are written. */
function gradientKernels(request: KernelRequest<Attributes>): Dispatch[] {
  const { inputs } = request;
  const [dy, indices, links] = [item(inputs, 0), item(inputs, 1), item(inputs, 2)];
  const table = item(request.outputs, 0);
  const [rows = 1, size = 1] = table.shape;
  const positions = elements(indices.shape);
  const runs = dispatchedRuns(request);
  const dispatch = (clear: boolean, count: number): Dispatch => ({
    shader: "embedding-gradient",
    constants: { CLEAR: clear ? 1 : 0 },
    sizes: {
      count,
      rows,
      size,
      positions,
      ...place("dy", dy),
      ...place("indices", indices),
      ...place("links", links),
      ...place("table", table),
    },
    bindings: [read(dy), read(indices), read(links), write(table)],
    workgroups: grid(count, runs),
  });
  return [dispatch(true, rows * size), dispatch(false, positions * size)];
}
