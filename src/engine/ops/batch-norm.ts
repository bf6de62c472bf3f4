/**
 * Batch normalisation with the statistics of the batch (Ioffe and Szegedy, 2015): x [..., C], gamma,
 * beta [C] -> y = gamma (x - mean) / sqrt(variance + epsilon) + beta, and mean and biased variance [C]
 * over all axes but the last. Both are found in two passes; where rows are many, for parts of them first
 * [parts, mean and squares, C].
 */
import { rowsAndColumns, type Shape } from "../core/shape.ts";
import { numberOf } from "./attributes.ts";
import { blockSizes } from "./batch-norm-apply.ts";
import { partialShapes, partsOf, statisticInputs } from "./norm-sums.ts";
import type {
  Attributes,
  Dispatch,
  KernelRequest,
  NumberArray,
  Op,
  Operand,
  ReferenceCall,
  Sample,
} from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

interface Grid {
  readonly rows: number;
  readonly columns: number;
  readonly parts: number;
}

function gridOf(shape: Shape): Grid {
  const { rows, columns } = rowsAndColumns(shape);
  return { rows, columns, parts: partsOf(rows) };
}

/** Rows part, part + parts, ... below `rows`. */
function rowsOf(part: number, { rows, parts }: Grid): number {
  return Math.ceil((rows - part) / parts);
}

/** Mean of each part and column, and the sum of squared distances from it: [parts, 2, columns]. */
function partialStatistics(x: NumberArray, shape: Grid): Float64Array {
  const { rows, columns, parts } = shape;
  const partials = new Float64Array(parts * 2 * columns);
  for (let row = 0; row < rows; row++) {
    const to = (row % parts) * 2 * columns;
    const share = 1 / rowsOf(row % parts, shape);
    for (let c = 0; c < columns; c++) {
      partials[to + c] = (partials[to + c] ?? 0) + (x[row * columns + c] ?? 0) * share;
    }
  }
  for (let row = 0; row < rows; row++) {
    const to = (row % parts) * 2 * columns;
    for (let c = 0; c < columns; c++) {
      const distance = (x[row * columns + c] ?? 0) - (partials[to + c] ?? 0);
      partials[to + columns + c] = (partials[to + columns + c] ?? 0) + distance * distance;
    }
  }
  return partials;
}

/** Statistics of the whole from those of its parts: Chan, Golub and LeVeque, 1983. */
function joined(partials: Float64Array, shape: Grid) {
  const { rows, columns, parts } = shape;
  const mean = new Float64Array(columns);
  const variance = new Float64Array(columns);
  for (let part = 0; part < parts; part++) {
    const share = rowsOf(part, shape) / rows;
    const at = part * 2 * columns;
    for (let c = 0; c < columns; c++) mean[c] = (mean[c] ?? 0) + share * (partials[at + c] ?? 0);
  }
  for (let part = 0; part < parts; part++) {
    const count = rowsOf(part, shape);
    const at = part * 2 * columns;
    for (let c = 0; c < columns; c++) {
      const distance = (partials[at + c] ?? 0) - (mean[c] ?? 0);
      const squares = (partials[at + columns + c] ?? 0) + count * distance * distance;
      variance[c] = (variance[c] ?? 0) + squares / rows;
    }
  }
  return { mean, variance };
}

function reference(call: ReferenceCall<Attributes>): void {
  const [x, gamma, beta] = [floats(call, 0), floats(call, 1), floats(call, 2)];
  const shape = gridOf(item(call.inputShapes, 0));
  const partials = partialStatistics(x, shape);
  const { mean, variance } = joined(partials, shape);
  const epsilon = numberOf(call.attributes, "epsilon");
  const scale = variance.map((each, c) => (gamma[c] ?? 0) / Math.sqrt(each + epsilon));
  const y = item(call.outputs, 0);
  for (let start = 0; start < y.length; start += shape.columns) {
    for (let c = 0; c < shape.columns; c++) {
      const distance = (x[start + c] ?? 0) - (mean[c] ?? 0);
      y[start + c] = distance * (scale[c] ?? 0) + (beta[c] ?? 0);
    }
  }
  item(call.outputs, 1).set(mean);
  item(call.outputs, 2).set(variance);
  call.outputs[3]?.set(partials);
}

