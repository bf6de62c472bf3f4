/** Elementwise functions: the value, and the slope from what the forward pass keeps. */
import type { ActivationName } from "../../spec/catalogue.ts";
import { elements, type Shape } from "../core/shape.ts";
import { choiceOf } from "./attributes.ts";
import type { Attributes, Dispatch, KernelRequest, Op, Sample } from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

export interface UnaryFunction {
  /** The constant of shaders/activation.wgsl. */
  readonly code: number;
  /** Whether a layer may have it as its activation. */
  readonly activation: boolean;
  /** What the slope is computed from: f(x), so that x need not be kept, or x. */
  readonly saves: "output" | "input";
  readonly value: (x: number) => number;
  readonly slope: (saved: number) => number;
}

const leakyReluSlope = 0.01;
/** Klambauer et al., "Self-Normalizing Neural Networks", 2017. */
const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

// ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|)
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** erf by its series with positive terms only: 2/sqrt(pi) e^-x^2 (x + 2x^3/3 + 4x^5/15 + ...). */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** The normal distribution's cumulative function. */
function cumulative(x: number): number {
  return 0.5 * (1 + erf(x * Math.SQRT1_2));
}

function density(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

function siluSlope(x: number): number {
  const s = sigmoid(x);
  return s === 0 ? 0 : s * (1 + x * (1 - s));
}

const saves = { output: { saves: "output" }, input: { saves: "input" } } as const;
const layer = { activation: true } as const;
const other = { activation: false } as const;

export const unaryFunctions = {
  linear: { code: 0, ...layer, ...saves.output, value: (x) => x, slope: () => 1 },
  sigmoid: { code: 1, ...layer, ...saves.output, value: sigmoid, slope: (y) => y * (1 - y) },
  tanh: { code: 2, ...layer, ...saves.output, value: Math.tanh, slope: (y) => 1 - y * y },
  relu: {
    code: 3,
    ...layer,
    ...saves.output,
    // Written so that NaN passes.
    value: (x) => (x <= 0 ? 0 : x),
    slope: (y) => (y > 0 ? 1 : 0),
  },
  leakyRelu: {
    code: 4,
    ...layer,
    ...saves.output,
    value: (x) => (x > 0 ? x : leakyReluSlope * x),
    slope: (y) => (y > 0 ? 1 : leakyReluSlope),
  },
  elu: {
    code: 5,
    ...layer,
    ...saves.output,
    value: (x) => (x > 0 ? x : Math.expm1(x)),
    // e^x = y + 1 for x <= 0
    slope: (y) => (y > 0 ? 1 : y + 1),
  },
  selu: {
    code: 6,
    ...layer,
    ...saves.output,
    value: (x) => seluScale * (x > 0 ? x : seluAlpha * Math.expm1(x)),
    slope: (y) => (y > 0 ? seluScale : y + seluScale * seluAlpha),
  },
  gelu: {
    code: 7,
    ...layer,
    ...saves.input,
    value: (x) => x * cumulative(x),
    slope: (x) => cumulative(x) + x * density(x),
  },
  silu: { code: 8, ...layer, ...saves.input, value: (x) => x * sigmoid(x), slope: siluSlope },
  softplus: {
    code: 9,
    ...layer,
    ...saves.output,
    value: softplus,
    // sigmoid(x) = 1 - e^-y
    slope: (y) => -Math.expm1(-y),
  },
  exp: { code: 10, ...other, ...saves.output, value: Math.exp, slope: (y) => y },
  log: { code: 11, ...other, ...saves.input, value: Math.log, slope: (x) => 1 / x },
  sqrt: { code: 12, ...other, ...saves.output, value: Math.sqrt, slope: (y) => 0.5 / y },
  square: { code: 13, ...other, ...saves.input, value: (x) => x * x, slope: (x) => 2 * x },
  negate: { code: 14, ...other, ...saves.input, value: (x) => -x, slope: () => -1 },
  abs: { code: 15, ...other, ...saves.input, value: Math.abs, slope: Math.sign },
} as const satisfies Record<ActivationName, UnaryFunction> & Record<string, UnaryFunction>;

export type UnaryName = keyof typeof unaryFunctions;

function isUnaryName(name: string): name is UnaryName {
  return Object.hasOwn(unaryFunctions, name);
}

const names = Object.keys(unaryFunctions).filter(isUnaryName);

function rowOf(attributes: Attributes): UnaryFunction {
  return unaryFunctions[choiceOf(attributes, "function", names)];
}

function kernel(shader: string, request: KernelRequest<Attributes>): Dispatch {
  const y = item(request.outputs, 0);
  const x = item(request.inputs, 0);
  const saved = request.inputs[1];
  const count = elements(y.shape);
  const sizes = { count, ...place("x", x), ...(saved ? place("saved", saved) : {}) };
  return {
    shader,
    constants: { FUNCTION: rowOf(request.attributes).code },
    sizes: { ...sizes, ...place("y", y) },
    bindings: [...request.inputs.map(read), write(y)],
    workgroups: grid(count, dispatchedRuns(request)),
  };
}

const positive = Array.from({ length: 35 }, (_, index) => 0.05 + index * 0.11);

function samplesOf(inputs: number): readonly Sample<Attributes>[] {
  const operands = (shape: Shape, name: UnaryName) =>
    Array.from({ length: inputs }, (_, index) => {
      const domain = name === "log" || name === "sqrt";
      const fixed = domain && index === inputs - 1;
      return fixed ? { shape, values: positive } : { shape, range: 4 };
    });
  const each = names.map((name) => ({
    name,
    inputs: operands([5, 7], name),
    attributes: { function: name },
  }));
  const sizes = [[1], [64], [65, 3], [2, 3, 129]].map((shape) => ({
    name: `tanh of ${shape.join("x")}`,
    inputs: operands(shape, "tanh"),
    attributes: { function: "tanh" },
  }));
  return [...each, ...sizes];
}

/** Where exponentials over- and underflow, and NaN, which must not be hidden. */
const extremes = [-1000, -104, -89, -30, -1e-6, 0, 1e-6, 30, 89, 104, 1000, Number.NaN];

const extremeSamples = names
  .filter((name) => unaryFunctions[name].activation)
  .map((name): Sample<Attributes> => {
    const inputs = [{ shape: [extremes.length], values: extremes }];
    return { name: `${name} far out`, inputs, attributes: { function: name }, differentiable: [] };
  });

/** x -> f(x) */
export const unary: Op = {
  infer: (inputs, attributes) => {
    rowOf(attributes);
    return [item(inputs, 0)];
  },
  gradient: ({ emitter, inputs, outputs, upstream, wanted, attributes }) => {
    const [dy = null] = upstream;
    if (dy === null || !wanted[0]) return [null];
    if (attributes["function"] === "linear") return [dy];
    const saved = rowOf(attributes).saves === "output" ? item(outputs, 0) : item(inputs, 0);
    return emitter.emit("unaryGradient", [dy, saved], { function: attributes["function"] ?? null });
  },
  reference: (call) => {
    const { value } = rowOf(call.attributes);
    const x = floats(call, 0);
    const y = item(call.outputs, 0);
    for (let i = 0; i < y.length; i++) y[i] = value(x[i] ?? 0);
  },
  kernels: (request) => [kernel("unary", request)],
  samples: [...samplesOf(1), ...extremeSamples],
};

/** dy, saved -> dy * f'(x), where saved is f(x) or x as the function's row says. */
export const unaryGradient: Op = {
  infer: (inputs, attributes) => {
    rowOf(attributes);
    expectShape("unaryGradient", item(inputs, 1), item(inputs, 0));
    return [item(inputs, 0)];
  },
  reference: (call) => {
    const { slope } = rowOf(call.attributes);
    const dy = floats(call, 0);
    const saved = floats(call, 1);
    const dx = item(call.outputs, 0);
    for (let i = 0; i < dx.length; i++) dx[i] = (dy[i] ?? 0) * slope(saved[i] ?? 0);
  },
  kernels: (request) => [kernel("unary-gradient", request)],
  samples: samplesOf(2),
};
