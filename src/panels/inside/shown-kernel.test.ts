import { expect, test } from "vitest";
import { tilesOf } from "./kernel-tiles.ts";
import { countText, describeKernel, type ShownKernel, summaryOf } from "./shown-kernel.ts";

function shown(shape: readonly number[], units: number, form: "image" | "table"): ShownKernel {
  const size = shape.reduce((all, one) => all * one, 1);
  const values = Float32Array.from({ length: size }, (_, index) => index - 1);
  const tiles = tilesOf(shape, { form, shape: form === "image" ? [2, 2] : [2] });
  const kernel = { shape, values, units };
  return { name: "Adam", run: 0, kernel, tiles, summary: summaryOf(values) };
}

test("weights are summed up as numpy does", () => {
  // numpy: a = np.array([1., 2., 4., -3.]); a.mean(), a.std(), np.linalg.norm(a)
  const summary = summaryOf(Float32Array.of(1, 2, 4, -3));
  expect(summary).toMatchObject({ mean: 1, min: -3, max: 4 });
  expect(summary.std).toBeCloseTo(2.549509757, 8);
  expect(summary.norm).toBeCloseTo(5.477225575, 8);
});

test("says how many units are drawn of how many", () => {
  expect(countText(shown([4, 3], 3, "image"))).toBe("3 units");
  expect(countText(shown([4, 3], 100, "image"))).toBe("3 of 100 units");
  expect(countText(shown([2, 1], 1, "table"))).toBe("1 unit");
});

test("describes each look in words", () => {
  expect(describeKernel(shown([4, 3], 3, "image"), "dense_1/kernel")).toBe(
    "Adam: weights dense_1/kernel as 3 pictures, from -1 to 10",
  );
  expect(describeKernel(shown([2, 3], 3, "table"), "dense_1/kernel")).toBe(
    "Adam: weights dense_1/kernel as 3 arrows, one for each unit",
  );
  expect(describeKernel(shown([5, 3], 3, "table"), "dense_1/kernel")).toContain("5 rows");
});
