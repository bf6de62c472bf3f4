/**
 * Maximum or average of each window: x [B, H, W, C] -> y [B, OH, OW, C]; a series is an image of
 * height 1. Padding [top, left, bottom, right] counts as -infinity for a maximum; an average leaves
 * it out unless `countPadding`. A tie goes to the first place of the window; NaN is above all numbers.
 */
import { elements, type Shape } from "../core/shape.ts";
import type { Attributes, GradientRequest, NumberArray, Op, ReferenceCall, Sample } from "./op.ts";
import { dispatchedRuns, floats, grid, item, place, read, write } from "./operands.ts";
import {
  eachWindow,
  type PoolGeometry,
  poolConstants,
  pooledShape,
  poolGeometry,
  poolSizes,
} from "./pool-geometry.ts";

function gradient(request: GradientRequest<Attributes>) {
  const { emitter, inputs, outputs, upstream, wanted, attributes } = request;
  const [dy = null] = upstream;
  if (dy === null || !wanted[0]) return [null];
  const x = item(inputs, 0);
  const shape = emitter.shape(x);
  const max = attributes["function"] === "max";
  const given = max ? [dy, x, item(outputs, 0)] : [dy];
  return emitter.emit("poolGradient", given, { ...attributes, shape });
}

function reference(call: ReferenceCall<Attributes>): void {
  const geometry = poolGeometry(item(call.inputShapes, 0), call.attributes);
  const fill = geometry.function === "max" ? fillMaxima : fillAverages;
  fill(geometry, floats(call, 0), item(call.outputs, 0));
}

function fillMaxima(geometry: PoolGeometry, x: NumberArray, y: NumberArray): void {
  eachWindow(geometry, (at, places) => {
    y.fill(Number.NEGATIVE_INFINITY, at, at + geometry.channels);
    for (const start of places) {
      for (let c = 0; c < geometry.channels; c++) {
        const value = x[start + c] ?? 0;
        if (value > (y[at + c] ?? 0) || Number.isNaN(value)) y[at + c] = value;
      }
    }
  });
}

function fillAverages(geometry: PoolGeometry, x: NumberArray, y: NumberArray): void {
  eachWindow(geometry, (at, places, divisor) => {
    y.fill(0, at, at + geometry.channels);
    for (const start of places) {
      for (let c = 0; c < geometry.channels; c++) {
        y[at + c] = (y[at + c] ?? 0) + (x[start + c] ?? 0) / divisor;
      }
    }
  });
}

const base = { function: "max", size: [1, 2], strides: [1, 2], padding: [0, 0, 0, 0] };

export interface PoolCase {
  readonly name: string;
  readonly shape: Shape;
  readonly attributes: Attributes;
}

function bothFunctions(name: string, shape: Shape, attributes: Attributes): PoolCase[] {
  return ["max", "average"].map((kind) => ({
    name: `${kind}: ${name}`,
    shape,
    attributes: { ...base, function: kind, countPadding: false, ...attributes },
  }));
}

/** What pooling and its gradient are tried on. */
export const poolCases: readonly PoolCase[] = [
  ...bothFunctions("windows that touch", [3, 1, 8, 5], {}),
  ...bothFunctions("a rest that is dropped", [2, 1, 11, 3], { size: [1, 3], strides: [1, 3] }),
  ...bothFunctions("windows that overlap", [2, 1, 9, 2], { size: [1, 3], strides: [1, 1] }),
  ...bothFunctions("gaps between windows", [2, 1, 10, 2], { size: [1, 2], strides: [1, 4] }),
  ...bothFunctions("padding", [2, 1, 9, 1], {
    size: [1, 3],
    strides: [1, 2],
    padding: [0, 1, 0, 1],
  }),
  ...bothFunctions("padding that counts", [2, 1, 9, 1], {
    size: [1, 3],
    strides: [1, 2],
    padding: [0, 1, 0, 1],
    countPadding: true,
  }),
  ...bothFunctions("images", [2, 6, 7, 3], { size: [2, 2], strides: [2, 2] }),
  ...bothFunctions("images, uneven padding", [2, 6, 5, 3], {
    size: [3, 2],
    strides: [2, 1],
    padding: [0, 0, 1, 1],
  }),
  ...bothFunctions("one window", [1, 4, 4, 70], { size: [4, 4], strides: [4, 4] }),
  ...bothFunctions("a window larger than the series", [2, 1, 2, 3], {
    size: [1, 5],
    strides: [1, 1],
    padding: [0, 1, 0, 2],
  }),
];

const [first] = poolCases;

function sample({ name, shape, attributes }: PoolCase, shared = false): Sample<Attributes> {
  return { name, inputs: [{ shape, shared }], attributes };
}

/** Places of one window of all NaN, one of NaN in the middle, and infinities. */
const special: Sample<Attributes> = {
  name: "max: NaN passes",
  inputs: [
    {
      shape: [1, 1, 8, 1],
      values: [1, Number.NaN, Number.NaN, 2, Number.NEGATIVE_INFINITY, -1, 3, 3],
    },
  ],
  attributes: { ...base, countPadding: false },
  differentiable: [],
};

export const pool: Op = {
  infer: (inputs, attributes) => [pooledShape(poolGeometry(item(inputs, 0), attributes))],
  gradient,
  reference,
  kernels: (request) => {
    const [x, y] = [item(request.inputs, 0), item(request.outputs, 0)];
    const geometry = poolGeometry(x.shape, request.attributes);
    const count = elements(y.shape);
    return [
      {
        shader: "pool",
        constants: poolConstants(geometry),
        sizes: { count, ...poolSizes(geometry), ...place("x", x), ...place("y", y) },
        bindings: [read(x), write(y)],
        workgroups: grid(count, dispatchedRuns(request)),
      },
    ];
  },
  samples: [
    ...poolCases.map((found) => sample(found)),
    ...(first ? [{ ...sample(first, true), name: "of a shared batch" }] : []),
    special,
  ],
};
