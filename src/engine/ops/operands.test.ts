import { expect, test } from "vitest";
import { grid } from "./operands.ts";

test("a workgroup holds 64 invocations, and every run has its own", () => {
  expect(grid(1, 1)).toEqual([1, 1, 1]);
  expect(grid(64, 3)).toEqual([1, 1, 3]);
  expect(grid(65, 3)).toEqual([2, 1, 3]);
});

test("more invocations than a dispatch may have are left to the kernels' stride", () => {
  expect(grid(65_535 * 64, 2)).toEqual([65_535, 1, 2]);
  expect(grid(65_535 * 64 + 1, 2)).toEqual([65_535, 1, 2]);
  expect(grid(20_000_000, 1)).toEqual([65_535, 1, 1]);
});
