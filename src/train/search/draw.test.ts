import { expect, test } from "vitest";
import { layers, schedules } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { SearchRange } from "../../spec/experiment.ts";
import { searchParameterNames, searchParameters } from "../../spec/search-catalogue.ts";
import { chain, ringsExperiment, runOf } from "../test-experiments.ts";
import { candidateRun, drawCandidate, hasEffect } from "./draw.ts";
import { placeOf, valueAt } from "./walk.ts";

const rate: SearchRange = { parameter: "learningRate", low: 1e-4, high: 1 };

function values(range: SearchRange, count: number, seed = 5): number[] {
  return Array.from(
    { length: count },
    (_, index) => drawCandidate([range], seed, index)[range.parameter]!,
  );
}

test("draws lie inside their range, evenly over the logarithm", () => {
  const drawn = values(rate, 4000);
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(1e-4);
  expect(Math.max(...drawn)).toBeLessThanOrEqual(1);
  for (const decade of [1e-4, 1e-3, 1e-2, 1e-1]) {
    const inside = drawn.filter((value) => value >= decade && value < 10 * decade).length;
    // 1000 expected; the standard deviation is 27.
    expect(Math.abs(inside - 1000)).toBeLessThan(110);
  }
});

test("a dropout rate is drawn evenly, a momentum over the decades of what is left to 1", () => {
  const rates = values({ parameter: "dropout", low: 0, high: 0.8 }, 4000);
  const mean = rates.reduce((sum, value) => sum + value, 0) / rates.length;
  expect(Math.abs(mean - 0.4)).toBeLessThan(0.015);
  const momenta = values({ parameter: "momentum", low: 0, high: 0.999 }, 3000);
  for (const rest of [1, 0.1, 0.01]) {
    const inside = momenta.filter((value) => 1 - value <= rest && 1 - value > rest / 10).length;
    expect(Math.abs(inside - 1000)).toBeLessThan(110);
  }
});

test("every parameter stays inside its limits and has three significant digits", () => {
  for (const parameter of searchParameterNames) {
    const { min, max } = searchParameters[parameter];
    for (const value of values({ parameter, low: min, high: max }, 300)) {
      expect(value).toBeGreaterThanOrEqual(min);
      expect(value).toBeLessThanOrEqual(max);
      const written = parameter === "momentum" ? 1 - value : value;
      expect(Number(written.toPrecision(3))).toBeCloseTo(written, 12);
    }
  }
});

test("a draw depends on seed, index and parameter alone", () => {
  const l2: SearchRange = { parameter: "l2", low: 1e-6, high: 1e-2 };
  const both = drawCandidate([rate, l2], 3, 7);
  expect(drawCandidate([l2, rate], 3, 7)).toEqual(both);
  expect(drawCandidate([rate], 3, 7).learningRate).toBe(both.learningRate);
  expect(drawCandidate([rate, l2], 4, 7)).not.toEqual(both);
  expect(drawCandidate([rate, l2], 3, 8)).not.toEqual(both);
  // The shares of two parameters are not the same number.
  const share = ({ parameter, low, high }: SearchRange, value: number) =>
    (placeOf(parameter, value) - placeOf(parameter, low)) /
    (placeOf(parameter, high) - placeOf(parameter, low));
  expect(share(rate, both.learningRate!)).not.toBeCloseTo(share(l2, both.l2!), 2);
});

test("a range without a width draws its one value", () => {
  expect(values({ parameter: "momentum", low: 0.9, high: 0.9 }, 3)).toEqual([0.9, 0.9, 0.9]);
});

test("places and values are each other's inverse", () => {
  expect(placeOf("learningRate", 0.01)).toBeCloseTo(-2, 12);
  expect(placeOf("momentum", 0.99)).toBeCloseTo(2, 12);
  expect(valueAt("momentum", 1)).toBe(0.9);
  expect(valueAt("dropout", 0.3)).toBe(0.3);
  expect(valueAt("learningRate", 9)).toBe(searchParameters.learningRate.max);
});

test("a candidate is the first run with what was drawn in its place", () => {
  const base = runOf("nesterov", { name: "mine", seed: 4, l1: 0.5, clipNorm: 2 });
  const run = candidateRun(base, {
    learningRate: 0.02,
    l2: 1e-3,
    weightDecay: 1e-4,
    dropout: 0.3,
    momentum: 0.97,
    initialStd: 0.05,
  });
  expect(run).toEqual({
    ...base,
    name: "",
    optimizer: { ...base.optimizer, learningRate: 0.02, momentum: 0.97 },
    l2: 1e-3,
    weightDecay: 1e-4,
    dropout: 0.3,
    initializer: { kind: "normal", std: 0.05 },
  });
  expect(candidateRun(base, { l1: 0.1, clipNorm: 1 })).toMatchObject({ l1: 0.1, clipNorm: 1 });
  expect(candidateRun(runOf("adam"), { momentum: 0.5 }).optimizer).toEqual(runOf("adam").optimizer);
});

test("what changes nothing in the first run is known", () => {
  const adam = ringsExperiment();
  expect(hasEffect(adam, "learningRate")).toBe(true);
  expect(hasEffect(adam, "momentum")).toBe(false);
  expect(hasEffect(adam, "dropout")).toBe(false);
  expect(hasEffect(adam, "initialStd")).toBe(true);
  const dense = rowDefault(layers, "dense");
  const own = { ...dense, initializer: { kind: "zeros" } as const };
  const other = {
    ...adam,
    runs: [runOf("momentum")],
    network: { ...adam.network, layers: chain(rowDefault(layers, "dropout"), own) },
  };
  expect(hasEffect(other, "momentum")).toBe(true);
  expect(hasEffect(other, "dropout")).toBe(true);
  expect(hasEffect(other, "initialStd")).toBe(false);
  const schedule = { ...rowDefault(schedules, "oneCycle"), cycleMomentum: true };
  expect(hasEffect({ ...other, runs: [runOf("momentum", { schedule })] }, "momentum")).toBe(false);
});
