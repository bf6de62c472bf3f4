/** y = f(a, b), element by element; b has a's shape or its last axes, over which it is repeated. */
import { elements, type Shape, sameShape } from "../core/shape.ts";
import { choiceOf } from "./attributes.ts";
import type { Attributes, Emitter, GradientRequest, Op, Sample, TensorId } from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

interface BinaryFunction {
  /** The constant of shaders/binary.wgsl. */
  readonly code: number;
  readonly value: (a: number, b: number) => number;
}

const binaryFunctions = {
  add: { code: 0, value: (a, b) => a + b },
  subtract: { code: 1, value: (a, b) => a - b },
  multiply: { code: 2, value: (a, b) => a * b },
  divide: { code: 3, value: (a, b) => a / b },
  maximum: { code: 4, value: Math.max },
  /** 1 where a > b, else 0. */
  greater: { code: 5, value: (a, b) => (a > b ? 1 : 0) },
} as const satisfies Record<string, BinaryFunction>;

type BinaryName = keyof typeof binaryFunctions;

function isBinaryName(name: string): name is BinaryName {
  return Object.hasOwn(binaryFunctions, name);
}

const names = Object.keys(binaryFunctions).filter(isBinaryName);

/** Emits the ops that gradients of binary functions are made of. */
function calculator(emitter: Emitter) {
  const both = (name: BinaryName) => (a: TensorId, b: TensorId) =>
    item(emitter.emit("binary", [a, b], { function: name }), 0);
  const negate = (x: TensorId) => item(emitter.emit("unary", [x], { function: "negate" }), 0);
  return {
    add: both("add"),
    subtract: both("subtract"),
    multiply: both("multiply"),
    divide: both("divide"),
    greater: both("greater"),
    negate,
  };
}

/** Sums over the leading axes that `shape` lacks. */
function sumTo(emitter: Emitter, tensor: TensorId, shape: Shape): TensorId {
  const full = emitter.shape(tensor);
  if (sameShape(full, shape)) return tensor;
  const columns = elements(shape);
  const flat =
    shape.length === 1
      ? tensor
      : item(emitter.emit("reshape", [tensor], { shape: [elements(full) / columns, columns] }), 0);
  const sum = item(emitter.emit("reduce", [flat], { function: "sum", over: "rows" }), 0);
  return shape.length === 1 ? sum : item(emitter.emit("reshape", [sum], { shape }), 0);
}

/** The two terms dy * df/da and dy * df/db, each in the shape of a. */
function terms(request: GradientRequest<Attributes>, dy: TensorId) {
  const { emitter, inputs, outputs, attributes } = request;
  const [a, b, y] = [item(inputs, 0), item(inputs, 1), item(outputs, 0)];
  const { multiply, divide, greater, subtract, negate } = calculator(emitter);
  switch (choiceOf(attributes, "function", names)) {
    case "add":
      return { a: () => dy, b: () => dy };
    case "subtract":
      return { a: () => dy, b: () => negate(dy) };
    case "multiply":
      return { a: () => multiply(dy, b), b: () => multiply(dy, a) };
    case "divide":
      // d(a/b)/db = -(a/b)/b
      return { a: () => divide(dy, b), b: () => negate(divide(multiply(dy, y), b)) };
    case "maximum": {
      const larger = () => multiply(dy, greater(a, b));
      return { a: larger, b: () => subtract(dy, larger()) };
    }
    case "greater":
      return null;
  }
}

function gradient(request: GradientRequest<Attributes>): (TensorId | null)[] {
  const { emitter, inputs, upstream, wanted } = request;
  const [dy = null] = upstream;
  const found = dy === null ? null : terms(request, dy);
  if (!found) return [null, null];
  const shape = emitter.shape(item(inputs, 1));
  return [wanted[0] ? found.a() : null, wanted[1] ? sumTo(emitter, found.b(), shape) : null];
}

function sample(name: BinaryName, a: Shape, b: Shape): Sample<Attributes> {
  const domain =
    name === "divide"
      ? { values: Array.from({ length: elements(b) }, (_, i) => 0.6 + (i % 7) * 0.3) }
      : {};
  return {
    name: `${name} ${a.join("x")} and ${b.join("x")}`,
    inputs: [
      { shape: a, range: 2 },
      { shape: b, range: 2, ...domain },
    ],
    attributes: { function: name },
  };
}

export const binary: Op = {
  infer: (inputs, attributes) => {
    choiceOf(attributes, "function", names);
    const [a, b] = [item(inputs, 0), item(inputs, 1)];
    expectShape("binary b", b, a.slice(a.length - b.length));
    return [a];
  },
  gradient,
  reference: (call) => {
    const { value } = binaryFunctions[choiceOf(call.attributes, "function", names)];
    const [a, b] = [floats(call, 0), floats(call, 1)];
    const y = item(call.outputs, 0);
    for (let i = 0; i < y.length; i++) y[i] = value(a[i] ?? 0, b[i % b.length] ?? 0);
  },
  kernels: (request) => {
    const [a, b] = [item(request.inputs, 0), item(request.inputs, 1)];
    const y = item(request.outputs, 0);
    const count = elements(y.shape);
    return [
      {
        shader: "binary",
        constants: {
          FUNCTION: binaryFunctions[choiceOf(request.attributes, "function", names)].code,
        },
        sizes: {
          count,
          period: elements(b.shape),
          ...place("a", a),
          ...place("b", b),
          ...place("y", y),
        },
        bindings: [read(a), read(b), write(y)],
        workgroups: grid(count, dispatchedRuns(request)),
      },
    ];
  },
  samples: [
    ...names.flatMap((name) => [sample(name, [5, 7], [5, 7]), sample(name, [3, 65], [65])]),
    sample("multiply", [2, 3, 4], [3, 4]),
    sample("add", [1], [1]),
  ],
};
