import { describe, expect, test } from "vitest";
import type { DataSet } from "../../engine/core/dataset.ts";
import type { Experiment } from "../../spec/experiment.ts";
import { rings, ringsExperiment, runOf } from "../test-experiments.ts";
import { checkOverfit, judgeOverfit, overfitDefaults } from "./overfit.ts";
import { silent, subjectOf } from "./test-subject.ts";

async function overfit(experiment: Experiment, steps = 1000) {
  const settings = { ...overfitDefaults, steps };
  return checkOverfit(subjectOf(experiment, rings()), settings, silent);
}

describe("twenty examples by heart", () => {
  test("a sound network learns them, whatever regularisation the run has", async () => {
    const run = runOf("adam", { l2: 1, dropout: 0.9 });
    const found = await overfit(ringsExperiment([run]));
    expect(found).toMatchObject({ reached: true, accuracy: 1, examples: 20 });
    expect(judgeOverfit(found)).toMatchObject({ grade: "pass", reason: "overfitDone" });
  });

  test("without a learning rate the loss stays where it was", async () => {
    const run = runOf("sgd", { optimizer: { kind: "sgd", learningRate: 0 } });
    const found = await overfit(ringsExperiment([run]), 100);
    expect(found).toMatchObject({ reached: false, steps: 100 });
    expect(found.losses[0]).toBe(found.losses.at(-1));
    expect(judgeOverfit(found)).toMatchObject({ grade: "fail", next: "largerNetwork" });
  });

  test("a loss that still falls asks for larger steps", async () => {
    const run = runOf("sgd", { optimizer: { kind: "sgd", learningRate: 0.01 } });
    const found = await overfit(ringsExperiment([run]), 400);
    expect(judgeOverfit(found)).toMatchObject({ grade: "warn", next: "higherRate" });
  });

  test("a rate far too high ends with the step at which the loss was no number", async () => {
    const run = runOf("sgd", { optimizer: { kind: "sgd", learningRate: 1e6 } });
    const loss = { kind: "meanSquaredError" as const };
    const found = await overfit({ ...ringsExperiment([run]), loss });
    expect(found.reached).toBe(false);
    expect(judgeOverfit(found)).toMatchObject({ reason: "overfitNotFinite", next: "lowerRate" });
  });

  test("a rate so low that the loss creeps asks for a higher one", async () => {
    const run = runOf("sgd", { optimizer: { kind: "sgd", learningRate: 1e-5 } });
    const found = await overfit(ringsExperiment([run]), 400);
    expect(judgeOverfit(found)).toMatchObject({ reason: "overfitFalling", next: "higherRate" });
  });

  test("a loss that ends above where it began asks for a lower rate", async () => {
    const run = runOf("adam", { optimizer: { ...runOf("adam").optimizer, learningRate: 30 } });
    const found = await overfit(ringsExperiment([run]), 200);
    expect(found.reached).toBe(false);
    expect(judgeOverfit(found)).toMatchObject({ reason: "overfitRising", next: "lowerRate" });
  });

  const withTraining = (change: (data: DataSet["training"]) => DataSet["training"]): DataSet => {
    const data = rings();
    return { ...data, training: change(data.training) };
  };

  test("the same answer everywhere proves nothing", async () => {
    const alike = withTraining((part) => ({ ...part, y: part.y.map(() => 1) }));
    const subject = subjectOf(ringsExperiment(), alike);
    const found = await checkOverfit(subject, { ...overfitDefaults, steps: 200 }, silent);
    expect(judgeOverfit(found)).toMatchObject({ grade: "none", reason: "overfitAlike" });
  });

  test("equal inputs with different answers cannot all be learnt, which is no fault of a network", async () => {
    const same = withTraining((part) => ({ ...part, x: part.x.map((_, at) => at % 2) }));
    const subject = subjectOf(ringsExperiment(), same);
    const found = await checkOverfit(subject, { ...overfitDefaults, steps: 100 }, silent);
    const finding = judgeOverfit(found);
    expect(finding).toMatchObject({
      grade: "warn",
      reason: "overfitContradictory",
      next: "relabel",
    });
    // Of ten examples of each class the first one is met by ten others.
    expect(finding.values).toMatchObject({ contradictions: 10 });
  });
});
