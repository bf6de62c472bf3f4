/** Numbers of an update that no golden path holds. */
import { describe, expect, test } from "vitest";
import { optimizers } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import { optimizerConstants, optimizerDecay, stepScalars } from "./index.ts";

const rate = (learningRate: number, momentum: number | null = null) => ({ learningRate, momentum });

describe.each(["momentum", "nesterov"] as const)("momentum of %s", (kind) => {
  const row = rowDefault(optimizers, kind);
  const ramped = { ...row, momentum: 0.9, startMomentum: 0.5, rampSteps: 4 };
  const momentumOf = (spec: typeof row, t: number) => stepScalars(spec, t, rate(0.1))[1];

  test("is constant without a ramp", () => {
    expect([1, 2, 1000].map((t) => momentumOf(row, t))).toEqual([0.9, 0.9, 0.9]);
  });

  test("rises in a line over as many updates, and stays", () => {
    const found = [1, 2, 3, 4, 5, 6].map((t) => momentumOf(ramped, t));
    for (const [index, value] of [0.5, 0.6, 0.7, 0.8, 0.9, 0.9].entries())
      expect(found[index]).toBeCloseTo(value, 12);
  });

  test("is the schedule's where a schedule moves it", () => {
    expect(stepScalars(ramped, 2, rate(0.1, 0.85))).toEqual([0.1, 0.85]);
  });
});

describe("adam without correction", () => {
  test("steps by the learning rate itself", () => {
    const spec = { ...rowDefault(optimizers, "adam"), uncorrected: true, epsilon: 1e-7 };
    expect(stepScalars(spec, 1, rate(0.25))).toEqual([0.25, 0.25, 1, 1e-7]);
    expect(stepScalars({ ...spec, epsilonHat: true }, 1, rate(0.25))).toEqual([
      0.25, 0.25, 1, 1e-7,
    ]);
  });
});

describe("nadam", () => {
  const row = rowDefault(optimizers, "nadam");
  const at = (spec: typeof row, t: number) => stepScalars(spec, t, rate(0.01));

  test("follows from the step alone, in whatever order steps are asked for", () => {
    const forward = Array.from({ length: 600 }, (_, index) => at(row, index + 1));
    const other = { ...row };
    for (const t of [600, 17, 18, 350, 3, 599]) expect(at(other, t)).toEqual(forward[t - 1]);
  });

  test("forgets products of other momenta", () => {
    const spec = { ...row };
    at(spec, 10);
    spec.beta1 = 0.5;
    expect(at(spec, 11)).toEqual(at({ ...row, beta1: 0.5 }, 11));
  });
});

test.each(Object.keys(optimizers) as (keyof typeof optimizers)[])(
  "%s: all numbers are finite, first and much later, and fit their places",
  (kind) => {
    const spec = rowDefault(optimizers, kind);
    for (const t of [1, 2, 5, 6, 1000, 10_000_000]) {
      const scalars = stepScalars(spec, t, rate(0.5));
      expect(scalars.every(Number.isFinite), `update ${t}`).toBe(true);
      expect(scalars.length).toBeLessThanOrEqual(4);
      expect(scalars[0]).toBe(0.5);
    }
    expect(optimizerConstants(spec).length).toBeLessThanOrEqual(8);
    expect(optimizerConstants(spec).every(Number.isFinite)).toBe(true);
    expect(optimizerDecay(spec)).toBe(kind === "adamw" ? 0.01 : 0);
  },
);
