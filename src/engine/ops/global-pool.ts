/**
 * Maximum or average over all places between batch and channels: x [B, ..., C] -> y [B, C]. With
 * lengths [B, 1] only the first `length` time steps of x [B, T, C] count, at least one and at most T.
 * A tie goes to the first place; NaN is above all numbers.
 */
import { elements, type Shape } from "../core/shape.ts";
import { choiceOf, listOf } from "./attributes.ts";
import type { Attributes, NumberArray, Op, Operand, ReferenceCall, Sample } from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

const functions = ["max", "average"] as const;

interface Geometry {
  readonly batch: number;
  readonly places: number;
  readonly channels: number;
  readonly max: boolean;
}

function geometryOf(shape: Shape, attributes: Attributes): Geometry {
  const [batch = 1] = shape;
  const channels = shape.at(-1) ?? 1;
  const max = choiceOf(attributes, "function", functions) === "max";
  return { batch, places: elements(shape) / (batch * channels), channels, max };
}

function expectLengths(where: string, x: Shape, lengths: Shape | undefined): void {
  if (lengths === undefined) return;
  expectShape(`${where} lengths`, lengths, [x[0] ?? 1, 1]);
  if (x.length !== 3)
    throw new Error(`${where}: expected [batch, time, channels], got ${x.length} axes`);
}

/** Places of an example that count. */
function validPlaces(lengths: NumberArray | null, example: number, places: number): number {
  if (lengths === null) return places;
  return Math.max(1, Math.min(places, Math.floor(lengths[example] ?? 0)));
}

function lengthsOf(call: ReferenceCall<Attributes>, index: number): NumberArray | null {
  return call.inputs.length > index ? floats(call, index) : null;
}

function reference(call: ReferenceCall<Attributes>): void {
  const { batch, places, channels, max } = geometryOf(item(call.inputShapes, 0), call.attributes);
  const x = floats(call, 0);
  const lengths = lengthsOf(call, 1);
  const y = item(call.outputs, 0);
  for (let example = 0; example < batch; example++) {
    const valid = validPlaces(lengths, example, places);
    for (let c = 0; c < channels; c++) {
      let [largest, sum] = [Number.NEGATIVE_INFINITY, 0];
      for (let k = 0; k < valid; k++) {
        const value = x[(example * places + k) * channels + c] ?? 0;
        if (value > largest || Number.isNaN(value)) largest = value;
        sum += value;
      }
      y[example * channels + c] = max ? largest : sum / valid;
    }
  }
}

/** Bindings and fields of lengths; where there are none, another operand stands in. */
function lengthsOperand(lengths: Operand | undefined, other: Operand) {
  const operand = lengths ?? other;
  return {
    constant: { LENGTHS: lengths ? 1 : 0 },
    sizes: place("lengths", operand),
    binding: read(operand),
  };
}

const lengths = { shape: [4, 1], values: [3, 7, 1, 90], shared: true };

interface Case {
  readonly name: string;
  readonly shape: Shape;
  readonly attributes: Attributes;
  readonly lengths: boolean;
}

const cases: readonly Case[] = functions.flatMap((name) =>
  [
    { name: `${name} of a series`, shape: [3, 9, 5], lengths: false },
    { name: `${name} of images`, shape: [2, 5, 7, 3], lengths: false },
    { name: `${name} of one place`, shape: [2, 1, 66], lengths: false },
    { name: `${name} of the steps that count`, shape: [4, 7, 3], lengths: true },
  ].map((found) => ({ ...found, attributes: { function: name } })),
);

function sample({ name, shape, attributes, lengths: varied }: Case): Sample<Attributes> {
  return {
    name,
    inputs: [{ shape }, ...(varied ? [lengths] : [])],
    attributes,
    differentiable: [0],
  };
}

export const globalPool: Op = {
  infer: (inputs, attributes) => {
    const x = item(inputs, 0);
    expectLengths("globalPool", x, inputs[1]);
    const { batch, channels } = geometryOf(x, attributes);
    return [[batch, channels]];
  },
  gradient: ({ emitter, inputs, outputs, upstream, wanted, attributes }) => {
    const [dy = null] = upstream;
    if (dy === null || !wanted[0]) return inputs.map(() => null);
    const [x = -1, ...given] = inputs;
    const saved = attributes["function"] === "max" ? [x, item(outputs, 0)] : [];
    const shape = emitter.shape(x);
    const all = [dy, ...saved, ...given];
    const [dx = null] = emitter.emit("globalPoolGradient", all, { ...attributes, shape });
    return [dx, ...given.map(() => null)];
  },
  reference,
  kernels: (request) => {
    const [x, y] = [item(request.inputs, 0), item(request.outputs, 0)];
    const { places, channels, max } = geometryOf(x.shape, request.attributes);
    const counted = lengthsOperand(request.inputs[1], x);
    const count = elements(y.shape);
    return [
      {
        shader: "global-pool",
        constants: { MAX: max ? 1 : 0, ...counted.constant },
        sizes: {
          count,
          places,
          channels,
          ...place("x", x),
          ...counted.sizes,
          ...place("y", y),
        },
        bindings: [read(x), counted.binding, write(y)],
        workgroups: grid(count, dispatchedRuns(request)),
      },
    ];
  },
  samples: [
    ...cases.map(sample),
    {
      name: "max: NaN passes where it counts",
      inputs: [
        { shape: [4, 2, 1], values: [1, Number.NaN, Number.NaN, 2, 3, Number.NaN, 5, 4] },
        { ...lengths, values: [2, 2, 1, 2] },
      ],
      attributes: { function: "max" },
      differentiable: [],
    },
    {
      name: "of a shared batch",
      inputs: [{ shape: [3, 9, 5], shared: true }],
      attributes: { function: "average" },
    },
  ],
};

