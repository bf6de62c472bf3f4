import { expect, test } from "vitest";
import type { Targets } from "../engine/core/dataset.ts";
import { classFigures, evenPlaces, type Findings, findingsOf, mostBehind } from "./examination.ts";

const three: Targets = { kind: "classes", names: ["a", "b", "c"] };
const two: Targets = { kind: "classes", names: ["no", "yes"] };

function found(
  targets: Targets,
  units: number,
  y: readonly number[],
  answers: readonly number[],
): Findings {
  const width = targets.kind === "classes" ? 1 : targets.names.length;
  const count = y.length / width;
  return findingsOf({
    targets,
    indices: Array.from({ length: count }, (_, i) => i),
    y: Float32Array.from(y),
    units,
    answers: Float32Array.from(answers),
  });
}

function classes(...args: Parameters<typeof found>) {
  const findings = found(...args);
  if (findings.kind !== "classes") throw new Error("expected classes");
  return findings;
}

function values(...args: Parameters<typeof found>) {
  const findings = found(...args);
  if (findings.kind !== "values") throw new Error("expected values");
  return findings;
}

test("the matrix counts each example once, actual classes in rows", () => {
  const { counts, unanswered } = classes(
    three,
    3,
    [0, 0, 1, 2, 2],
    [0.75, 0.25, 0, 0.25, 0.5, 0.25, 0, 1, 0, 0.5, 0.25, 0.25, 0, 0.25, 0.75],
  );
  expect([...counts]).toEqual([1, 1, 0, 0, 1, 0, 1, 0, 1]);
  expect(unanswered).toBe(0);
});

test("the first of equal scores is chosen, as hits are counted", () => {
  expect([...classes(three, 3, [1], [0.5, 0.5, 0]).counts]).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0]);
});

test("mistakes come with the surest first, doubts with the smallest margin first", () => {
  const { worst, leastSure } = classes(
    three,
    3,
    [0, 1, 2, 0],
    [0.25, 0.5, 0.25, 0.75, 0.125, 0.125, 0, 0, 1, 0.5, 0.4375, 0.0625],
  );
  expect(
    worst.map(({ index, predicted, value, margin }) => [index, predicted, value, margin]),
  ).toEqual([
    [1, 0, 0.75, 0.625],
    [0, 1, 0.5, 0.25],
  ]);
  expect(leastSure.map(({ index }) => index)).toEqual([3, 0, 1, 2]);
});

test("a single output tells two classes apart at one half", () => {
  const { counts, worst } = classes(two, 1, [0, 0, 1, 1], [0.25, 0.75, 0.5, 1]);
  expect([...counts]).toEqual([1, 1, 1, 1]);
  expect(worst.map(({ index, value, margin }) => [index, value, margin])).toEqual([
    [1, 0.75, 0.5],
    [2, 0.5, 0],
  ]);
});

test("behind each cell stand its surest examples, a dozen at most", () => {
  const shares = Array.from({ length: 40 }, (_, i) => 0.5 + (i + 1) / 128);
  const { behind, counts } = classes(
    two,
    1,
    shares.map((_, i) => (i < 30 ? 1 : 0)),
    shares,
  );
  expect([...counts]).toEqual([0, 10, 0, 30]);
  const hits = behind.filter(({ actual }) => actual === 1);
  expect(hits.map(({ index }) => index)).toEqual(
    Array.from({ length: mostBehind }, (_, i) => 29 - i),
  );
  expect(behind.filter(({ actual }) => actual === 0)).toHaveLength(10);
});

test("answers that are no numbers are counted apart", () => {
  const { counts, unanswered, behind } = classes(two, 2, [0, 1], [Number.NaN, 0, 0.25, 0.75]);
  expect([...counts]).toEqual([0, 0, 0, 1]);
  expect([unanswered, behind.length]).toEqual([1, 1]);
});

test("figures of classes, and nothing where nothing can be divided", () => {
  const [a, b, c] = classFigures([6, 2, 0, 1, 1, 0, 0, 0, 0], 3);
  expect(a).toEqual({ precision: 6 / 7, recall: 6 / 8, f1: 12 / 15, count: 8 });
  expect(b).toEqual({ precision: 1 / 3, recall: 1 / 2, f1: 2 / 5, count: 2 });
  expect(c).toEqual({ precision: null, recall: null, f1: null, count: 0 });
});

test("numbers: errors of each target by hand, the farthest first", () => {
  const targets: Targets = { kind: "values", names: ["u", "v"] };
  const { targets: columns, unanswered } = values(
    targets,
    2,
    [0, 10, 1, 20, 2, 30],
    [3, 10, 1, 24, -2, 30],
  );
  const [u, v] = columns;
  expect(u?.rootMeanSquare).toBeCloseTo(Math.sqrt(25 / 3), 12);
  expect(u?.meanAbsolute).toBeCloseTo(7 / 3, 12);
  expect(u?.worst.map(({ index, actual, predicted }) => [index, actual, predicted])).toEqual([
    [2, 2, -2],
    [0, 0, 3],
    [1, 1, 1],
  ]);
  expect(v?.points.map(({ predicted }) => predicted)).toEqual([10, 24, 30]);
  expect(unanswered).toBe(0);
});

test("numbers: a row without an answer is left out and told", () => {
  const targets: Targets = { kind: "values", names: ["u"] };
  const { targets: columns, unanswered } = values(targets, 1, [1, 2], [Number.NaN, 2.5]);
  expect(columns[0]?.points).toEqual([{ index: 1, actual: 2, predicted: 2.5 }]);
  expect(unanswered).toBe(1);
});

test("places are evenly spaced and each is met once", () => {
  expect(evenPlaces(10, 4)).toEqual([0, 2, 5, 7]);
  expect(evenPlaces(3, 10)).toEqual([0, 1, 2]);
  expect(evenPlaces(0, 10)).toEqual([]);
  expect(new Set(evenPlaces(10_001, 10_000)).size).toBe(10_000);
});
