import { beforeEach, describe, expect, test } from "vitest";
import { optimizers } from "../spec/catalogue.ts";
import { asBuilt, defaultExperiment, defaultRun, rowDefault } from "../spec/defaults.ts";
import type { RunSpec } from "../spec/experiment.ts";
import { limits } from "../spec/limits.ts";
import { parseExperiment } from "../spec/parse.ts";
import { compare, fairnessOf, setSeeds, withComparison } from "./comparisons.ts";
import { restoreDocument, undo, useDocument } from "./document.ts";

const runsNow = () => useDocument.getState().experiment.runs;
const ratesOf = (runs: readonly RunSpec[]) =>
  runs.map(({ optimizer }) => [optimizer.kind, optimizer.learningRate]);
const fourRates = [
  ["sgd", 0.01],
  ["momentum", 0.01],
  ["adagrad", 0.01],
  ["adam", 0.001],
];

beforeEach(() => restoreDocument(defaultExperiment(), false));

describe("one click", () => {
  test("the four optimizers take the runs' place, in one step of undo", () => {
    const before = runsNow();
    compare("optimizers", "replace");
    expect(ratesOf(runsNow())).toEqual(fourRates);
    expect(() => parseExperiment(useDocument.getState().experiment)).not.toThrow();
    undo();
    expect(runsNow()).toEqual(before);
  });

  test("the three initial weights differ in nothing else", () => {
    compare("initializers", "replace");
    expect(runsNow().map(({ initializer }) => initializer)).toEqual([
      { kind: "normal", std: 0.01 },
      { kind: "xavierNormal" },
      { kind: "heNormal" },
    ]);
    expect(new Set(ratesOf(runsNow()).map(String)).size).toBe(1);
  });

  test("what the first run has else stays", () => {
    const first = { ...defaultRun(), name: "mine", seed: 7, l2: 0.01 };
    const runs = withComparison([first], "optimizers", "replace");
    expect(runs.every(({ seed, l2, name }) => seed === 7 && l2 === 0.01 && name === "")).toBe(true);
  });

  test("added runs stand behind; one that is there is not added twice", () => {
    const sgd = { ...rowDefault(optimizers, "sgd"), learningRate: 0.01 };
    const first = { ...defaultRun(), name: "mine", optimizer: sgd };
    const runs = withComparison([first], "optimizers", "add");
    expect(ratesOf(runs)).toEqual(fourRates);
    expect(runs[0]).toBe(first);
    expect(withComparison(runs, "optimizers", "add")).toEqual(runs);
  });

  test("no more runs than fit", () => {
    const many = Array.from({ length: limits.runs - 1 }, (_, seed) => ({ ...defaultRun(), seed }));
    expect(withComparison(many, "optimizers", "add")).toHaveLength(limits.runs);
  });

  test("five seeds and one", () => {
    setSeeds(5);
    expect(useDocument.getState().experiment.training.seeds).toBe(5);
    undo();
    expect(useDocument.getState().experiment.training.seeds).toBe(1);
  });
});

test("what is the same for all runs", () => {
  const base = defaultExperiment();
  const of = (...changes: Partial<RunSpec>[]) =>
    fairnessOf({ ...base, runs: changes.map((change) => ({ ...defaultRun(), ...change })) });
  const all = { sameSeed: true, sameInitializer: true, sameNetwork: true };
  expect(of({}, { l2: 1 })).toEqual(all);
  expect(of({}, { seed: 2 })).toEqual({ ...all, sameSeed: false });
  // A run that names the network's initializer draws as the network does.
  expect(of({}, { initializer: base.network.initializer })).toEqual(all);
  expect(of({}, { initializer: { kind: "zeros" } })).toEqual({ ...all, sameInitializer: false });
  const structure = { ...asBuilt(), activation: "relu" } as const;
  expect(of({}, { structure })).toEqual(all);
  expect(of({}, { structure: { ...structure, width: 2 } })).toEqual({ ...all, sameNetwork: false });
});
