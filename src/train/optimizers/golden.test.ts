/** Optimizers against 50-step trajectories in ../shared/golden, in float64 and float32. */
import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { saveFile } from "../../../scripts/accuracy-files.ts";
import { AccuracyNotes } from "../../../scripts/accuracy-notes.ts";
import { createCpuExecutor } from "../../engine/cpu/executor.ts";
import type { NumberArray } from "../../engine/ops/op.ts";
import { createReferenceExecutor } from "../../engine/reference/executor.ts";
import { optimizers } from "../../spec/catalogue.ts";
import { allOps } from "../program.ts";
import { runOf } from "../test-experiments.ts";
import { goldenProblems, logisticFile, ownSuffix, valleyFile, valleyOf } from "./golden-cases.ts";
import {
  type Descent,
  descend,
  type Exactness,
  mistakeIn,
  planDescent,
  type Trajectory,
  worstError,
} from "./golden-descent.ts";

const folder = new URL("../../../../shared/golden/", import.meta.url);
const here = existsSync(folder);

function read(file: string): string {
  return readFileSync(new URL(file, folder), "utf8");
}

interface Mode extends Exactness {
  readonly executor: "reference" | "cpu";
  readonly create: typeof createCpuExecutor;
  readonly exactGradients: boolean;
}

const cpu = { executor: "cpu", tolerance: 1e-4, rounded: true, create: createCpuExecutor } as const;
// The figures have nine digits.
const float64: Mode = {
  executor: "reference",
  tolerance: 2e-8,
  rounded: false,
  create: createReferenceExecutor,
  exactGradients: false,
};
const modes: Record<string, Mode> = {
  float64,
  "float32 with exact gradients": { ...cpu, exactGradients: true },
  "float32 with its own gradients": { ...cpu, exactGradients: false },
};

const notes = new AccuracyNotes("optimizers", saveFile);

function onHost(descent: Descent, { create, exactGradients }: Mode) {
  const executor = create(descent.plan, allOps, "test");
  const read = async (buffer: string) => {
    const values = executor.peek(buffer);
    return values instanceof Uint8Array ? Float64Array.from(values) : values.slice();
  };
  return descend(descent, { executor, read, exactGradients });
}

describe.skipIf(!here)("golden trajectories in ../shared/golden", () => {
  const problems = here ? goldenProblems(read) : [];

  describe.each(Object.entries(modes))("%s", (_, mode) => {
    describe.each(problems.map((problem) => [problem.name, problem] as const))(
      "%s",
      (_name, problem) => {
        const descent = planDescent(problem);
        let found: NumberArray[] = [];
        beforeAll(async () => {
          found = await onHost(descent, mode);
        });

        test.each(descent.cohort.map((trajectory, run) => [trajectory.name, run] as const))(
          "%s",
          (name, run) => {
            const trajectory = descent.cohort[run]!;
            const error = worstError(trajectory, found, run, mode);
            const { executor, tolerance } = mode;
            notes.note({ file: problem.file, case: name, executor, tolerance, error });
            expect(mistakeIn(trajectory, found, run, mode)).toBe("");
          },
        );
      },
    );
  });

  test("every run is checked, and every optimizer", () => {
    for (const [index, file] of [valleyFile, logisticFile].entries()) {
      const { runs }: { runs: { name: string }[] } = JSON.parse(read(file));
      const checked = problems[index]!.trajectories.map(({ name }) => name);
      const asGiven = checked.filter((name) => !name.endsWith(ownSuffix));
      expect(asGiven).toEqual(runs.map(({ name }) => name));
    }
    const kinds = problems.map(({ trajectories }) =>
      [...new Set(trajectories.map(({ run }) => run.optimizer.kind))].sort(),
    );
    expect(kinds).toEqual([Object.keys(optimizers).sort(), Object.keys(optimizers).sort()]);
  });
});

test("the path of another optimizer is found out", async () => {
  const path = Array.from({ length: 51 }, () => [-7, 2]);
  const trajectories = (["sgd", "momentum"] as const).map((kind): Trajectory => {
    const optimizer = { ...runOf(kind).optimizer, learningRate: 0.1 };
    const free = { mask: [1, 1], own: null, torchClip: 0, steadySteps: 50 };
    return { name: kind, run: runOf(kind, { optimizer }), path, ...free };
  });
  const found = await onHost(planDescent(valleyOf(trajectories)), float64);
  const sgd = { ...trajectories[0]!, path: found.map((point) => [...point.subarray(0, 2)]) };
  expect(mistakeIn(sgd, found, 0, float64)).toBe("");
  expect(mistakeIn(sgd, found, 1, float64)).toMatch(/step 2/);
});
