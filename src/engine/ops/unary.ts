/** Elementwise functions: the value, and the slope from what the forward pass keeps. */
import type { ActivationName } from "../../spec/catalogue.ts";
import { elements, type Shape } from "../core/shape.ts";
import { choiceOf, numberOf } from "./attributes.ts";
import type { AdapterTraits, Attributes, Dispatch, KernelRequest, Op, Sample } from "./op.ts";
import { dispatchedRuns, expectShape, floats, grid, item, place, read, write } from "./operands.ts";

export interface UnaryFunction {
  /** The constant of shaders/activation.wgsl. */
  readonly code: number;
  /** Whether a layer may have it as its activation. */
  readonly activation: boolean;
  /** What the slope is computed from: f(x), so that x need not be kept, or x. */
  readonly saves: "output" | "input";
  /** What `alpha` is unless a layer says otherwise, for functions that have one. */
  readonly alpha?: number;
  /** NaN passes through both. */
  readonly value: (x: number, alpha?: number) => number;
  readonly slope: (saved: number, alpha?: number) => number;
}

const leakyReluSlope = 0.01;
const eluHeight = 1;
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

// 2 sqrt(2/pi) (x + 0.044715 x^3), as (1 + tanh u) / 2 = sigmoid(2 u): Hendrycks and Gimpel, 2016.
const geluFactor = 2 * Math.sqrt(2 / Math.PI);
const geluCube = 0.044715;

function geluTanhShare(x: number): number {
  return sigmoid(geluFactor * x * (1 + geluCube * x * x));
}

function geluTanhSlope(x: number): number {
  const share = geluTanhShare(x);
  return share + x * share * (1 - share) * geluFactor * (1 + 3 * geluCube * x * x);
}

// Beyond it tanh(softplus(x)) is 1 in float64 too.
const mishLimit = 20;

// tanh(softplus(x)) = n / (n + 2), n = e^x (e^x + 2): Misra, "Mish", 2019.
function mishShare(x: number): number {
  const e = Math.exp(Math.min(x, mishLimit));
  const n = e * (e + 2);
  return n / (n + 2);
}

// d/dx x t(x) = t + 4 x e^x (e^x + 1) / (n + 2)^2
function mishSlope(x: number): number {
  const near = Math.min(x, mishLimit);
  const e = Math.exp(near);
  return mishShare(x) + (4 * near * e * (e + 1)) / (e * (e + 2) + 2) ** 2;
}

function between(x: number, low: number, high: number): number {
  return Math.min(Math.max(x, low), high);
}

/** Functions with kinks are told by comparisons, which NaN would slip through. */
function unlessNaN(saved: number, slope: number): number {
  return Number.isNaN(saved) ? saved : slope;
}

const saves = { output: { saves: "output" }, input: { saves: "input" } } as const;
const layer = { activation: true } as const;
const other = { activation: false } as const;

