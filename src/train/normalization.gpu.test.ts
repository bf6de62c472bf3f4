/** Normalisation in a network on WebGPU, where gradients and moving statistics share their buffers. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCpuExecutor } from "../engine/cpu/executor.ts";
import { type Gpu, openGpu } from "../engine/gpu/device.ts";
import { createGpuExecutor } from "../engine/gpu/executor.ts";
import type { Executor } from "../engine/plan/executor.ts";
import { layers } from "../spec/catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import type { Experiment, RunSpec } from "../spec/experiment.ts";
import { allOps, compileExperiment, type Program } from "./program.ts";
import { Session } from "./session.ts";
import { chain, noise, ringsExperiment, runOf } from "./test-experiments.ts";
import { trainingOf } from "./training.ts";
import { readWeights } from "./weights.ts";

let gpu: Gpu;
beforeAll(async () => {
  gpu = await openGpu();
});
afterAll(() => gpu.dispose());

const quiet = { checkpoint: () => {}, metrics: () => {}, diverged: () => {}, progressed: () => {} };

/** The first batch norm has 320 rows, which go in parts; the second 16. */
function experimentOf(runs: RunSpec[]): Experiment {
  const base = ringsExperiment(runs);
  const batchNorm = { ...rowDefault(layers, "batchNormalization"), decay: 0.8, unbiased: true };
  const layerNorm = rowDefault(layers, "layerNormalization");
  const dense = rowDefault(layers, "dense");
  const hidden = { ...dense, units: 6, activation: "mish" as const };
  const network = chain(batchNorm, layerNorm, { kind: "flatten" }, hidden, batchNorm, layerNorm, {
    ...dense,
    units: 2,
  });
  return { ...base, network: { ...base.network, layers: network } };
}

const dataset = noise([20, 3], null, 64);

async function weightsAfter(program: Program, executor: Executor, run: number) {
  const session = new Session(trainingOf(program), [executor], quiet);
  await session.train(12);
  const weights = await readWeights(program, session.first.executor, run);
  session.dispose();
  return weights;
}

function onGpu(program: Program): Promise<Executor> {
  return createGpuExecutor({ plan: program.plan, ops: allOps, gpu });
}

describe("normalisation on WebGPU", () => {
  test("follows the CPU closely, moving statistics too", async () => {
    const program = compileExperiment(experimentOf([runOf("momentum")]), dataset);
    const cpu = createCpuExecutor(program.plan, allOps, "cpu");
    const expected = await weightsAfter(program, cpu, 0);
    const got = await weightsAfter(program, await onGpu(program), 0);
    expect(Object.keys(expected)).toContain("batch_normalization_2/moving_variance");
    for (const [name, { data }] of Object.entries(expected)) {
      for (const [index, value] of data.entries()) {
        const error = Math.abs((got[name]?.data[index] ?? Number.NaN) - value);
        expect(error, `${name}[${index}]`).toBeLessThan(1e-4);
      }
    }
  });

  test("run i of two equals the single run, bit for bit", async () => {
    const runs = [runOf("adam", { seed: 1 }), runOf("adam", { seed: 2 })];
    const cohort = compileExperiment(experimentOf(runs), dataset);
    for (const [run, spec] of runs.entries()) {
      const single = compileExperiment(experimentOf([spec]), dataset);
      const together = await weightsAfter(cohort, await onGpu(cohort), run);
      expect(together).toEqual(await weightsAfter(single, await onGpu(single), 0));
    }
  });
});
