import { describe, expect, test } from "vitest";
import type { RunResults } from "../../stores/run-results.ts";
import { figureText, type ResultRow, rateOf, sortedRows } from "./result-rows.ts";

function row(run: number, loss: number | null, accuracy = 0.5, diverged = 0): ResultRow {
  const spread = (value: number | null) =>
    value === null ? null : { value, low: value, high: value, count: 1 };
  const results: RunResults = {
    steps: 100,
    seconds: 4,
    seeds: 1,
    diverged,
    finalLoss: spread(loss),
    bestLoss: spread(loss),
    finalAccuracy: spread(accuracy),
    bestAccuracy: spread(accuracy),
    members: [],
  };
  return { run, name: `run ${run}`, results };
}

const order = (rows: readonly ResultRow[]) => rows.map(({ run }) => run);

describe("sortedRows", () => {
  const rows = [row(0, 0.5, 0.8), row(1, null), row(2, 0.1, 0.9), row(3, Number.NaN), row(4, 0.3)];

  test("up and down; what has no number stands last either way", () => {
    expect(order(sortedRows(rows, { column: "finalLoss", descending: false }))).toEqual([
      2, 4, 0, 1, 3,
    ]);
    expect(order(sortedRows(rows, { column: "finalLoss", descending: true }))).toEqual([
      0, 4, 2, 1, 3,
    ]);
  });

  test("equal figures keep the order of the runs", () => {
    expect(order(sortedRows(rows, { column: "seconds", descending: true }))).toEqual([
      0, 1, 2, 3, 4,
    ]);
  });

  test("diverged runs by how many seeds were lost", () => {
    const lost = [row(0, 1, 0.5, 2), row(1, 1), row(2, 1, 0.5, 1)];
    expect(order(sortedRows(lost, { column: "state", descending: false }))).toEqual([1, 2, 0]);
  });
});

test("figures read as people write them", () => {
  expect(figureText("finalAccuracy", 0.9375, false)).toBe("93.8%");
  expect(figureText("finalAccuracy", 0.9375, true)).toBe("0.9375");
  expect(figureText("finalLoss", 0.25, false)).toBe("0.2500");
  expect(figureText("finalAccuracy", Number.NaN, false)).toBe("NaN");
  expect(rateOf(row(0, 1).results)).toBe(25);
  expect(rateOf({ ...row(0, 1).results, seconds: 0 })).toBeNull();
});
