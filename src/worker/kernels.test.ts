import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { EngineClient } from "../client/client.ts";
import { createLocalClient } from "../client/local-client.ts";
import { defaultExperiment, defaultRun } from "../spec/defaults.ts";
import type { Experiment } from "../spec/experiment.ts";
import type { Kernel } from "./kernel.ts";
import { firstUnits } from "./kernels.ts";

let client: EngineClient;
let kernels: Kernel[];

beforeEach(() => {
  client = createLocalClient();
  kernels = [];
  client.onEvent((event) => {
    if (event.type === "kernel") kernels.push(event.kernel);
  });
});

afterEach(() => client.dispose());

async function nextKernel(seen: number): Promise<Kernel> {
  await expect.poll(() => kernels.length, { timeout: 5000 }).toBeGreaterThan(seen);
  const kernel = kernels.at(-1);
  if (!kernel) throw new Error("no kernel came");
  return kernel;
}

function experiment(): Experiment {
  const base = defaultExperiment();
  const wide = { ...defaultRun(), seed: 4, structure: { ...defaultRun().structure, width: 2 } };
  return {
    ...base,
    training: { ...base.training, limitUnit: "steps", limit: 40, seeds: 2 },
    runs: [{ ...defaultRun(), seed: 1 }, wide, { ...defaultRun(), seed: 9 }],
  };
}

describe("the kernels that pages watch", () => {
  test("are the weights of every run with its first seed, before and after training", async () => {
    await client.send("load", { experiment: experiment() });
    await client.send("watchKernel", { parameter: null, units: 64, hertz: 50 });
    const first = await nextKernel(0);
    expect(first).toMatchObject({ step: 0, parameter: "dense_1/kernel" });
    expect(first.runs.map((run) => run?.shape)).toEqual([
      [2, 16],
      [2, 32],
      [2, 16],
    ]);
    await client.send("train", { steps: 40 });
    await expect.poll(() => kernels.at(-1)?.step, { timeout: 5000 }).toBe(40);
    for (const [run, kernel] of (kernels.at(-1)?.runs ?? []).entries()) {
      const weights = await client.send("weights", { run });
      expect(kernel?.values).toEqual(weights["dense_1/kernel"]?.data);
      expect(kernel?.values).not.toEqual(first.runs[run]?.values);
    }
  });

  test("are those of the layer asked for, cut to the units wanted", async () => {
    await client.send("load", { experiment: experiment() });
    await client.send("watchKernel", { parameter: "dense_2/kernel", units: 3, hertz: 50 });
    const { runs } = await nextKernel(0);
    const weights = await client.send("weights", { run: 1 });
    const all = weights["dense_2/kernel"]?.data ?? new Float32Array(0);
    expect(runs[1]).toMatchObject({ shape: [32, 3], units: 32 });
    expect([...(runs[1]?.values ?? [])]).toEqual(
      Array.from({ length: 32 * 3 }, (_, at) => all[Math.floor(at / 3) * 32 + (at % 3)]),
    );
  });

  test("do not come for weights that no run has, nor when nobody watches", async () => {
    await client.send("load", { experiment: experiment() });
    await client.send("watchKernel", { parameter: "lstm_1/kernel", units: 3, hertz: 100 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    await client.send("watchKernel", { parameter: null, units: 3, hertz: 100 });
    await nextKernel(0);
    await client.send("watchKernel", null);
    const seen = kernels.length;
    await client.send("train", { steps: 2 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(kernels.length).toBe(seen);
    expect(kernels.every(({ parameter }) => parameter === "dense_1/kernel")).toBe(true);
  });
});

test("units are cut from the last axis", () => {
  const values = Float32Array.from({ length: 12 }, (_, index) => index);
  expect(firstUnits([2, 2, 3], values, 2)).toEqual({
    shape: [2, 2, 2],
    values: Float32Array.of(0, 1, 3, 4, 6, 7, 9, 10),
    units: 3,
  });
  expect(firstUnits([4, 3], values, 3).values).toBe(values);
});
