import { describe, expect, test } from "vitest";
import { type PresetId, presets } from "../spec/presets.ts";
import { createLocalClient } from "./local-client.ts";

/** Trains a preset on the CPU for some epochs; the accuracy (or R²) of each run on held-out data. */
async function trained(id: PresetId, epochs: number): Promise<number[]> {
  const experiment = presets().find((preset) => preset.id === id)!.experiment;
  const client = createLocalClient();
  try {
    await client.send("setEngine", { choice: "cpu" });
    const report = await client.send("load", { experiment });
    expect(report.runs).toBe(experiment.runs.length);
    expect(report.stepLimit).toBeGreaterThanOrEqual(epochs * report.stepsPerEpoch);
    const steps = Math.round(epochs * report.stepsPerEpoch);
    const summary = await client.send("train", { steps });
    expect(summary.diverged).toEqual([]);
    return summary.runs.map((run) => run.validationAccuracy ?? Number.NaN);
  } finally {
    client.dispose();
  }
}

describe("presets learn what they promise", () => {
  test.each([
    ["spiral", 150, 0.95],
    ["circle", 100, 0.95],
    ["xor", 100, 0.95],
    ["gaussians", 50, 0.9],
    ["moons", 50, 0.97],
    ["sine", 100, 0.95],
    ["bumps", 50, 0.9],
    ["digits", 2, 0.9],
  ] as const)("%s: in %i epochs over %f", async (id, epochs, least) => {
    const [accuracy] = await trained(id, epochs);
    expect(accuracy).toBeGreaterThan(least);
  });

  test("optimizers: plain SGD is the slowest", async () => {
    const [sgd = 1, ...others] = await trained("optimizers", 1);
    expect(Math.min(...others)).toBeGreaterThan(sgd + 0.2);
  }, 120_000);

  test("initializers: a std of 0.01 learns nothing, He learns first", async () => {
    const [small = 1, xavier = 1, he = 0] = await trained("initializers", 2);
    expect(small).toBeLessThan(0.2);
    expect(he).toBeGreaterThan(xavier);
  }, 120_000);
});
