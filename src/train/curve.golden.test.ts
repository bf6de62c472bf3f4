import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
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
  curveFile,
  curveProgram,
  startWeights,
  trainCurve,
} from "./curve-golden.ts";
import { allOps } from "./program.ts";

const folder = new URL("../../../shared/golden/", import.meta.url);
const executors = { cpu: createCpuExecutor, reference: createReferenceExecutor };

describe.skipIf(!existsSync(folder))("MNIST curves of PyTorch (need ../shared)", () => {
  const bytes = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));
  const golden: CurveGolden = JSON.parse(readFileSync(new URL(curveFile, folder), "utf8"));

  describe.each(["cpu", "reference"] as const)("%s", (kind) => {
    test.each(golden.runs)("$name", { timeout: 60_000 }, async (run) => {
      const program = curveProgram(golden, bytes, [run]);
      const executor = executors[kind](program.plan, allOps, "test");
      const result = await trainCurve(program, executor, startWeights(bytes));
      for (const [step, loss] of run.loss.entries()) {
        // float32: 1e-4 early, 1e-3 at the end, where a ReLU may have flipped
        const tolerance = step < 50 ? 1e-4 : 1e-3;
        expect(Math.abs((result.loss[step] ?? 0) - loss)).toBeLessThan(tolerance * Math.abs(loss));
      }
      expect(result.loss).toHaveLength(run.loss.length);
      expect(Math.abs(result.correct - run.final_train_correct_of_1000)).toBeLessThanOrEqual(3);
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
      for (const [step, loss] of run.loss.entries()) {
        const tolerance = step < 25 ? 1e-4 : 1e-3;
        expect(Math.abs((result.loss[step] ?? 0) - loss)).toBeLessThan(tolerance * Math.abs(loss));
      }
      expect(result.loss).toHaveLength(run.loss.length);
      expect(Math.abs(result.correct - run.final_train_correct)).toBeLessThanOrEqual(3);
    });
  });
});
