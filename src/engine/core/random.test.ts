import { describe, expect, test } from "vitest";
import { normal, pcg4d, permuted, uniform } from "./random.ts";

// From the publication's listing, compiled as C with 32-bit words.
test.each([
  [
    [0, 0, 0, 0],
    [251852841, 760645481, 850445371, 3542436074],
  ],
  [
    [1, 2, 3, 4],
    [908250390, 4044648920, 3775961919, 45698095],
  ],
  [
    [4294967295, 7, 123456789, 42],
    [3982994918, 604765438, 1869673438, 1245503815],
  ],
])("pcg4d of %j", ([a = 0, b = 0, c = 0, d = 0], words) => {
  expect(pcg4d(a, b, c, d)).toEqual(words);
});

test("uniform numbers have mean 1/2 and variance 1/12", () => {
  const count = 20_000;
  const values = Array.from({ length: count }, (_, index) => uniform(3, 1, 0, index));
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  // Standard errors: sqrt(1/12/n) = 0.002 and about 0.0005.
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.003);
});

test("normal numbers have mean 0, variance 1 and kurtosis 3", () => {
  const count = 20_000;
  const values = Array.from({ length: count }, (_, index) => normal(5, 1, 0, index));
  const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / count;
  expect(Math.abs(moment(1))).toBeLessThan(0.03);
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.05);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.3);
});

describe("permuted", () => {
  test.each([1, 2, 3, 5, 16, 17, 100, 1000, 4097])("visits each of %d places once", (count) => {
    const places = Array.from({ length: count }, (_, index) => permuted(index, count, 1, 0));
    expect(places.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
  });

  test("another epoch or seed is another order", () => {
    const order = (seed: number, epoch: number) =>
      Array.from({ length: 50 }, (_, index) => permuted(index, 50, seed, epoch)).join();
    expect(new Set([order(1, 0), order(1, 1), order(2, 0)]).size).toBe(3);
  });

  test("places are spread evenly: each lands anywhere", () => {
    const count = 10;
    const landed = new Uint32Array(count);
    const epochs = 4000;
    for (let epoch = 0; epoch < epochs; epoch++) {
      const at = permuted(0, count, 9, epoch);
      landed[at] = (landed[at] ?? 0) + 1;
    }
    // Expected 400 each, standard deviation 19.
    for (const times of landed) expect(Math.abs(times - epochs / count)).toBeLessThan(95);
  });
});
