/** What a gate of a scalar circuit computes, and its slope with respect to each of its inputs. */
import { sigmoid } from "../../engine/ops/unary.ts";

export interface Gate {
  /** Number of inputs; null: two or more. */
  readonly inputs: 1 | 2 | null;
  readonly value: (inputs: readonly number[]) => number;
  /** One for each input; `output` is the value. */
  readonly slopes: (inputs: readonly number[], output: number) => readonly number[];
  /** Where the slope jumps: which side of it, or which input, counts. Absent where it never does. */
  readonly route?: (inputs: readonly number[]) => number;
}

const one = (value: (x: number) => number, slope: (x: number, output: number) => number): Gate => ({
  inputs: 1,
  value: ([x = 0]) => value(x),
  slopes: ([x = 0], output) => [slope(x, output)],
});

const two = (
  value: (a: number, b: number) => number,
  slopes: (a: number, b: number, output: number) => readonly [number, number],
): Gate => ({
  inputs: 2,
  value: ([a = 0, b = 0]) => value(a, b),
  slopes: ([a = 0, b = 0], output) => slopes(a, b, output),
});

/** The first of those that tie. */
const routed = (choose: (...values: number[]) => number): Gate => {
  const route = (inputs: readonly number[]) => inputs.indexOf(choose(...inputs));
  return {
    inputs: null,
    value: (inputs) => choose(...inputs),
    slopes: (inputs) => inputs.map((_, index) => (index === route(inputs) ? 1 : 0)),
    route,
  };
};

export const gates = {
  add: two(
    (a, b) => a + b,
    () => [1, 1],
  ),
  subtract: two(
    (a, b) => a - b,
    () => [1, -1],
  ),
  multiply: two(
    (a, b) => a * b,
    (a, b) => [b, a],
  ),
  divide: two(
    (a, b) => a / b,
    // 1 / b, -a / b^2
    (a, b) => [1 / b, -a / (b * b)],
  ),
  power: two(
    (a, b) => a ** b,
    // b a^(b - 1), a^b ln a; where b = 0 nothing changes with a, even at 0.
    (a, b, output) => [b === 0 ? 0 : b * a ** (b - 1), output === 0 ? 0 : output * Math.log(a)],
  ),
  negate: one(
    (x) => -x,
    () => -1,
  ),
  exp: one(Math.exp, (_, output) => output),
  // Below 0 there is neither a value nor a slope.
  log: one(Math.log, (x) => (x < 0 ? Number.NaN : 1 / x)),
  tanh: one(Math.tanh, (_, output) => 1 - output * output),
  sigmoid: one(sigmoid, (_, output) => output * (1 - output)),
  relu: {
    ...one(
      (x) => Math.max(0, x),
      (x) => (x > 0 ? 1 : 0),
    ),
    route: ([x = 0]: readonly number[]) => (x > 0 ? 1 : 0),
  },
  max: routed(Math.max),
  min: routed(Math.min),
  sqrt: one(Math.sqrt, (_, output) => 0.5 / output),
  sin: one(Math.sin, Math.cos),
  cos: one(Math.cos, (x) => -Math.sin(x)),
} as const satisfies Record<string, Gate>;

export type GateKind = keyof typeof gates;

/** Gates that are written as functions. */
export const functionNames = [
  "exp",
  "log",
  "tanh",
  "sigmoid",
  "relu",
  "max",
  "min",
  "sqrt",
  "sin",
  "cos",
] as const satisfies readonly GateKind[];
