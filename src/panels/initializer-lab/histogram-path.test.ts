import { expect, test } from "vitest";
import { histogramPath } from "./histogram-path.ts";

test("the highest bar is as high as the box, the others in proportion, empty bins have none", () => {
  const { path, cut } = histogramPath([2, 0, 4, 1], 8, 20);
  expect(path).toBe("M0.00 20v-10.00h2.00V20zM4.00 20v-20.00h2.00V20zM6.00 20v-5.00h2.00V20z");
  expect(cut).toEqual([]);
});

test("a bar far above all others is cut off, and marked", () => {
  const { path, cut } = histogramPath([100, 10, 5], 30, 30);
  expect(path).toContain("M0.00 30v-30.00");
  expect(path).toContain("M10.00 30v-10.00");
  expect(cut).toEqual([5]);
});

test("one bin alone is not cut", () => {
  expect(histogramPath([0, 7, 0], 30, 30).cut).toEqual([]);
  expect(histogramPath([0, 0], 30, 30).path).toBe("");
});
