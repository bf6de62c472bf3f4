import { expect, test } from "vitest";
import { defaultExperiment, defaultRun } from "../../spec/defaults.ts";
import type { PastTraining } from "../../stores/past-runs.ts";
import { candidateOf, candidatesOf } from "./diff-choice.ts";

const base = defaultExperiment();
const past: PastTraining = {
  id: "t1",
  createdAt: 5,
  experiment: { ...base, runs: [defaultRun(), defaultRun()] },
  seeds: 1,
  regression: false,
  runs: [],
};

test("present runs first, then those of the past", () => {
  const ids = candidatesOf(base, [past]).map(({ id }) => id);
  expect(ids).toEqual(["present/0", "t1/0", "t1/1"]);
});

test("nothing chosen, or deleted since: the first two", () => {
  const candidates = candidatesOf(base, [past]);
  expect(candidateOf(candidates, "t1/1", 0)?.id).toBe("t1/1");
  expect(candidateOf(candidates, "", 0)?.id).toBe("present/0");
  expect(candidateOf(candidates, "gone/3", 1)?.id).toBe("t1/0");
  expect(candidateOf(candidatesOf(base, []), "", 1)?.id).toBe("present/0");
});
