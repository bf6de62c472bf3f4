import { expect, test } from "vitest";
import { createReferenceExecutor } from "../engine/reference/executor.ts";
import { buffers } from "../nn/layout.ts";
import { losses } from "../spec/catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import type { Experiment } from "../spec/experiment.ts";
import { evaluationSteps, runsTable, trainingSteps } from "./hyper-parameters.ts";
import { allOps, compileExperiment, initialState, writeData, writeDecays } from "./program.ts";
import { chain, noise, ringsExperiment, runOf, stack } from "./test-experiments.ts";

const frozen = { ...runOf("sgd"), optimizer: { kind: "sgd" as const, learningRate: 0 } };
const base = ringsExperiment([frozen]);
const [, ...dense] = stack(4, 2);
const sequences: Experiment = {
  ...base,
  network: { ...base.network, layers: chain({ kind: "flatten" }, ...dense) },
  training: { ...base.training, batchSize: 24, shuffle: "none" },
};

/** Losses of the first steps with the first weights, then of an evaluation. */
function lossesOf(experiment: Experiment) {
  const program = compileExperiment(experiment, noise([7, 3]));
  const executor = createReferenceExecutor(program.plan, allOps);
  writeData(program, executor);
  writeDecays(program, executor);
  executor.write(buffers.parameters, initialState(program).parameters);
  executor.writeTable(runsTable(experiment, program.model.tableColumns));
  executor.run("train", trainingSteps(program, 0, 3));
  const ring = executor.peek(buffers.ring);
  const training = [0, 1, 2].map((step) => ring[step * 4] ?? Number.NaN);
  // The rows of the evaluation stand behind those three.
  executor.run("evaluate", evaluationSteps(program, 3));
  const end = 4 * (3 + program.model.evaluationBatches);
  return { training, evaluation: Array.from(executor.peek(buffers.ring)).slice(12, end) };
}

test("a batch of training is changed from step to step, what is held out never is", () => {
  const plain = lossesOf(sequences);
  const augmentation = { ...sequences.data.augmentation, jitter: 0.5, axisRotation: 30 };
  const changed = lossesOf({ ...sequences, data: { ...sequences.data, augmentation } });
  expect(new Set(plain.training.map((loss) => loss.toFixed(12))).size).toBe(1);
  expect(new Set(changed.training.map((loss) => loss.toFixed(6))).size).toBe(3);
  expect(changed.training[0]).not.toBeCloseTo(plain.training[0]!, 6);
  expect(changed.evaluation[0]).toBeGreaterThan(0);
  expect(changed.evaluation).toEqual(plain.evaluation);
});

test("weights of classes and smooth labels change the loss of training, and not that of an evaluation", () => {
  const plain = lossesOf(sequences);
  const spec = rowDefault(losses, "softmaxCrossEntropy");
  const weighted = { ...spec, labelSmoothing: 0.2, classWeights: [1, 5] };
  const changed = lossesOf({ ...sequences, loss: weighted });
  expect(changed.training[0]).not.toBeCloseTo(plain.training[0]!, 4);
  expect(changed.evaluation).toEqual(plain.evaluation);
});
