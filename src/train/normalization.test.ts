import { describe, expect, test } from "vitest";
import type { DataSet } from "../engine/core/dataset.ts";
import { metricWidth } from "../engine/plan/plan.ts";
import { createReferenceExecutor } from "../engine/reference/executor.ts";
import { buffers } from "../nn/layout.ts";
import { layers } from "../spec/catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import type { Experiment, LayerValue } from "../spec/experiment.ts";
import { runsTable, trainingSteps } from "./hyper-parameters.ts";
import { allOps, compileExperiment, initialState, writeData, writeDecays } from "./program.ts";
import { chain, noise, ringsExperiment, runOf } from "./test-experiments.ts";

const batch = 8;
const dense = { ...rowDefault(layers, "dense"), units: 2 };
const row = rowDefault(layers, "batchNormalization");

function experimentWith(...network: LayerValue[]): Experiment {
  const base = ringsExperiment([runOf("sgd")]);
  return {
    ...base,
    network: { ...base.network, layers: chain(...network) },
    training: { ...base.training, batchSize: batch, shuffle: "none" },
  };
}

function open(experiment: Experiment, dataset: DataSet) {
  const program = compileExperiment(experiment, dataset);
  const executor = createReferenceExecutor(program.plan, allOps);
  const { parameters, moving } = initialState(program);
  writeData(program, executor);
  writeDecays(program, executor);
  executor.write(buffers.parameters, parameters);
  if (moving.length > 0) executor.write(buffers.moving, moving);
  executor.writeTable(runsTable(experiment, program.model.tableColumns));
  return { program, executor };
}

/** Mean and biased variance of each feature over the first batch. */
function statistics({ training: { x } }: DataSet, features: number) {
  const column = (c: number) => Array.from({ length: batch }, (_, i) => x[i * features + c]!);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return Array.from({ length: features }, (_, c) => {
    const centre = mean(column(c));
    return { mean: centre, variance: mean(column(c).map((value) => (value - centre) ** 2)) };
  });
}

describe("batch normalisation in a network", () => {
  const dataset = noise([3]);

  test("has gamma and beta to train, and moving statistics beside them", () => {
    const { program } = open(experimentWith(row, dense), dataset);
    const own = program.model.parameters.filter(({ name }) => name.startsWith("batch_norm"));
    expect(own.map(({ name, buffer }) => [name, buffer])).toEqual([
      ["batch_normalization_1/gamma", "parameters"],
      ["batch_normalization_1/beta", "parameters"],
      ["batch_normalization_1/moving_mean", "moving"],
      ["batch_normalization_1/moving_variance", "moving"],
    ]);
    expect([...initialState(program).moving]).toEqual([0, 0, 0, 1, 1, 1]);
  });

  test.each([
    [true, batch / (batch - 1)],
    [false, 1],
  ])("a step moves the statistics, unbiased %s", (unbiased, factor) => {
    const { program, executor } = open(experimentWith({ ...row, unbiased }, dense), dataset);
    executor.run("train", trainingSteps(program, 0, 1));
    const expected = statistics(dataset, 3);
    const moving = executor.peek(buffers.moving);
    for (const [c, { mean, variance }] of expected.entries()) {
      expect(moving[c]).toBeCloseTo(0.01 * mean, 12);
      expect(moving[3 + c]).toBeCloseTo(0.99 + 0.01 * factor * variance, 12);
    }
  });

  test("a halted run keeps its statistics", () => {
    const { program, executor } = open(experimentWith(row, dense), dataset);
    executor.write(buffers.halted, Float64Array.of(1));
    executor.run("train", trainingSteps(program, 0, 1));
    expect([...executor.peek(buffers.moving)]).toEqual([0, 0, 0, 1, 1, 1]);
  });

  test("frozen, it trains with the moving statistics and leaves all four as they are", () => {
    const frozen = { ...row, trainable: false, epsilon: 1e-12 };
    const { program, executor } = open(experimentWith(frozen, dense), dataset);
    const without = open(experimentWith(dense), dataset);
    // gamma 1, beta 0, mean 0, variance 1: the layer changes nothing.
    const kernel = program.model.parameters.find(({ name }) => name === "dense_1/kernel")!;
    const weights = executor.peek(buffers.parameters).slice(kernel.offset);
    without.executor.write(buffers.parameters, weights);
    executor.run("train", trainingSteps(program, 0, 3));
    without.executor.run("train", trainingSteps(without.program, 0, 3));
    // Of the third step.
    const lossOf = (ran: typeof without) => ran.executor.peek(buffers.ring)[2 * metricWidth]!;
    expect(lossOf({ program, executor })).toBeCloseTo(lossOf(without), 9);
    const after = executor.peek(buffers.parameters);
    expect(Array.from(after.subarray(0, kernel.offset))).toEqual([1, 1, 1, 0, 0, 0]);
    expect([...executor.peek(buffers.moving)]).toEqual([0, 0, 0, 1, 1, 1]);
  });

  test("evaluation and prediction read the moving statistics", () => {
    const { program } = open(experimentWith(row, dense), dataset);
    for (const name of ["evaluate", "predict"] as const) {
      const ops = program.plan.sequences[name].map(({ op }) => op);
      expect(ops).toContain("batchNormApply");
      expect(ops).not.toContain("batchNorm");
      expect(ops).not.toContain("movingAverage");
    }
  });

  test("statistics are those of all places of an image or a series", () => {
    const series = noise([5, 2]);
    const flat = { kind: "flatten" } as const;
    const { program, executor } = open(experimentWith(row, flat, dense), series);
    executor.run("train", trainingSteps(program, 0, 1));
    const values = Array.from(series.training.x.subarray(0, batch * 10));
    const mean = (of: number) =>
      values.filter((_, i) => i % 2 === of).reduce((sum, value) => sum + value, 0) / (batch * 5);
    const moving = executor.peek(buffers.moving);
    expect(moving[0]).toBeCloseTo(0.01 * mean(0), 12);
    expect(moving[1]).toBeCloseTo(0.01 * mean(1), 12);
  });
});
