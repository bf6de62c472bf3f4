import { describe, expect, test } from "vitest";
import type { Targets } from "../../engine/core/dataset.ts";
import { losses as rows } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import { expectedUnits, fitsUnits, lossOf, lossProblem } from "./index.ts";

const classes = (count: number): Targets => ({
  kind: "classes",
  names: Array.from({ length: count }, (_, index) => `class ${index}`),
});
const values: Targets = { kind: "values", names: ["x", "y"] };
const softmax = rowDefault(rows, "softmaxCrossEntropy");

test("losses of classes are not for numbers, all others are for both", () => {
  const forClasses = ["softmaxCrossEntropy", "binaryCrossEntropy", "hinge"] as const;
  for (const kind of forClasses)
    expect(lossProblem(rowDefault(rows, kind), values)?.code).toBe("shape.lossNeedsClasses");
  for (const kind of ["meanSquaredError", "meanAbsoluteError", "huber"] as const)
    expect(lossProblem(rowDefault(rows, kind), values)).toBeNull();
  for (const kind of ["meanSquaredError", "meanAbsoluteError", "huber", ...forClasses] as const)
    expect(lossProblem(rowDefault(rows, kind), classes(3))).toBeNull();
});

test("class weights are as many as the classes, or none", () => {
  const weighted = { ...softmax, classWeights: [1, 2] };
  expect(lossProblem(weighted, classes(2))).toBeNull();
  expect(lossProblem(weighted, classes(3))?.values).toEqual({ expected: 3, got: 2 });
});

test("two classes take one output, or one each; scores of classes always one each", () => {
  expect(expectedUnits("hinge", classes(2))).toBe(2);
  expect(fitsUnits("softmaxCrossEntropy", classes(2), 1)).toBe(false);
  expect(expectedUnits("binaryCrossEntropy", classes(2))).toBe(1);
  expect(fitsUnits("huber", classes(2), 2)).toBe(true);
  expect(fitsUnits("huber", classes(3), 2)).toBe(false);
  expect(expectedUnits("meanAbsoluteError", values)).toBe(2);
});

describe("an evaluation", () => {
  test("shows the plain loss, without weights and smoothing", () => {
    const spec = { ...softmax, labelSmoothing: 0.1, classWeights: [1, 2, 3] };
    const { attributes } = lossOf("softmaxCrossEntropy");
    expect(attributes(spec, classes(3), 3, true)).toEqual({
      labelSmoothing: 0.1,
      classWeights: [1, 2, 3],
      divideBy: "weights",
    });
    expect(attributes(spec, classes(3), 3, false)).toEqual({
      labelSmoothing: 0,
      classWeights: [],
      divideBy: "examples",
    });
    const binary = { ...rowDefault(rows, "binaryCrossEntropy"), positiveWeight: 4 };
    const of = lossOf("binaryCrossEntropy").attributes;
    expect(of(binary, classes(2), 1, true)).toEqual({ positiveWeight: 4 });
    expect(of(binary, classes(2), 1, false)).toEqual({ positiveWeight: 1 });
  });
});
