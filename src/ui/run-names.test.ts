import { describe, expect, test } from "vitest";
import { optimizers, schedules } from "../spec/catalogue.ts";
import { defaultRun, rowDefault } from "../spec/defaults.ts";
import type { RunSpec } from "../spec/experiment.ts";
import { runNames } from "./run-names.ts";

const adam = defaultRun();
const sgd: RunSpec = { ...adam, optimizer: rowDefault(optimizers, "sgd") };

describe("runNames", () => {
  test("one run is called by its optimizer", () => {
    expect(runNames([adam])).toEqual(["Adam"]);
  });

  test("runs are called by what differs, and by nothing else", () => {
    expect(runNames([adam, sgd])).toEqual(["Adam", "SGD"]);
    const names = runNames([adam, { ...adam, seed: 7 }]);
    expect(names.every((name) => !name.includes("Adam"))).toBe(true);
    expect(names[1]).toContain("7");
  });

  test("rates are told apart within one optimizer", () => {
    const fast: RunSpec = {
      ...adam,
      optimizer: { ...rowDefault(optimizers, "adam"), learningRate: 0.1 },
    };
    const names = runNames([adam, fast, sgd]);
    expect(names.slice(0, 2)).toEqual(["Adam 0.01", "Adam 0.1"]);
  });

  test("schedules are named, their numbers only where one schedule differs from itself", () => {
    const cosine: RunSpec = { ...adam, schedule: rowDefault(schedules, "cosine") };
    expect(runNames([adam, cosine])).toEqual(["Constant", "Cosine"]);
    const step = rowDefault(schedules, "step");
    const names = runNames([
      { ...adam, schedule: step },
      { ...adam, schedule: { ...step, factor: 0.1 } },
    ]);
    expect(names).toEqual(["Factor 0.5", "Factor 0.1"]);
  });

  test("what only one run has is told of that run, and not of the other", () => {
    expect(runNames([adam, { ...adam, dropout: 0.3 }])).toEqual(["Adam", "Dropout rate 0.3"]);
    const hat: RunSpec = {
      ...adam,
      optimizer: { ...rowDefault(optimizers, "adam"), uncorrected: true },
    };
    expect(runNames([adam, hat])).toEqual(["Adam", "Without correction"]);
  });

  test("a given name stands; equal names are numbered", () => {
    expect(runNames([{ ...adam, name: "mine" }, sgd])[0]).toBe("mine");
    const names = runNames([adam, adam]);
    expect(new Set(names).size).toBe(2);
  });
});
