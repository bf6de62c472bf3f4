/** Optimizers on WebGPU against 50-step trajectories in ../shared/golden. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AccuracyNotes } from "../../../scripts/accuracy-notes.ts";
import { goldenTexts, saveFile } from "../../../scripts/golden-files.ts";
import { type Gpu, openGpu } from "../../engine/gpu/device.ts";
import { createGpuExecutor } from "../../engine/gpu/executor.ts";
import type { NumberArray } from "../../engine/ops/op.ts";
import { allOps } from "../program.ts";
import { goldenProblems, logisticFile, valleyFile } from "./golden-cases.ts";
import { descend, mistakeIn, planDescent, worstError } from "./golden-descent.ts";

const exactness = { tolerance: 1e-4, rounded: true };
const notes = new AccuracyNotes("optimizers-gpu", saveFile);
const modes = { "with exact gradients": true, "with its own gradients": false };
const texts = await goldenTexts([valleyFile, logisticFile]);

describe.skipIf(texts === null)("golden trajectories on WebGPU (need ../shared)", () => {
  const problems = texts === null ? [] : goldenProblems((file) => texts.get(file) ?? "");
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await openGpu();
  });
  afterAll(() => gpu.dispose());

  test("both problems are here", () => {
    expect(problems.map(({ name }) => name)).toEqual(["valley", "logistic regression"]);
  });

  describe.each(Object.entries(modes))("%s", (_, exactGradients) => {
    describe.each(problems.map((problem) => [problem.name, problem] as const))(
      "%s",
      (_problem, problem) => {
        const descent = planDescent(problem);
        let found: NumberArray[] = [];
        beforeAll(async () => {
          const executor = await createGpuExecutor({ plan: descent.plan, ops: allOps, gpu });
          const read = (name: string, length: number) => executor.read(name, 0, length);
          found = await descend(descent, { executor, read, exactGradients });
          executor.dispose();
        });

        test.each(descent.cohort.map((trajectory, run) => [trajectory.name, run] as const))(
          "%s",
          (name, run) => {
            const trajectory = descent.cohort[run]!;
            const error = worstError(trajectory, found, run, exactness);
            const { file } = problem;
            const { tolerance } = exactness;
            notes.note({ file, case: name, executor: "gpu", tolerance, error });
            expect(mistakeIn(trajectory, found, run, exactness)).toBe("");
          },
        );
      },
    );
  });
});
