import { beforeEach, expect, test } from "vitest";
import { defaultExperiment, defaultRun } from "../spec/defaults.ts";
import type { Experiment } from "../spec/experiment.ts";
import { limits } from "../spec/limits.ts";
import { parseExperiment } from "../spec/parse.ts";
import { branch, branchOf } from "./branch.ts";
import { restoreDocument, undo, useDocument } from "./document.ts";
import { useUi } from "./ui.ts";

const base = defaultExperiment();
const past: Experiment = {
  ...base,
  title: "another title",
  runs: [defaultRun(), { ...defaultRun(), seed: 9 }],
};
const documentNow = () => useDocument.getState().experiment;

beforeEach(() => restoreDocument(base, false));

test("where all else agrees it joins the runs, in one step of undo", () => {
  expect(branch(past, 1)).toBe("run");
  expect(documentNow().runs.map(({ seed }) => seed)).toEqual([1, 9]);
  expect(useUi.getState().selectedRun).toBe(1);
  undo();
  expect(documentNow()).toEqual(base);
});

test("a document that was stored and read again still agrees", () => {
  const stored: unknown = JSON.parse(JSON.stringify(past));
  expect(branchOf(base, parseExperiment(stored))).toBe("run");
});

test.each([
  { orderSeed: 5 },
  { training: { ...base.training, batchSize: 7 } },
  { data: { ...base.data, seed: 3 } },
])("else its document is opened; undo brings the old one back: %o", (change) => {
  const other = { ...past, ...change };
  expect(branch(other, 1)).toBe("document");
  expect(documentNow()).toEqual(other);
  undo();
  expect(documentNow()).toEqual(base);
});

test("no run more than fit", () => {
  const full = { ...base, runs: Array.from({ length: limits.runs }, defaultRun) };
  restoreDocument(full, false);
  expect(branch(past, 0)).toBe("full");
  expect(documentNow()).toEqual(full);
});
