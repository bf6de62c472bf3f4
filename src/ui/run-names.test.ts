import { afterEach, describe, expect, test } from "vitest";
import { setLocale } from "../i18n/index.ts";
import {
  initializers,
  optimizers,
  runFields,
  schedules,
  structureFields,
} from "../spec/catalogue.ts";
import { asBuilt, defaultRun, rowDefault } from "../spec/defaults.ts";
import type { RunSpec } from "../spec/experiment.ts";
import type { Field } from "../spec/field.ts";
import { runDifference, runNames } from "./run-names.ts";

const adam = defaultRun();
const sgd: RunSpec = { ...adam, optimizer: rowDefault(optimizers, "sgd") };

afterEach(() => setLocale("en"));

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

  test("runs that differ in several ways are called by what each has unlike the first", () => {
    const cosine = rowDefault(schedules, "cosine");
    const relu = { ...asBuilt(), activation: "relu" as const };
    expect(runNames([adam, { ...adam, schedule: cosine }, { ...adam, seed: 7 }])).toEqual([
      "Adam",
      "Cosine",
      "Seed 7",
    ]);
    expect(
      runNames([
        sgd,
        { ...adam, structure: relu },
        { ...adam, schedule: cosine },
        { ...adam, schedule: cosine, structure: relu },
      ]),
    ).toEqual(["SGD", "Adam, ReLU", "Adam, Cosine", "Adam, Cosine, ReLU"]);
  });

  test("what the first has and another has not is told of the first, where nothing else tells", () => {
    const strict: RunSpec = { ...adam, l2: 0.01 };
    const names = runNames([strict, adam, { ...strict, seed: 7 }]);
    expect(names).toEqual(["L2 penalty 0.01, Seed 1", "Seed 1", "L2 penalty 0.01, Seed 7"]);
  });

  test("structure tells runs apart", () => {
    const structure = asBuilt();
    const of = (changes: Partial<RunSpec["structure"]>): RunSpec => ({
      ...adam,
      structure: { ...structure, ...changes },
    });
    expect(runNames([adam, of({ activation: "relu" })])).toEqual(["Adam", "ReLU"]);
    expect(runNames([adam, of({ batchNormalization: "on" })])).toEqual(["Adam", "Batch norm"]);
    expect(runNames([adam, of({ width: 2 })])).toEqual(["Adam", "Width ×2"]);
  });
});

/** Another value that the field may have. */
function otherValue(field: Field): unknown {
  switch (field.kind) {
    case "boolean":
      return !field.default;
    case "choice":
      return field.options.find((option) => option !== field.default);
    case "numbers":
      return [3, 5];
    case "optionalNumber":
      return field.max / 2;
    case "initializer":
      return rowDefault(initializers, "constant");
    default:
      return field.default === field.max ? field.min : field.max;
  }
}

const network = rowDefault(initializers, "heNormal");

describe("runDifference", () => {
  const difference = (changes: Partial<RunSpec>, first: RunSpec = adam) =>
    runDifference({ ...first, ...changes }, first, network);

  test("is the issue's line", () => {
    const std = { ...rowDefault(initializers, "normal"), std: 0.01 };
    const optimizer = { ...rowDefault(optimizers, "adam"), learningRate: 0.001 };
    expect(difference({ optimizer, initializer: std }, sgd)).toBe(
      "Adam 0.001, He normal → Normal 0.01",
    );
    expect(difference({})).toBe("");
    expect(difference({ name: "mine" })).toBe("");
  });

  test("a run that names the network's initializer itself does not differ by it", () => {
    expect(difference({ initializer: network })).toBe("");
  });

  test("structure, switches and what is off have words", () => {
    const structure = { activation: "relu", batchNormalization: "off", width: 2 } as const;
    expect(difference({ structure })).toBe("As built → ReLU, No batch norm, Width ×2");
    const l2: RunSpec = { ...adam, l2: 0.01, dropout: 0.5 };
    expect(difference({ l2: 0, dropout: null }, l2)).toBe(
      "L2 penalty off, Dropout rate as the layers",
    );
    const optimizer = { ...rowDefault(optimizers, "adam"), uncorrected: true };
    expect(difference({ optimizer })).toBe("Without correction on");
  });

  test("of another kind what is not usual is told, of the same what is not alike", () => {
    const momentum = { ...rowDefault(optimizers, "momentum"), learningRate: 0.01, momentum: 0.5 };
    expect(difference({ optimizer: momentum })).toBe("Momentum 0.01, Momentum 0.5");
    const schedule = { ...rowDefault(schedules, "step"), factor: 0.1 };
    expect(difference({ schedule })).toBe("Steps, Factor 0.1");
  });

  test.each(["en", "zh-CN"] as const)("tells every field in %s", async (locale) => {
    await setLocale(locale);
    for (const [name, field] of Object.entries(runFields)) {
      expect(difference({ [name]: otherValue(field) }), name).not.toBe("");
    }
    for (const [name, field] of Object.entries(structureFields)) {
      const structure = { ...asBuilt(), [name]: otherValue(field) };
      expect(difference({ structure }), name).not.toBe("");
    }
    const rows = { optimizer: optimizers, schedule: schedules } as const;
    for (const [part, kinds] of Object.entries(rows)) {
      for (const [kind, { fields }] of Object.entries(kinds)) {
        const row = { kind, ...Object.fromEntries(defaults(fields)) };
        const first = { ...adam, [part]: row } as RunSpec;
        for (const [name, field] of Object.entries(fields)) {
          const changed = { [part]: { ...row, [name]: otherValue(field) } };
          const text = difference(changed, first);
          expect(text, `${kind}.${name}`).not.toBe("");
          expect(text, `${kind}.${name}`).not.toContain("catalogue.");
        }
      }
    }
  });
});

function defaults(fields: Readonly<Record<string, Field>>): [string, unknown][] {
  return Object.entries(fields).map(([name, field]) => [name, field.default]);
}
