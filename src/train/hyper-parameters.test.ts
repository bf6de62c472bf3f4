import { expect, test } from "vitest";
import { tableColumns } from "../engine/ops/op.ts";
import { optimizers, schedules } from "../spec/catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import type { RunSpec } from "../spec/experiment.ts";
import { runsTable, trainingSteps } from "./hyper-parameters.ts";
import { compileExperiment } from "./program.ts";
import { rings, ringsExperiment, runOf } from "./test-experiments.ts";

const regularized = {
  seed: 7,
  l1: 0.001,
  l2: 0.002,
  clipNorm: 3,
  clipValue: 0.5,
  weightDecay: 0.03,
} satisfies Partial<RunSpec>;

function programOf(runs: RunSpec[]) {
  return compileExperiment(ringsExperiment(runs), rings());
}

test("a run's row holds what regularises it, and AdamW's decay on top", () => {
  const runs = [runOf("sgd", regularized), runOf("adamw", regularized)];
  const columns = programOf(runs).model.tableColumns;
  const table = runsTable(ringsExperiment(runs), columns);
  const start = [7, 0.001, 0.002, 3, 0.5];
  expect([...table.subarray(0, 6)]).toEqual([...start, 0.03]);
  expect([...table.subarray(columns, columns + 6)]).toEqual([...start, 0.03 + 0.01]);
  const adam = rowDefault(optimizers, "adamw");
  const constants = columns + tableColumns.optimizer;
  expect([...table.subarray(constants, constants + 2)]).toEqual([1 - adam.beta1, 1 - adam.beta2]);
});

test("learning rates of a slice follow schedule, warmup and plateau of each run", () => {
  const optimizer = { kind: "sgd", learningRate: 0.4 } as const;
  const plateau = rowDefault(schedules, "plateau");
  const program = programOf([
    runOf("sgd", { optimizer, warmup: 4 }),
    runOf("sgd", { optimizer, schedule: { kind: "step", factor: 0.5, every: 2 } }),
    runOf("sgd", { optimizer, schedule: plateau }),
  ]);
  const { scalars, steps } = trainingSteps(program, 1, 4, [1, 1, 0.25]);
  expect(steps.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
  const ratesOf = (run: number) => steps.map((_, index) => scalars[(index * 3 + run) * 4]);
  expect(ratesOf(0)).toEqual([0.2, 0.4 * (3 / 4), 0.4, 0.4]);
  expect(ratesOf(1)).toEqual([0.4, 0.2, 0.2, 0.1]);
  expect(ratesOf(2)).toEqual([0.1, 0.1, 0.1, 0.1]);
});

test("a cycle of the momentum reaches the optimizer", () => {
  const cycle = { ...rowDefault(schedules, "oneCycle"), cycleMomentum: true };
  const program = programOf([runOf("nesterov", { schedule: cycle })]);
  const momentumAt = (step: number) => trainingSteps(program, step, 1).scalars[1];
  expect(momentumAt(0)).toBe(cycle.highMomentum);
  expect(momentumAt(59)).toBeCloseTo(cycle.lowMomentum, 12);
  expect(momentumAt(199)).toBeCloseTo(cycle.highMomentum, 12);
});