function gradientReference(call: ReferenceCall<Attributes>): void {
  const { attributes } = call;
  const { batch, places, channels, max } = geometryOf(listOf(attributes, "shape"), attributes);
  const dy = floats(call, 0);
  const lengthsGiven = lengthsOf(call, max ? 3 : 1);
  const dx = item(call.outputs, 0).fill(0);
  for (let example = 0; example < batch; example++) {
    const valid = validPlaces(lengthsGiven, example, places);
    for (let c = 0; c < channels; c++) {
      const output = example * channels + c;
      const first = example * places * channels + c;
      const slope = dy[output] ?? 0;
      if (max) {
        const winner = firstLargest(call, { first, output, valid, channels });
        dx[first + winner * channels] = slope;
      } else {
        for (let k = 0; k < valid; k++) dx[first + k * channels] = slope / valid;
      }
    }
  }
}

/** The first place whose value is the maximum of its channel. */
function firstLargest(
  call: ReferenceCall<Attributes>,
  at: { first: number; output: number; valid: number; channels: number },
): number {
  const [x, y] = [floats(call, 1), floats(call, 2)];
  const largest = y[at.output] ?? 0;
  for (let k = 0; k < at.valid; k++) {
    const value = x[at.first + k * at.channels] ?? 0;
    if (value === largest || (Number.isNaN(value) && Number.isNaN(largest))) return k;
  }
  throw new Error("globalPoolGradient: y is not the maximum of x");
}

/** Whole numbers, so that maxima have ties. */
function gradientSample(found: Case): Sample<Attributes> {
  const { shape, attributes } = found;
  const { batch, channels, max } = geometryOf(shape, attributes);
  const x = Float64Array.from({ length: elements(shape) }, (_, index) => ((index * 37) % 11) - 5);
  const pooled = [batch, channels];
  const y = new Float64Array(batch * channels);
  const given = found.lengths ? [lengths] : [];
  reference({
    inputs: [x, ...given.map(({ values }) => Float64Array.from(values))],
    outputs: [y],
    inputShapes: [shape],
    outputShapes: [pooled],
    attributes,
    step: { step: 0, epoch: 0, offset: 0, count: 1, slot: 0 },
    run: 0,
    table: new Float64Array(0),
    scalars: new Float64Array(0),
  });
  const saved = [
    { shape, values: [...x] },
    { shape: pooled, values: [...y] },
  ];
  return {
    name: found.name,
    inputs: [{ shape: pooled }, ...(max ? saved : []), ...given],
    attributes: { ...attributes, shape },
  };
}

/** max: dy, x, y [, lengths] -> dx; average: dy [, lengths] -> dx. `shape` is that of x. */
export const globalPoolGradient: Op = {
  infer: (inputs, attributes) => {
    const shape = listOf(attributes, "shape");
    const { batch, channels, max } = geometryOf(shape, attributes);
    expectShape("globalPoolGradient dy", item(inputs, 0), [batch, channels]);
    if (max) expectShape("globalPoolGradient x", item(inputs, 1), shape);
    expectLengths("globalPoolGradient", shape, inputs[max ? 3 : 1]);
    return [shape];
  },
  reference: gradientReference,
  kernels: (request) => {
    const [dy, dx] = [item(request.inputs, 0), item(request.outputs, 0)];
    const { places, channels, max } = geometryOf(dx.shape, request.attributes);
    // An average needs neither x nor y, for which dy then stands in.
    const [x, y] = max ? [item(request.inputs, 1), item(request.inputs, 2)] : [dy, dy];
    const counted = lengthsOperand(request.inputs[max ? 3 : 1], dy);
    const count = elements(dx.shape);
    return [
      {
        shader: "global-pool-gradient",
        constants: { MAX: max ? 1 : 0, ...counted.constant },
        sizes: {
          count,
          places,
          channels,
          ...place("dy", dy),
          ...place("x", x),
          ...place("y", y),
          ...counted.sizes,
          ...place("dx", dx),
        },
        bindings: [read(dy), read(x), read(y), counted.binding, write(dx)],
        workgroups: grid(count, dispatchedRuns(request)),
      },
    ];
  },
  samples: cases.map(gradientSample),
};
