import { describe, expect, test } from "vitest";
import type { Surface } from "../../worker/protocol.ts";
import { cellAt, classShares } from "./surface-paint.ts";

describe("classShares", () => {
  test("one output is the share of the second of two classes", () => {
    expect(classShares(new Float32Array([0.25]), 0, 1, 2)).toEqual([0.75, 0.25]);
    expect(classShares(new Float32Array([1.5]), 0, 1, 2)).toEqual([0, 1]);
  });

  test("outputs that are no shares are made ones", () => {
    expect(classShares(new Float32Array([9, 9, -1, 1, 3]), 1, 2, 2)).toEqual([0, 1]);
    expect(classShares(new Float32Array([1, 3]), 0, 2, 2)).toEqual([0.25, 0.75]);
    expect(classShares(new Float32Array([0, 0]), 0, 2, 2)).toEqual([0.5, 0.5]);
  });
});

describe("cellAt", () => {
  const surface: Surface = {
    step: 0,
    columns: 4,
    rows: 2,
    xRange: [0, 4],
    yRange: [0, 2],
    outputs: 1,
    values: [],
  };

  test("row 0 is at the top, where y is largest", () => {
    expect(cellAt(surface, 0.5, 1.5)).toBe(0);
    expect(cellAt(surface, 3.5, 0.5)).toBe(7);
  });

  test("a line has one row, and outside is nothing", () => {
    expect(cellAt({ ...surface, rows: 1 }, 2.5, null)).toBe(2);
    expect(cellAt(surface, 4.5, 1)).toBeNull();
    expect(cellAt(surface, 1, -1)).toBeNull();
  });
});
