import { beforeEach, expect, test } from "vitest";
import { defaultExperiment, defaultSearch } from "../spec/defaults.ts";
import { limits } from "../spec/limits.ts";
import { parseExperiment } from "../spec/parse.ts";
import { searchParameterNames, searchParameters } from "../spec/search-catalogue.ts";
import { candidateRun } from "../train/search/draw.ts";
import { restoreDocument, undo, useDocument } from "./document.ts";
import {
  addCandidate,
  addRange,
  makeFirst,
  removeRange,
  searchOf,
  setRangeEnd,
  setRanges,
  updateSearch,
} from "./search.ts";

const now = () => useDocument.getState().experiment;
const rangeOf = (name: string) =>
  now().search?.ranges.find(({ parameter }) => parameter === name) ?? null;

beforeEach(() => restoreDocument(defaultExperiment(), false));

test("there is no search in the document before the first edit, and undo takes it out again", () => {
  expect(now().search).toBeNull();
  expect(searchOf(now())).toEqual(defaultSearch());
  updateSearch({ candidates: 12 }, "candidates");
  expect(now().search).toEqual({ ...defaultSearch(), candidates: 12 });
  undo();
  expect(now().search).toBeNull();
});

test("every parameter can be added once, with a range that the document allows", () => {
  for (const parameter of searchParameterNames) {
    addRange(parameter);
    addRange(parameter);
  }
  expect(now().search?.ranges).toHaveLength(searchParameterNames.length);
  expect(parseExperiment(structuredClone(now()))).toEqual(now());
});

test("ranges go, but for the last", () => {
  removeRange("learningRate");
  expect(now().search?.ranges.map(({ parameter }) => parameter)).toEqual(["l2"]);
  removeRange("l2");
  expect(now().search?.ranges).toHaveLength(1);
});

test("an end keeps to the limits and takes the other along", () => {
  setRangeEnd("learningRate", "high", 1e9);
  expect(rangeOf("learningRate")?.high).toBe(searchParameters.learningRate.max);
  setRangeEnd("learningRate", "high", 1e-5);
  expect(rangeOf("learningRate")).toMatchObject({ low: 1e-5, high: 1e-5 });
  setRangeEnd("learningRate", "low", 0.1);
  expect(rangeOf("learningRate")).toMatchObject({ low: 0.1, high: 0.1 });
});

test("narrowed ranges take the place of those that are still searched", () => {
  setRanges([
    { parameter: "learningRate", low: 0.01, high: 0.1 },
    { parameter: "dropout", low: 0.1, high: 0.2 },
  ]);
  expect(now().search?.ranges).toEqual([
    { parameter: "learningRate", low: 0.01, high: 0.1 },
    defaultSearch().ranges[1],
  ]);
});

test("a candidate becomes a run, or the first one, and undo takes it back", () => {
  const before = now();
  const run = candidateRun(before.runs[0]!, { learningRate: 0.02, l2: 1e-4 });
  expect(addCandidate(run)).toBe(1);
  expect(now().runs).toEqual([before.runs[0], run]);
  undo();
  expect(now()).toBe(before);
  makeFirst(run);
  expect(now().runs).toEqual([run]);
  undo();
  expect(now()).toBe(before);
});

test("there is no room for more runs than the document holds", () => {
  const run = now().runs[0]!;
  restoreDocument({ ...now(), runs: Array.from({ length: limits.runs }, () => run) }, false);
  expect(addCandidate(run)).toBeNull();
  expect(now().runs).toHaveLength(limits.runs);
});
