import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCpuExecutor } from "../engine/cpu/executor.ts";
import { type Gpu, openGpu } from "../engine/gpu/device.ts";
import { createGpuExecutor } from "../engine/gpu/executor.ts";
import type { Executor } from "../engine/plan/executor.ts";
import type { Experiment } from "../spec/experiment.ts";
import { allOps, compileExperiment, type Program } from "./program.ts";
import { Session } from "./session.ts";
import type { SessionDivergence } from "./session-listener.ts";
import { rings, ringsExperiment, runOf } from "./test-experiments.ts";
import { trainingOf } from "./training.ts";
import { readWeights } from "./weights.ts";

let gpu: Gpu;
beforeAll(async () => {
  gpu = await openGpu();
});
afterAll(() => gpu.dispose());

const quiet = { checkpoint: () => {}, metrics: () => {}, diverged: () => {}, progressed: () => {} };

function onGpu(program: Program): Promise<Executor> {
  return createGpuExecutor({ plan: program.plan, ops: allOps, gpu });
}

async function weightsAfter(experiment: Experiment, steps: number, run = 0) {
  const program = compileExperiment(experiment, rings());
  const session = new Session(trainingOf(program), [await onGpu(program)], quiet);
  await session.train(steps);
  const weights = await readWeights(program, session.first.executor, run);
  session.dispose();
  return weights;
}

describe("sessions on WebGPU", () => {
  test("the same seed gives the same bits", async () => {
    const once = await weightsAfter(ringsExperiment(), 50);
    expect(await weightsAfter(ringsExperiment(), 50)).toEqual(once);
  });

  test("run i of three equals the single run, bit for bit", async () => {
    const specs = [
      runOf("adam", { seed: 1, clipNorm: 0.5 }),
      runOf("adam", { seed: 2, l2: 0.01, clipNorm: 0.5 }),
      runOf("momentum", { seed: 3, clipNorm: 0.5 }),
    ];
    for (const [run, spec] of specs.entries()) {
      const together = await weightsAfter(ringsExperiment(specs), 30, run);
      expect(together).toEqual(await weightsAfter(ringsExperiment([spec]), 30));
    }
  });

  test("follows the CPU closely", async () => {
    const program = compileExperiment(ringsExperiment(), rings());
    const cpu = new Session(
      trainingOf(program),
      [createCpuExecutor(program.plan, allOps, "cpu")],
      quiet,
    );
    await cpu.train(100);
    const expected = await readWeights(program, cpu.first.executor, 0);
    const got = await weightsAfter(ringsExperiment(), 100);
    for (const [name, { data }] of Object.entries(expected)) {
      for (const [index, value] of data.entries()) {
        expect(Math.abs((got[name]?.data[index] ?? 0) - value)).toBeLessThan(1e-3);
      }
    }
  });

  test("a rate too high stops training at the step and names the tensor", async () => {
    const wild = { ...runOf("sgd"), optimizer: { kind: "sgd" as const, learningRate: 1e30 } };
    const program = compileExperiment(ringsExperiment([wild]), rings());
    const seen: SessionDivergence[] = [];
    const listener = { ...quiet, diverged: (found: SessionDivergence) => seen.push(found) };
    const session = new Session(trainingOf(program), [await onGpu(program)], listener);
    await session.train(200);
    expect(seen).toHaveLength(1);
    expect(session.step).toBe(seen[0]?.step);
    expect(seen[0]?.tensor).toMatch(/^(dense_\d|loss)/);
    session.dispose();
  });
});
