/**
 * Sum, mean or maximum: over "rows" [..., N] -> [N], over the "last" axis [..., N] -> [...], or over
 * "all" elements -> [1].
 */
import { elements, rowsAndColumns, type Shape } from "../core/shape.ts";
import { choiceOf } from "./attributes.ts";
import type { Attributes, Op, Operand, Sample } from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

const functions = ["sum", "mean", "max"] as const;
const codes = { sum: 0, mean: 1, max: 2 } as const;
const axes = ["rows", "last", "all"] as const;

/**
 * Output o is made of `length` elements, `step` apart, from (o / inner) * length * inner + o % inner.
 * `rows` has the outputs side by side, `last` one after another.
 */
interface Walk {
  readonly outputs: number;
  readonly length: number;
  readonly step: number;
}

function walkOver(shape: Shape, attributes: Attributes): Walk {
  const { rows, columns } = rowsAndColumns(shape);
  switch (choiceOf(attributes, "over", axes)) {
    case "rows":
      return { outputs: columns, length: rows, step: columns };
    case "last":
      return { outputs: rows, length: columns, step: 1 };
    case "all":
      return { outputs: 1, length: rows * columns, step: 1 };
  }
}

function firstOf(output: number, { length, step }: Walk): number {
  return Math.floor(output / step) * length * step + (output % step);
}

function reducedShape(shape: Shape, attributes: Attributes): Shape {
  choiceOf(attributes, "function", functions);
  switch (choiceOf(attributes, "over", axes)) {
    case "rows":
      return shape.slice(-1);
    case "last":
      return shape.slice(0, -1);
    case "all":
      return [1];
  }
}

function sizesOf(walk: Walk, operands: Readonly<Record<string, Operand>>): Record<string, number> {
  const places = Object.entries(operands).map(([name, operand]) => place(name, operand));
  return Object.assign({ ...walk }, ...places);
}

function sample(name: string, over: string, shape: Shape): Sample<Attributes> {
  return {
    name: `${name} over ${over} of ${shape.join("x")}`,
    inputs: [{ shape }],
    attributes: { function: name, over },
  };
}

const samples = functions.flatMap((name) => [
  sample(name, "rows", [37, 5]),
  sample(name, "last", [7, 19]),
  sample(name, "all", [9, 17]),
]);

export const reduce: Op = {
  infer: (inputs, attributes) => [reducedShape(item(inputs, 0), attributes)],
  gradient: ({ emitter, inputs, outputs, upstream, wanted, attributes }) => {
    const [dy = null] = upstream;
    if (dy === null || !wanted[0]) return [null];
    return emitter.emit("reduceGradient", [dy, item(inputs, 0), item(outputs, 0)], attributes);
  },
  reference: (call) => {
    const name = choiceOf(call.attributes, "function", functions);
    const x = floats(call, 0);
    const y = item(call.outputs, 0);
    const walk = walkOver(item(call.inputShapes, 0), call.attributes);
    for (let output = 0; output < walk.outputs; output++) {
      const first = firstOf(output, walk);
      let result = name === "max" ? Number.NEGATIVE_INFINITY : 0;
      for (let k = 0; k < walk.length; k++) {
        const value = x[first + k * walk.step] ?? 0;
        result = name === "max" ? Math.max(result, value) : result + value;
      }
      y[output] = name === "mean" ? result / walk.length : result;
    }
  },
  kernels: (request) => {
    const [x, y] = [item(request.inputs, 0), item(request.outputs, 0)];
    const walk = walkOver(x.shape, request.attributes);
    const all = request.attributes["over"] === "all";
    const runs = dispatchedRuns(request);
    return [
      {
        shader: all ? "reduce-all" : "reduce",
        constants: { FUNCTION: codes[choiceOf(request.attributes, "function", functions)] },
        sizes: sizesOf(walk, { x, y }),
        bindings: [read(x), write(y)],
        workgroups: all ? [1, 1, runs] : grid(walk.outputs, runs),
      },
    ];
  },
  samples: [
    ...samples,
    sample("sum", "rows", [2, 3, 130]),
    sample("sum", "last", [2, 3, 130]),
    sample("sum", "all", [1031]),
    sample("mean", "rows", [1, 1]),
  ],
};

/** dy, x, y -> dx, each element of y spread over those it was made of; ties of a maximum share. */
export const reduceGradient: Op = {
  infer: (inputs, attributes) => {
    const [dy, x, y] = [item(inputs, 0), item(inputs, 1), item(inputs, 2)];
    expectShape("reduceGradient dy", dy, reducedShape(x, attributes));
    expectShape("reduceGradient y", y, dy);
    return [x];
  },
  reference: (call) => {
    const name = choiceOf(call.attributes, "function", functions);
    const [dy, x, y] = [floats(call, 0), floats(call, 1), floats(call, 2)];
    const dx = item(call.outputs, 0);
    const walk = walkOver(item(call.inputShapes, 1), call.attributes);
    for (let output = 0; output < walk.outputs; output++) {
      const first = firstOf(output, walk);
      const takes = (k: number) => name !== "max" || x[first + k * walk.step] === y[output];
      let count = name === "mean" ? walk.length : 1;
      if (name === "max") {
        count = 0;
        for (let k = 0; k < walk.length; k++) count += takes(k) ? 1 : 0;
      }
      const share = (dy[output] ?? 0) / Math.max(1, count);
      for (let k = 0; k < walk.length; k++) dx[first + k * walk.step] = takes(k) ? share : 0;
    }
  },
  kernels: (request) => {
    const [dy, x, y] = [0, 1, 2].map((index) => item(request.inputs, index));
    const dx = item(request.outputs, 0);
    if (!dy || !x || !y) return [];
    const walk = walkOver(x.shape, request.attributes);
    return [
      {
        shader: "reduce-gradient",
        constants: { FUNCTION: codes[choiceOf(request.attributes, "function", functions)] },
        sizes: sizesOf(walk, { dy, x, y, dx }),
        bindings: [read(dy), read(x), read(y), write(dx)],
        workgroups: grid(walk.outputs, dispatchedRuns(request)),
      },
    ];
  },
  samples: functions.flatMap((name) => axes.map((over) => gradientSample(name, over, [5, 13]))),
};

/** Whole numbers, so that maxima have ties and y is exact. */
function gradientSample(name: string, over: string, shape: Shape): Sample<Attributes> {
  const attributes = { function: name, over };
  const x = Array.from({ length: elements(shape) }, (_, index) => ((index * 37) % 11) - 5);
  const walk = walkOver(shape, attributes);
  const y = Array.from({ length: walk.outputs }, (_, output) => {
    const first = firstOf(output, walk);
    const parts = Array.from({ length: walk.length }, (_, k) => x[first + k * walk.step] ?? 0);
    return Math.max(...parts);
  });
  const reduced = reducedShape(shape, attributes);
  return {
    name: `${name} over ${over}`,
    inputs: [{ shape: reduced }, { shape, values: x }, { shape: reduced, values: y }],
    attributes,
  };
}
