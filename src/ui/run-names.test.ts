import { describe, expect, test } from "vitest";
import { optimizers } from "../spec/catalogue.ts";
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

  test("a given name stands; equal names are numbered", () => {
    expect(runNames([{ ...adam, name: "mine" }, sgd])[0]).toBe("mine");
    const names = runNames([adam, adam]);
    expect(new Set(names).size).toBe(2);
  });
});
