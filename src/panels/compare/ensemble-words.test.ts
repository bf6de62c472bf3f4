import { expect, test } from "vitest";
import type { RunResults } from "../../stores/run-results.ts";
import { ensembleSentence, membersOf } from "./ensemble-words.ts";
import type { ResultRow } from "./result-rows.ts";

function row(run: number, accuracies: readonly (number | null)[]): ResultRow {
  const members = accuracies.map((finalAccuracy, seed) => ({
    seed,
    diverged: false,
    finalLoss: 1,
    finalAccuracy,
    bestLoss: null,
    bestAccuracy: null,
  }));
  const results: RunResults = {
    steps: 10,
    seconds: 1,
    seeds: members.length,
    diverged: 0,
    finalLoss: null,
    finalAccuracy: null,
    bestLoss: null,
    bestAccuracy: null,
    members,
  };
  return { run, name: `run ${run}`, results };
}

const rows = [row(0, [0.5, 0.6]), row(1, [0.9, 0.7]), row(2, [Number.NaN, null])];

test("every seed of a chosen run is a member", () => {
  expect(membersOf(rows, new Set([1]))).toEqual([2, 3]);
  expect(membersOf(rows, new Set([0, 2]))).toEqual([0, 1, 4, 5]);
  expect(membersOf(rows, new Set())).toEqual([]);
});

test("how the average does beside the best of the same moment", () => {
  const result = { loss: 1, accuracy: 0.95, step: 120 };
  const sentence = (bestAlone: number) => ensembleSentence({ ...result, bestAlone }, false);
  expect(sentence(0.9)).toContain("95.0% at step 120, 5.0% above");
  expect(sentence(0.97)).toContain("2.0% below");
  expect(sentence(0.95)).toContain("as good as");
  expect(sentence(Number.NEGATIVE_INFINITY)).not.toContain("∞");
});
