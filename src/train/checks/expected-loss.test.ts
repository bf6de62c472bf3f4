import { describe, expect, test } from "vitest";
import type { DataSet } from "../../engine/core/dataset.ts";
import { losses } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { Experiment, LossSpec } from "../../spec/experiment.ts";
import { noise, ringsExperiment, runOf, stack } from "../test-experiments.ts";
import { checkInitialLoss } from "./initial-loss.ts";
import { silent, subjectOf } from "./test-subject.ts";

const classes = (): DataSet => {
  const data = noise([3], null, 60);
  const y = data.training.y.map((_, index) => (index % 5 === 0 ? 2 : index % 2));
  return {
    ...data,
    targets: { kind: "classes", names: ["a", "b", "c"] },
    training: { ...data.training, y },
  };
};

const values = (): DataSet => {
  const data = noise([3], null, 60);
  const y = data.training.y.map((_, index) => Math.sin(index) * 3);
  return { ...data, targets: { kind: "values", names: ["v"] }, training: { ...data.training, y } };
};

const two = () => noise([3], null, 60);

/** All weights 0: the outputs are 0, so the engine's own loss is the expected one to the last digit. */
async function seenAndExpected(loss: LossSpec, units: number, dataset: DataSet) {
  const base = ringsExperiment([runOf("sgd")]);
  const network = { layers: stack(4, units), initializer: { kind: "zeros" as const }, start: null };
  const experiment: Experiment = { ...base, loss, network };
  const [finding] = await checkInitialLoss(subjectOf(experiment, dataset), silent);
  return { seen: Number(finding?.values["seen"]), expected: Number(finding?.values["expected"]) };
}

describe("the expected loss is the engine's where outputs are 0", () => {
  const plain = rowDefault(losses, "softmaxCrossEntropy");
  const weighed = { ...plain, labelSmoothing: 0.2, classWeights: [0.5, 1, 3] };
  test.each<[string, LossSpec, number, () => DataSet]>([
    ["softmax", plain, 3, classes],
    ["softmax with weights, over their sum", weighed, 3, classes],
    ["softmax with weights, over examples", { ...weighed, divideBy: "examples" }, 3, classes],
    ["binary", rowDefault(losses, "binaryCrossEntropy"), 1, two],
    ["binary that weighs ones", { kind: "binaryCrossEntropy", positiveWeight: 3 }, 1, two],
    ["binary for each class", { kind: "binaryCrossEntropy", positiveWeight: 2 }, 3, classes],
    ["hinge", rowDefault(losses, "hinge"), 3, classes],
    ["squared hinge", { kind: "hinge", margin: 2, squared: true }, 3, classes],
    ["squared error", rowDefault(losses, "meanSquaredError"), 1, values],
    ["squared error of classes", rowDefault(losses, "meanSquaredError"), 3, classes],
    ["absolute error", rowDefault(losses, "meanAbsoluteError"), 1, values],
    ["Huber", { kind: "huber", delta: 0.7 }, 1, values],
  ])("%s", async (_, loss, units, data) => {
    const { seen, expected } = await seenAndExpected(loss, units, data());
    expect(seen).toBeGreaterThan(0.1);
    expect(Math.abs(seen - expected) / expected).toBeLessThan(1e-6);
  });

  test("ten equal classes: ln 10", async () => {
    const data = noise([3], null, 60);
    const names = Array.from({ length: 10 }, (_, index) => `${index}`);
    const targets = { kind: "classes" as const, names };
    const { seen } = await seenAndExpected(plain, 10, { ...data, targets });
    expect(seen).toBeCloseTo(Math.log(10), 6);
  });
});
