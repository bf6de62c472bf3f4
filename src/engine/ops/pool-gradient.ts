/**
 * Each dy back to the places of its window: to the first that holds the maximum, or a share to all.
 * max: dy, x, y -> dx; average: dy -> dx. `shape` is that of x.
 */
import { elements } from "../core/shape.ts";
import { listOf } from "./attributes.ts";
import type {
  Attributes,
  Dispatch,
  KernelRequest,
  NumberArray,
  Op,
  ReferenceCall,
  Sample,
} from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";
import { type PoolCase, pool, poolCases } from "./pool.ts";
import {
  eachWindow,
  type PoolGeometry,
  poolConstants,
  pooledShape,
  poolGeometry,
  poolSizes,
} from "./pool-geometry.ts";

function geometryOf(attributes: Attributes): PoolGeometry {
  return poolGeometry(listOf(attributes, "shape"), attributes);
}

function reference(call: ReferenceCall<Attributes>): void {
  const geometry = geometryOf(call.attributes);
  const dx = item(call.outputs, 0).fill(0);
  if (geometry.function === "max") {
    sendToFirst(geometry, [floats(call, 0), floats(call, 1), floats(call, 2)], dx);
  } else {
    spread(geometry, floats(call, 0), dx);
  }
}

function sendToFirst(
  geometry: PoolGeometry,
  [dy, x, y]: readonly [NumberArray, NumberArray, NumberArray],
  dx: NumberArray,
): void {
  eachWindow(geometry, (at, places) => {
    for (let c = 0; c < geometry.channels; c++) {
      const winner = firstHolding(x, places, c, y[at + c] ?? 0);
      dx[winner] = (dx[winner] ?? 0) + (dy[at + c] ?? 0);
    }
  });
}

/** Where in x the first place of a window lies that holds the channel's maximum. */
function firstHolding(
  x: NumberArray,
  places: readonly number[],
  channel: number,
  largest: number,
): number {
  for (const start of places) {
    const value = x[start + channel] ?? 0;
    if (value === largest || (Number.isNaN(value) && Number.isNaN(largest))) return start + channel;
  }
  throw new Error("poolGradient: y is not the maximum of x");
}

function spread(geometry: PoolGeometry, dy: NumberArray, dx: NumberArray): void {
  eachWindow(geometry, (at, places, divisor) => {
    for (const start of places) {
      for (let c = 0; c < geometry.channels; c++) {
        dx[start + c] = (dx[start + c] ?? 0) + (dy[at + c] ?? 0) / divisor;
      }
    }
  });
}

function kernels(request: KernelRequest<Attributes>): Dispatch[] {
  const geometry = geometryOf(request.attributes);
  const [dy, dx] = [item(request.inputs, 0), item(request.outputs, 0)];
  // An average needs dy alone, which then stands in for the others.
  const [, x = dy, y = dy] = request.inputs;
  const count = elements(dx.shape);
  return [
    {
      shader: "pool-gradient",
      constants: poolConstants(geometry),
      sizes: {
        count,
        ...poolSizes(geometry),
        ...place("dy", dy),
        ...place("x", x),
        ...place("y", y),
        ...place("dx", dx),
      },
      bindings: [read(dy), read(x), read(y), write(dx)],
      workgroups: grid(count, dispatchedRuns(request)),
    },
  ];
}

/** Whole numbers, so that maxima have ties. */
function sample({ name, shape, attributes }: PoolCase, shared = false): Sample<Attributes> {
  const x = Float64Array.from({ length: elements(shape) }, (_, index) => ((index * 37) % 11) - 5);
  const pooled = pooledShape(poolGeometry(shape, attributes));
  const y = new Float64Array(elements(pooled));
  pool.reference({
    inputs: [x],
    outputs: [y],
    inputShapes: [shape],
    outputShapes: [pooled],
    attributes,
    step: { step: 0, epoch: 0, offset: 0, count: 1, slot: 0 },
    run: 0,
    table: new Float64Array(0),
    scalars: new Float64Array(0),
  });
  const max = attributes["function"] === "max";
  const saved = [
    { shape, values: [...x], shared },
    { shape: pooled, values: [...y], shared },
  ];
  return {
    name,
    inputs: [{ shape: pooled }, ...(max ? saved : [])],
    attributes: { ...attributes, shape },
  };
}

const [first] = poolCases;

const nan: Sample<Attributes> = {
  name: "max: the first NaN of a window takes it",
  inputs: [
    { shape: [1, 1, 2, 1], values: [3, 4] },
    { shape: [1, 1, 4, 1], values: [1, Number.NaN, Number.NaN, Number.NaN] },
    { shape: [1, 1, 2, 1], values: [Number.NaN, Number.NaN] },
  ],
  attributes: { ...first?.attributes, shape: [1, 1, 4, 1] },
};

export const poolGradient: Op = {
  infer: (inputs, attributes) => {
    const geometry = geometryOf(attributes);
    const shape = listOf(attributes, "shape");
    expectShape("poolGradient dy", item(inputs, 0), pooledShape(geometry));
    if (geometry.function === "max") {
      expectShape("poolGradient x", item(inputs, 1), shape);
      expectShape("poolGradient y", item(inputs, 2), pooledShape(geometry));
    }
    return [shape];
  },
  reference,
  kernels,
  samples: [
    ...poolCases.map((found) => sample(found)),
    ...(first ? [{ ...sample(first, true), name: "of a shared batch" }] : []),
    nan,
  ],
};
