import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exactScale, logScale, niceScale, tickText, valueText } from "./axis.ts";

describe("niceScale", () => {
  test("ends on round numbers around the data", () => {
    expect(niceScale(0, 0.93, 4)).toEqual({ domain: [0, 1], ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] });
    expect(niceScale(0, 2.31, 5)).toEqual({ domain: [0, 2.5], ticks: [0, 0.5, 1, 1.5, 2, 2.5] });
  });

  test("holds every finite range with few ticks inside", () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(value, fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (low, size) => {
        const { domain, ticks } = niceScale(low, low + size, 5);
        const slack = Math.max(Math.abs(low), size) * 1e-5;
        expect(domain[0]).toBeLessThanOrEqual(low + slack);
        expect(domain[1]).toBeGreaterThanOrEqual(low + size - slack);
        expect(ticks.length).toBeLessThanOrEqual(9);
      }),
    );
  });

  test("nothing to show gives zero to one", () => {
    expect(niceScale(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 4).domain).toEqual([0, 1]);
  });
});

test("exactScale keeps its ends and whole ticks where steps are counted", () => {
  expect(exactScale(0, 7, 4, true)).toEqual({ domain: [0, 7], ticks: [0, 2, 4, 6] });
  expect(exactScale(0, 1, 4, true).ticks).toEqual([0, 1]);
});

describe("logScale", () => {
  test("many decades show powers of ten", () => {
    expect(logScale(3e-5, 2, 6)).toEqual({ domain: [2e-5, 2], ticks: [1e-4, 1e-3, 0.01, 0.1, 1] });
  });
  test("less than a decade shows 1, 2, 5", () => {
    expect(logScale(0.25, 0.9, 6)).toEqual({ domain: [0.2, 1], ticks: [0.2, 0.5, 1] });
  });
  test("zero and negative values do not reach the axis", () => {
    expect(logScale(0, 1, 5).domain[0]).toBeGreaterThan(0);
    expect(logScale(-3, 0, 5)).toEqual({ domain: [0.1, 1], ticks: [0.1, 0.2, 0.5, 1] });
  });
});

test("numbers are short on an axis and exact enough in a table", () => {
  expect([0, 0.25, 1000, 5000, 20000, 1.5e6, 2e-4, 3e14].map(tickText)).toEqual([
    "0",
    "0.25",
    "1k",
    "5k",
    "20k",
    "1.5M",
    "2e-4",
    "3e14",
  ]);
  expect([0.01234567, 1.23456, 12.3456, 123.456, 12345.6, 1e-7, Number.NaN].map(valueText)).toEqual(
    ["0.0123", "1.235", "12.35", "123.5", "12346", "1.00e-7", "NaN"],
  );
});
