import { describe, expect, test } from "vitest";
import type { LayerInspection, RunInspection, TensorStatistics } from "../../train/inspection.ts";
import { distributionsOf, lastUpdated, momentAt, momentsOf } from "./distributions.ts";

const statistics = (mean: number): TensorStatistics => ({
  count: 2,
  notFinite: 0,
  mean,
  std: 1,
  min: mean - 1,
  max: mean + 1,
  norm: 3,
  zeros: 0,
  bins: Float32Array.of(1, 1),
});

const layer = (name: string, kind: LayerInspection["kind"], mean: number): LayerInspection => ({
  name,
  kind,
  activation: statistics(mean),
  dead: kind === "activation" ? 0.25 : null,
  saturated: null,
  gradient: kind === "dense" ? statistics(mean / 10) : null,
});

const run = (mean: number, updated: boolean): RunInspection => ({
  layers: [
    layer("flatten_1", "flatten", mean),
    layer("dense_1", "dense", mean + 1),
    layer("activation_1", "activation", mean + 2),
    layer("dropout_1", "dropout", mean + 2),
  ],
  parameters: [
    {
      name: "dense_1/kernel",
      layer: "dense_1",
      shape: [1, 2],
      weights: statistics(mean + 5),
      gradient: null,
      update: updated ? statistics(mean + 6) : null,
      ratio: updated ? 2e-3 : null,
    },
  ],
  gradientNorm: 1,
});

describe("what is shown of an inspection", () => {
  test("activations in network order, without layers that pass values on", () => {
    const shown = distributionsOf(run(0, false), "activations", "layers");
    expect(shown.map(({ name, dead }) => [name, dead])).toEqual([
      ["dense_1", null],
      ["activation_1", 0.25],
    ]);
  });

  test("gradients to layers or to weights, where some flow", () => {
    expect(distributionsOf(run(0, false), "gradients", "layers").map(({ name }) => name)).toEqual([
      "dense_1",
    ]);
    expect(distributionsOf(run(0, false), "gradients", "weights")).toEqual([]);
  });

  test("updates with their ratio, once there are some", () => {
    expect(distributionsOf(run(0, false), "updates", "weights")).toEqual([]);
    const [update] = distributionsOf(run(0, true), "updates", "weights");
    expect(update).toMatchObject({ name: "dense_1/kernel", ratio: 2e-3 });
    expect(update?.statistics.mean).toBe(6);
  });

  test("over time, from the moment on that has them", () => {
    const history = [
      { step: 0, examples: 2, runs: [run(0, false)] },
      { step: 10, examples: 2, runs: [run(1, true)] },
    ];
    const updates = momentsOf(history, 0, "updates", "weights");
    expect(updates.get("dense_1/kernel")?.map(({ step }) => step)).toEqual([10]);
    const activations = momentsOf(history, 0, "activations", "layers");
    expect(activations.get("dense_1")?.map((moment) => moment.statistics.mean)).toEqual([1, 2]);
    expect(momentsOf(history, 3, "weights", "weights").size).toBe(0);
  });

  test("the last update is that of the last moment that saw one", () => {
    const history = [
      { step: 0, examples: 2, runs: [run(0, false)] },
      { step: 10, examples: 2, runs: [run(1, true)] },
      { step: 20, examples: 2, runs: [run(1, false)] },
    ];
    expect([0, 10, 15, 20].map((step) => lastUpdated(history, step, 0)?.step)).toEqual([
      undefined,
      10,
      10,
      10,
    ]);
    expect(lastUpdated(history, 20, 5)).toBeNull();
  });

  test("the moment at a step is the last one before it", () => {
    const history = [3, 8, 20].map((step) => ({ step, examples: 2, runs: [] }));
    expect([0, 3, 7, 8, 100].map((step) => momentAt(history, step)?.step)).toEqual([
      3, 3, 3, 8, 20,
    ]);
    expect(momentAt([], 4)).toBeNull();
  });
});
