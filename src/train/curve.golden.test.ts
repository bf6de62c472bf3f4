import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { saveFile } from "../../scripts/accuracy-files.ts";
import { AccuracyNotes } from "../../scripts/accuracy-notes.ts";
import { createCpuExecutor } from "../engine/cpu/executor.ts";
import { createReferenceExecutor } from "../engine/reference/executor.ts";
import {
  type Conv1dGolden,
  conv1dCurveFile,
  conv1dProgram,
  conv1dWeights,
} from "./curve-conv1d-golden.ts";
import {
  type CurveGolden,
  curveChecks,
  curveFile,
  curveProgram,
  startWeights,
  type TrainedCurve,
  trainCurve,
} from "./curve-golden.ts";
import { allOps } from "./program.ts";

const folder = new URL("../../../shared/golden/", import.meta.url);
const notes = new AccuracyNotes("curves", saveFile);
const executors = { cpu: createCpuExecutor, reference: createReferenceExecutor };

interface Curve {
  readonly file: string;
  readonly name: string;
  readonly loss: readonly number[];
  readonly correct: number;
}

function expectCurve(executor: string, { file, name, loss, correct }: Curve, found: TrainedCurve) {
  expect(found.loss).toHaveLength(loss.length);
  const checks = curveChecks(found, loss, correct);
  for (const { what, ...check } of checks)
    notes.note({ file, case: `${name}: ${what}`, executor, ...check });
  for (const { what, tolerance, error } of checks)
    expect(error, what).toBeLessThanOrEqual(tolerance);
}

describe.skipIf(!existsSync(folder))("MNIST curves of PyTorch (need ../shared)", () => {
  const bytes = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));
  const golden: CurveGolden = JSON.parse(readFileSync(new URL(curveFile, folder), "utf8"));

  describe.each(["cpu", "reference"] as const)("%s", (kind) => {
    test.each(golden.runs)("$name", { timeout: 60_000 }, async (run) => {
      const program = curveProgram(golden, bytes, [run]);
      const executor = executors[kind](program.plan, allOps, "test");
      const result = await trainCurve(program, executor, startWeights(bytes));
      const curve = { ...run, file: curveFile, correct: run.final_train_correct_of_1000 };
      expectCurve(kind, curve, result);
    });
  });
});

describe.skipIf(!existsSync(folder))("conv1d curves of PyTorch (need ../shared)", () => {
  const bytes = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));
  const golden: Conv1dGolden = JSON.parse(readFileSync(new URL(conv1dCurveFile, folder), "utf8"));

  describe.each(["cpu", "reference"] as const)("%s", (kind) => {
    test.each(golden.runs)("$name", { timeout: 60_000 }, async (run) => {
      const program = conv1dProgram(golden, bytes, run);
      const executor = executors[kind](program.plan, allOps, "test");
      const result = await trainCurve(program, executor, conv1dWeights(bytes));
      const curve = { ...run, file: conv1dCurveFile, correct: run.final_train_correct };
      expectCurve(kind, curve, result);
    });
  });
});
