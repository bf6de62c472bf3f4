import { expect, test } from "vitest";
import { chooseExamples } from "./choose-examples.ts";

const part = (labels: number[]) => ({
  count: labels.length,
  x: new Float32Array(labels.length),
  y: Float32Array.from(labels),
  lengths: null,
});
const classes = { kind: "classes", names: ["a", "b", "c"] } as const;

test("classes take turns, however they lie in the data", () => {
  const cyclic = part(Array.from({ length: 96 }, (_, index) => index % 3));
  const labels = chooseExamples(cyclic, classes, 8).map((index) => index % 3);
  expect(labels).toEqual([0, 1, 2, 0, 1, 2, 0, 1]);
  const sorted = part([0, 0, 0, 0, 0, 0, 1, 1, 2]);
  expect(chooseExamples(sorted, classes, 6)).toEqual([0, 6, 8, 3, 7]);
});

test("a class that is not there leaves its turns to the others", () => {
  expect(chooseExamples(part([2, 2, 0, 0]), classes, 4)).toEqual([2, 0, 3, 1]);
});

test("numbers to predict are taken evenly, and no more than there are", () => {
  const values = { kind: "values", names: ["y"] } as const;
  const ten = part(Array.from({ length: 10 }, (_, index) => index / 3));
  expect(chooseExamples(ten, values, 5)).toEqual([0, 2, 4, 6, 8]);
  expect(chooseExamples(part([1, 2]), values, 5)).toEqual([0, 1]);
});
