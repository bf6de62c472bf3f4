/** Ops against PyTorch's figures in float64, and the float32 loops of the CPU against them too. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { saveFile } from "../../../scripts/accuracy-files.ts";
import { AccuracyNotes } from "../../../scripts/accuracy-notes.ts";
import {
  goldenBuilds,
  goldenTable,
  type KnownCase,
  knownCases,
  mistakeIn,
  worstError,
} from "./golden-cases.ts";
import type { GoldenCase } from "./golden-tape.ts";
import { engineOps } from "./index.ts";
import { Interpreter } from "./interpreter.ts";
import type { NumberArray, Op } from "./op.ts";

const folder = new URL("../../../../shared/golden/", import.meta.url);
const here = existsSync(folder);

function read(file: string): string {
  return readFileSync(new URL(file, folder), "utf8");
}

interface Precision {
  readonly executor: "reference" | "cpu";
  readonly tolerance: number;
  readonly numbers: (length: number) => NumberArray;
  readonly loop: (op: Op) => Op["reference"];
}

const precisions: Record<string, Precision> = {
  // The figures have nine digits.
  "reference in float64": {
    executor: "reference",
    tolerance: 1e-8,
    numbers: (length) => new Float64Array(length),
    loop: (op) => op.reference,
  },
  "cpu in float32": {
    executor: "cpu",
    tolerance: 1e-5,
    numbers: (length) => new Float32Array(length),
    loop: (op) => op.cpu ?? op.reference,
  },
};

/** Cases whose figures have fewer digits than the others', and what they are good for. */
const inexact: Readonly<Record<string, number>> = {
  // Nine digits of inputs near 1000 leave six behind the point.
  softmax_shift: 1e-5,
  // PyTorch's slope is a sixth in float32.
  hard_sigmoid_torch: 5e-8,
  hard_sigmoid_torch_extreme: 5e-8,
};

const notes = new AccuracyNotes("ops", saveFile);

/** Runs a case forward and backward and compares outputs and gradients. */
function check({ file, found, build }: KnownCase, precision: Precision): void {
  const tolerance = Math.max(precision.tolerance, inexact[found.name] ?? 0);
  const emitter = new Interpreter({ ops: engineOps, ...precision, table: goldenTable() });
  const put = (data: readonly number[], shape: readonly number[]) => {
    const values = precision.numbers(data.length);
    values.set(data);
    return emitter.add(values, shape);
  };
  const expectations = build({ emitter, put }, found);
  expect(expectations.length).toBeGreaterThan(1);
  const { executor } = precision;
  for (const expectation of expectations) {
    const values = emitter.value(expectation.tensor);
    const error = worstError(expectation, values);
    notes.note({ file, case: found.name, executor, tolerance, error });
    expect(mistakeIn(expectation, values, tolerance)).toBe("");
  }
}

describe.skipIf(!here)("golden figures in ../shared/golden", () => {
  const cases = here ? knownCases(read) : [];

  describe.each(Object.entries(precisions))("%s", (_, precision) => {
    test.each(cases.map((known) => [known.file, known.found.name, known] as const))(
      "%s: %s",
      (_file, _name, known) => check(known, precision),
    );
  });

  test("no file of ops is overlooked", () => {
    const files = readdirSync(folder).filter((name) => name.startsWith("ops_"));
    expect(files.sort()).toEqual(Object.keys(goldenBuilds).sort());
  });

  test.each(Object.entries(goldenBuilds))("every case of %s is checked", (file, builds) => {
    const { cases: all }: { cases: GoldenCase[] } = JSON.parse(read(file));
    expect(all.map(({ name }) => name).sort()).toEqual(Object.keys(builds).sort());
  });
});