export const unaryFunctions = {
  linear: { code: 0, ...layer, ...saves.output, value: (x) => x, slope: (y) => unlessNaN(y, 1) },
  sigmoid: { code: 1, ...layer, ...saves.output, value: sigmoid, slope: (y) => y * (1 - y) },
  tanh: { code: 2, ...layer, ...saves.output, value: Math.tanh, slope: (y) => 1 - y * y },
  relu: {
    code: 3,
    ...layer,
    ...saves.output,
    // Written so that NaN passes.
    value: (x) => (x <= 0 ? 0 : x),
    slope: (y) => unlessNaN(y, y > 0 ? 1 : 0),
  },
  leakyRelu: {
    code: 4,
    ...layer,
    ...saves.output,
    alpha: leakyReluSlope,
    value: (x, alpha = leakyReluSlope) => (x > 0 ? x : alpha * x),
    slope: (y, alpha = leakyReluSlope) => unlessNaN(y, y > 0 ? 1 : alpha),
  },
  elu: {
    code: 5,
    ...layer,
    ...saves.output,
    alpha: eluHeight,
    value: (x, alpha = eluHeight) => (x > 0 ? x : alpha * Math.expm1(x)),
    // alpha e^x = y + alpha for x <= 0
    slope: (y, alpha = eluHeight) => (y > 0 ? 1 : y + alpha),
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
  negate: { code: 14, ...other, ...saves.input, value: (x) => -x, slope: (x) => unlessNaN(x, -1) },
  abs: { code: 15, ...other, ...saves.input, value: Math.abs, slope: Math.sign },
  geluTanh: {
    code: 16,
    ...layer,
    ...saves.input,
    value: (x) => x * geluTanhShare(x),
    slope: geluTanhSlope,
  },
  hardSigmoid: {
    code: 17,
    ...layer,
    ...saves.output,
    // PyTorch's form
    value: (x) => between(x + 3, 0, 6) / 6,
    slope: (y) => unlessNaN(y, y > 0 && y < 1 ? 1 / 6 : 0),
  },
  hardSwish: {
    code: 18,
    ...layer,
    ...saves.input,
    value: (x) => x * (between(x + 3, 0, 6) / 6),
    slope: (x) => (x > 3 ? 1 : x < -3 ? 0 : x / 3 + 0.5),
  },
  mish: { code: 19, ...layer, ...saves.input, value: (x) => x * mishShare(x), slope: mishSlope },
  relu6: {
    code: 20,
    ...layer,
    ...saves.output,
    value: (x) => between(x, 0, 6),
    slope: (y) => unlessNaN(y, y > 0 && y < 6 ? 1 : 0),
  },
  softsign: {
    code: 21,
    ...layer,
    ...saves.output,
    value: (x) => x / (1 + Math.abs(x)),
    // 1 / (1 + |x|) = 1 - |y|
    slope: (y) => (1 - Math.abs(y)) ** 2,
  },
} as const satisfies Record<ActivationName, UnaryFunction> & Record<string, UnaryFunction>;

export type UnaryName = keyof typeof unaryFunctions;

function isUnaryName(name: string): name is UnaryName {
  return Object.hasOwn(unaryFunctions, name);
}

const names = Object.keys(unaryFunctions).filter(isUnaryName);

function nameOf(attributes: Attributes): UnaryName {
  return choiceOf(attributes, "function", names);
}

function rowOf(attributes: Attributes): UnaryFunction {
  return unaryFunctions[nameOf(attributes)];
}

/** The attribute `alpha`; undefined where a node leaves it to the function. */
export function alphaOf(attributes: Attributes): number | undefined {
  return attributes["alpha"] === undefined ? undefined : numberOf(attributes, "alpha");
}

/** Constants of shaders/activation.wgsl for a function; `key` is the shader's name for its code. */
export function functionConstants(
  key: string,
  name: UnaryName,
  alpha: number | undefined,
): Record<string, number> {
  const row: UnaryFunction = unaryFunctions[name];
  const code = { [key]: row.code };
  return row.alpha === undefined ? code : { ...code, ALPHA: alpha ?? row.alpha };
}

/** A CPU that plays GPU spends more on starting an invocation than on an element. */
function elementsEach({ software }: AdapterTraits): number {
  return software ? 8 : 1;
}

function kernel(shader: string, request: KernelRequest<Attributes>): Dispatch {
  const y = item(request.outputs, 0);
  const x = item(request.inputs, 0);
  const saved = request.inputs[1];
  const count = elements(y.shape);
  const sizes = { count, ...place("x", x), ...(saved ? place("saved", saved) : {}) };
  return {
    shader,
    constants: functionConstants(
      "FUNCTION",
      nameOf(request.attributes),
      alphaOf(request.attributes),
    ),
    sizes: { ...sizes, ...place("y", y) },
    bindings: [...request.inputs.map(read), write(y)],
    workgroups: grid(Math.ceil(count / elementsEach(request.traits)), dispatchedRuns(request)),
  };
}

const positive = Array.from({ length: 35 }, (_, index) => 0.05 + index * 0.11);

/** Of unary and, with two inputs, of its gradient. */
function samplesOf(inputs: number): readonly Sample<Attributes>[] {
  const operands = (shape: Shape, name: UnaryName) =>
    Array.from({ length: inputs }, (_, index) => {
      const domain = name === "log" || name === "sqrt";
      const fixed = domain && index === inputs - 1;
      return fixed ? { shape, values: positive } : { shape, range: 4 };
    });
  const sampleOf = (name: UnaryName, shape: Shape, alpha: { alpha?: number } = {}) => ({
    name: [name, ...Object.values(alpha), "of", shape.join("x")].join(" "),
    inputs: operands(shape, name),
    attributes: { function: name, ...alpha },
  });
  const each = names.map((name) => sampleOf(name, [5, 7]));
  const sizes = [[1], [64], [65, 3], [2, 3, 129]].map((shape) => sampleOf("tanh", shape));
  const leaky = sampleOf("leakyRelu", [5, 7], { alpha: 0.3 });
  const elu = sampleOf("elu", [5, 7], { alpha: 0.5 });
  return [...each, ...sizes, leaky, elu, ...extremeSamples(inputs)];
}

/** Where exponentials over- and underflow, and NaN, which must not be hidden. */
const farOut = [-1000, -104, -89, -30, -1e-6, 0, 1e-6, 30, 89, 104, 1000, Number.NaN];
/** Near the ends of float32's range, each by itself so that an error counts beside its own size. */
const lowerEnd = [-1e38, -3e38];
const upperEnd = [1e38, 3e38];

function extremeSamples(inputs: number): readonly Sample<Attributes>[] {
  const each = names.filter((name) => unaryFunctions[name].activation);
  return each.flatMap((name) => (inputs === 1 ? extremeValues(name) : [extremeSlopes(name)]));
}

function extremeValues(name: UnaryName): readonly Sample<Attributes>[] {
  return Object.entries({ farOut, lowerEnd, upperEnd }).map(([where, values]) => ({
    name: `${name} at ${where}`,
    inputs: [{ shape: [values.length], values }],
    attributes: { function: name },
    differentiable: [],
  }));
}

function extremeSlopes(name: UnaryName): Sample<Attributes> {
  const { saves: kept, value }: UnaryFunction = unaryFunctions[name];
  const x = [...farOut, ...lowerEnd, ...upperEnd];
  const values = kept === "output" ? x.map((each) => value(each)) : x;
  const shape = [x.length];
  return {
    name: `${name} far out`,
    inputs: [{ shape }, { shape, values }],
    attributes: { function: name },
  };
}

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
    return emitter.emit("unaryGradient", [dy, saved], attributes);
  },
  reference: (call) => {
    const { value } = rowOf(call.attributes);
    const alpha = alphaOf(call.attributes);
    const x = floats(call, 0);
    const y = item(call.outputs, 0);
    for (let i = 0; i < y.length; i++) y[i] = value(x[i] ?? 0, alpha);
  },
  kernels: (request) => [kernel("unary", request)],
  samples: samplesOf(1),
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
    const alpha = alphaOf(call.attributes);
    const dy = floats(call, 0);
    const saved = floats(call, 1);
    const dx = item(call.outputs, 0);
    for (let i = 0; i < dx.length; i++) {
      dx[i] = (dy[i] ?? 0) * slope(saved[i] ?? 0, alpha);
    }
  },
  kernels: (request) => [kernel("unary-gradient", request)],
  samples: samplesOf(2),
};
