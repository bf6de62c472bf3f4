import { describe, expect, test } from "vitest";
import type { TensorStatistics } from "../../train/inspection.ts";
import { columnsOf, evenly, fullHeight, heightOf, rangeOf, rebinned } from "./histogram.ts";

function statistics(min: number, max: number, bins: readonly number[]): TensorStatistics {
  const count = bins.reduce((sum, bin) => sum + bin, 0);
  const rest = { notFinite: 0, mean: 0, std: 1, norm: 1, zeros: 0 };
  return { ...rest, count, min, max, bins: Float32Array.from(bins) };
}

const sum = (values: Float32Array) => values.reduce((all, value) => all + value, 0);

describe("histograms", () => {
  test("a range holds all moments and gives a single value room", () => {
    expect(rangeOf([statistics(-1, 2, [1]), statistics(0, 5, [1])])).toEqual({ low: -1, high: 5 });
    expect(rangeOf([statistics(4, 4, [3])])).toEqual({ low: 2, high: 6 });
    expect(rangeOf([statistics(0, 0, [3])])).toEqual({ low: -1, high: 1 });
  });

  test("what has no finite value has no range and does not disturb the others", () => {
    const empty = statistics(Number.NaN, Number.NaN, [0, 0]);
    expect(rangeOf([empty])).toBeNull();
    expect(rangeOf([empty, statistics(1, 3, [1, 1])])).toEqual({ low: 1, high: 3 });
  });

  test("bins cut anew keep every value and its place", () => {
    const parts = rebinned(statistics(0, 4, [4, 0, 8, 4]), { low: 0, high: 4 }, 8);
    expect([...parts]).toEqual([2, 2, 0, 0, 4, 4, 2, 2]);
    const shifted = rebinned(statistics(0, 4, [4, 0, 8, 4]), { low: -4, high: 4 }, 4);
    expect([...shifted]).toEqual([0, 0, 4, 12]);
    const uneven = rebinned(statistics(-0.37, 1.9, [5, 1, 7, 11, 2]), { low: -1, high: 3 }, 64);
    expect(sum(uneven)).toBeCloseTo(26, 4);
  });

  test("equal values lie in one part, at the ends too", () => {
    expect([...rebinned(statistics(2, 2, [9, 0]), { low: 0, high: 2 }, 4)]).toEqual([0, 0, 0, 9]);
    expect([...rebinned(statistics(0, 0, [9, 0]), { low: 0, high: 2 }, 4)]).toEqual([9, 0, 0, 0]);
  });

  test("what lies outside is left out", () => {
    const parts = rebinned(statistics(0, 4, [1, 1, 1, 1]), { low: 1, high: 3 }, 2);
    expect([...parts]).toEqual([1, 1]);
  });

  test("heights are shares of the highest; a logarithm shows single values", () => {
    expect([0, 5, 10].map((count) => heightOf(count, 10, false))).toEqual([0, 0.5, 1]);
    expect(heightOf(1, 1e6, true)).toBeGreaterThan(0.04);
    expect(heightOf(1e6, 1e6, true)).toBe(1);
    expect(heightOf(0, 0, true)).toBe(0);
  });

  test("one bar far above the others does not hide them, but for logarithms", () => {
    expect(fullHeight(Float32Array.of(1000, 2, 10, 0), false)).toBe(30);
    expect(fullHeight(Float32Array.of(2, 20, 10, 0), false)).toBe(20);
    expect(fullHeight(Float32Array.of(1000, 2, 10, 0), true)).toBe(1000);
    expect(fullHeight(Float32Array.of(0, 7, 0), false)).toBe(7);
    expect(heightOf(1000, 30, false)).toBe(1);
  });

  test("moments of a ridge are evenly spaced and end with the newest", () => {
    expect(evenly(3, 10)).toEqual([0, 1, 2]);
    expect(evenly(101, 5)).toEqual([0, 25, 50, 75, 100]);
    expect(evenly(200, 12).at(-1)).toBe(199);
  });

  test("each column of a map shows the moment seen last at its step", () => {
    expect(columnsOf([0, 10, 20, 40], 8)).toEqual([0, 0, 1, 1, 2, 2, 2, 2]);
    expect(columnsOf([7], 3)).toEqual([0, 0, 0]);
    expect(columnsOf([], 2)).toEqual([0, 0]);
  });
});