function kernels(request: KernelRequest<Attributes>): Dispatch[] {
  const partials = request.outputs[3];
  return partials ? inParts(request, partials) : [inOne(request)];
}

/** Places of the operands by their names in the shaders' sizes, and the operands. */
function named({ inputs, outputs }: KernelRequest<Attributes>) {
  const [x, gamma, beta] = [item(inputs, 0), item(inputs, 1), item(inputs, 2)];
  const [y, mean, variance] = [item(outputs, 0), item(outputs, 1), item(outputs, 2)];
  const parameters = { ...place("gamma", gamma), ...place("beta", beta) };
  const statistics = { ...place("mean", mean), ...place("variance", variance) };
  const places = { x: place("x", x), parameters, y: place("y", y), statistics };
  return { x, gamma, beta, y, mean, variance, places };
}

function inOne(request: KernelRequest<Attributes>): Dispatch {
  const { x, places } = named(request);
  const { rows, columns } = rowsAndColumns(x.shape);
  return {
    shader: "batch-norm-channel",
    constants: { EPSILON: numberOf(request.attributes, "epsilon") },
    sizes: {
      rows,
      columns,
      ...places.x,
      ...places.parameters,
      ...places.y,
      ...places.statistics,
    },
    bindings: [...request.inputs.map(read), ...request.outputs.map(write)],
    workgroups: grid(columns, dispatchedRuns(request)),
  };
}

function inParts(request: KernelRequest<Attributes>, partials: Operand): Dispatch[] {
  const { x, gamma, beta, y, mean, variance, places } = named(request);
  const shape = gridOf(x.shape);
  const blocks = blockSizes(x.shape);
  const runs = dispatchedRuns(request);
  const { parameters, statistics } = places;
  return [
    {
      shader: "batch-norm-partials",
      constants: {},
      sizes: { ...shape, ...places.x, ...place("partials", partials) },
      bindings: [read(x), write(partials)],
      workgroups: grid(shape.parts * shape.columns, runs),
    },
    {
      shader: "batch-norm-statistics",
      constants: {},
      sizes: { ...shape, ...place("partials", partials), ...statistics },
      bindings: [read(partials), write(mean), write(variance)],
      workgroups: grid(shape.columns, runs),
    },
    {
      shader: "batch-norm-apply",
      constants: { EPSILON: numberOf(request.attributes, "epsilon") },
      sizes: { ...blocks, ...places.x, ...parameters, ...statistics, ...places.y },
      bindings: [...[x, gamma, beta, mean, variance].map(read), write(y)],
      workgroups: grid(blocks.blocks * blocks.columns, runs),
    },
  ];
}

function sample(
  name: string,
  shape: Shape,
  x: { readonly values?: readonly number[]; readonly shared?: boolean } = {},
): Sample<Attributes> {
  const channel = { shape: shape.slice(-1) };
  return {
    name: `${name} ${shape.join("x")}`,
    inputs: [{ shape, ...x }, channel, channel],
    attributes: { epsilon: 0.001 },
  };
}

const above = (base: number, count: number) =>
  Array.from({ length: count }, (_, i) => base + ((i * 37) % 64) / 16);

