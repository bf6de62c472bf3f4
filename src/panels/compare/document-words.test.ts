import { afterEach, describe, expect, test } from "vitest";
import { setLocale } from "../../i18n/index.ts";
import { initializers, optimizers } from "../../spec/catalogue.ts";
import { defaultExperiment, defaultRun, rowDefault } from "../../spec/defaults.ts";
import type { Experiment } from "../../spec/experiment.ts";
import { presets } from "../../spec/presets.ts";
import { differences, documentFacts } from "./document-words.ts";

afterEach(() => setLocale("en"));

const base = defaultExperiment();
const told = (after: Experiment, run = 0, before: Experiment = base) =>
  differences(documentFacts(before, 0), documentFacts(after, run)).map(
    ({ section, label, before: was, after: is }) => [section, label, was, is],
  );

describe("what differs between two documents", () => {
  test("nothing, whatever they are called", () => {
    expect(told({ ...base, title: "another" })).toEqual([]);
  });

  test("numbers and choices with their names, in both", () => {
    const training = { ...base.training, batchSize: 64, evaluateEvery: 20 };
    expect(told({ ...base, training, orderSeed: 4 })).toEqual([
      ["training", "Batch size", "32", "64"],
      ["training", "Evaluate every", "0", "20"],
      ["training", "Seed of the batch order", "1", "4"],
    ]);
  });

  test("the run: fields of another optimizer are not held against what has none", () => {
    const optimizer = { ...rowDefault(optimizers, "sgd"), learningRate: 0.5 };
    const runs = [...base.runs, { ...defaultRun(), optimizer, l2: 0.1 }];
    expect(told({ ...base, runs }, 1)).toEqual([
      ["run", "Optimizer", "Adam", "SGD"],
      ["run", "Learning rate", "0.01", "0.5"],
      ["run", "L2 penalty", "off", "0.1"],
    ]);
  });

  test("a run that names the network's initializer starts alike", () => {
    const runs = [{ ...defaultRun(), initializer: base.network.initializer }];
    expect(told({ ...base, runs })).toEqual([]);
    const initializer = { ...rowDefault(initializers, "normal"), std: 0.01 };
    expect(told({ ...base, runs: [{ ...defaultRun(), initializer }] })).toEqual([
      ["run", "Initial weights", "Xavier uniform", "Normal 0.01"],
    ]);
  });

  test("layers: changed, gone and come", () => {
    const [input, first, second, last] = base.network.layers;
    const wide = { ...first, units: 32 };
    const network = {
      ...base.network,
      layers: [input!, wide, { kind: "dropout", rate: 0.5, id: "9", inputs: [null] }, last!],
    } as Experiment["network"];
    expect(told({ ...base, network })).toEqual([
      ["network", "dense_1 · Units", "16", "32"],
      ["network", "dense_2", "Dense", null],
      ["network", "dropout_1", null, "Dropout"],
    ]);
    expect(second!.id).toBe("3");
  });

  test("other data: its name, not its every field", () => {
    const data = { ...base.data, source: { kind: "remote", id: "mnist" } as const };
    expect(told({ ...base, data })).toEqual([["data", "Data set", "Spiral", "mnist"]]);
  });
});

test.each(["en", "zh-CN"] as const)(
  "every preset has words for all it says in %s",
  async (locale) => {
    await setLocale(locale);
    for (const { id, experiment } of presets()) {
      for (const { label, value } of documentFacts(experiment, 0)) {
        expect(`${label} ${value}`, id).not.toMatch(/catalogue\.|undefined|\[object/);
      }
      const keys = documentFacts(experiment, 0).map(({ key }) => key);
      expect(new Set(keys).size, id).toBe(keys.length);
    }
  },
);
