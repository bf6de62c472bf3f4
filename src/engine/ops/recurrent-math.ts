/**
 * Sigmoid and tanh of the host's loops: exactly as the platform has them, and for float32 by a short
 * series, which is several times as fast and errs by less than float32's own rounding.
 */
import { sigmoid } from "./unary.ts";

export interface RecurrentMath {
  readonly sigmoid: (x: number) => number;
  readonly tanh: (x: number) => number;
}

export const exactMath: RecurrentMath = { sigmoid, tanh: Math.tanh };

const smallestPower = -126;
const largestPower = 127;
const powersOfTwo = Float64Array.from(
  { length: largestPower - smallestPower + 1 },
  (_, index) => 2 ** (index + smallestPower),
);

// e^x = 2^n e^r, n the whole number nearest to x / ln 2, e^r by its series for |r| <= ln 2 / 2
function exponential(x: number): number {
  const scaled = Math.min(Math.max(x * Math.LOG2E, smallestPower), largestPower);
  const n = Math.floor(scaled + 0.5);
  const r = (scaled - n) * Math.LN2;
  const tail = 1 / 24 + r * (1 / 120 + r * (1 / 720 + r * (1 / 5040)));
  const series = 1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * tail)));
  return (powersOfTwo[n - smallestPower] ?? 0) * series;
}

export const fastMath: RecurrentMath = {
  sigmoid: (x) => 1 / (1 + exponential(-x)),
  // tanh x = 1 - 2 / (1 + e^2x)
  tanh: (x) => 1 - 2 / (1 + exponential(2 * x)),
};