/** dy, x, gamma, mean, variance and, from `normSums`, dgamma and dbeta -> dx, through the statistics. */
export const batchNormGradient: Op = {
  infer: (inputs) => {
    const x = item(inputs, 1);
    const names = ["gamma", "mean", "variance", "dgamma", "dbeta"];
    expectShape("batchNormGradient dy", item(inputs, 0), x);
    for (const [index, name] of names.entries()) {
      expectShape(`batchNormGradient ${name}`, item(inputs, index + 2), x.slice(-1));
    }
    return [x];
  },
  reference: (call) => {
    const [dy, x, ...channels] = call.inputs.map((_, index) => floats(call, index));
    const [gamma, mean, variance, dgamma, dbeta] = channels;
    const { rows, columns } = rowsAndColumns(item(call.inputShapes, 1));
    const epsilon = numberOf(call.attributes, "epsilon");
    const inverse = Float64Array.from(variance ?? [], (each) => 1 / Math.sqrt(each + epsilon));
    const dx = item(call.outputs, 0);
    for (let i = 0; i < dx.length; i++) {
      const c = i % columns;
      const s = inverse[c] ?? 0;
      const h = ((x?.[i] ?? 0) - (mean?.[c] ?? 0)) * s;
      const rest = (dy?.[i] ?? 0) - ((dbeta?.[c] ?? 0) + h * (dgamma?.[c] ?? 0)) / rows;
      dx[i] = (gamma?.[c] ?? 0) * s * rest;
    }
  },
  kernels: (request) => {
    const dx = item(request.outputs, 0);
    const names = ["dy", "x", "gamma", "mean", "variance", "dgamma", "dbeta"];
    const places = request.inputs.map((operand, index) => place(item(names, index), operand));
    const sizes = blockSizes(dx.shape);
    return [
      {
        shader: "batch-norm-gradient",
        constants: { EPSILON: numberOf(request.attributes, "epsilon") },
        sizes: Object.assign({ ...sizes }, ...places, place("dx", dx)),
        bindings: [...request.inputs.map(read), write(dx)],
        workgroups: grid(sizes.blocks * sizes.columns, dispatchedRuns(request)),
      },
    ];
  },
  samples: [
    [1, 1],
    [7, 5],
    [2, 3, 67],
    [131, 3],
  ].map((shape) => {
    const channel = { shape: shape.slice(-1) };
    const statistics = statisticInputs(channel.shape);
    const inputs = [{ shape }, { shape }, channel, ...statistics, channel, channel];
    return { name: shape.join("x"), inputs, attributes: { epsilon: 0.001 } };
  }),
};

export const batchNorm: Op = {
  infer: (inputs) => {
    const x = item(inputs, 0);
    const channels = x.slice(-1);
    expectShape("batchNorm gamma", item(inputs, 1), channels);
    expectShape("batchNorm beta", item(inputs, 2), channels);
    return [x, channels, channels, ...partialShapes(x)];
  },
  gradient: ({ emitter, inputs, outputs, upstream, wanted, attributes }) => {
    const [dy = null] = upstream;
    if (dy === null) return [null, null, null];
    const [x, gamma] = [item(inputs, 0), item(inputs, 1)];
    const statistics = [item(outputs, 1), item(outputs, 2)];
    const [dgamma = null, dbeta = null] = emitter.emit("normSums", [dy, x, ...statistics], {
      ...attributes,
      statistics: "columns",
    });
    if (!wanted[0] || dgamma === null || dbeta === null) return [null, dgamma, dbeta];
    const operands = [dy, x, gamma, ...statistics, dgamma, dbeta];
    const [dx = null] = emitter.emit("batchNormGradient", operands, attributes);
    return [dx, dgamma, dbeta];
  },
  reference,
  kernels,
  samples: [
    sample("one row of", [1, 3]),
    sample("odd sizes", [7, 5]),
    sample("a batch shared by all runs", [9, 4], { shared: true }),
    sample("leading axes", [2, 3, 67]),
    sample("far from zero", [13, 3], { values: above(100, 39) }),
    sample("parts", [131, 3]),
    sample("parts of a shared batch", [150, 2], { shared: true }),
    sample("parts of images", [5, 9, 10, 2]),
    sample("one channel", [300, 1], { values: above(-1, 300) }),
    sample("parts far from zero", [200, 2], { values: above(100, 400) }),
  ],
};
