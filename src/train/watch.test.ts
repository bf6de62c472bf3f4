import { describe, expect, test } from "vitest";
import { createCpuExecutor } from "../engine/cpu/executor.ts";
import type { Experiment, RunSpec, TrainingSpec } from "../spec/experiment.ts";
import { allOps, compileExperiment } from "./program.ts";
import { Session } from "./session.ts";
import type { SessionCheckpoint, SessionMetrics } from "./session-listener.ts";
import { rings, ringsExperiment, runOf } from "./test-experiments.ts";
import { trainingOf } from "./training.ts";
import { readWeights, type WeightArray } from "./weights.ts";

function experimentWith(training: Partial<TrainingSpec>, run: RunSpec = runOf("adam")): Experiment {
  const base = ringsExperiment([run]);
  return { ...base, training: { ...base.training, evaluateEvery: 10, ...training } };
}

function open(experiment: Experiment) {
  const program = compileExperiment(experiment, rings());
  const metrics: SessionMetrics[] = [];
  const checkpoints: SessionCheckpoint[] = [];
  const session = new Session(
    trainingOf(program),
    [createCpuExecutor(program.plan, allOps, "test")],
    {
      metrics: (batch) => metrics.push(batch),
      diverged: () => {},
      checkpoint: (checkpoint) => checkpoints.push(checkpoint),
      progressed: () => {},
    },
  );
  const evaluations = () => metrics.flatMap((batch) => batch.evaluations);
  return { session, program, metrics, checkpoints, evaluations };
}

describe("training stops by itself", () => {
  test("at the first evaluation that reaches the target", async () => {
    const { session, evaluations } = open(experimentWith({ target: 0.9 }));
    await session.train(2000);
    expect(session.stopped).toBe("target");
    const reached = evaluations().filter(({ accuracy }) => (accuracy[0] ?? 0) >= 0.9);
    expect(reached).toHaveLength(1);
    expect(reached[0]?.step).toBe(session.step);
  });

  test("after as many evaluations without an improvement as the patience says", async () => {
    const still = { ...runOf("sgd"), optimizer: { kind: "sgd" as const, learningRate: 0 } };
    const { session } = open(experimentWith({ patience: 3 }, still));
    await session.train(2000);
    expect(session.stopped).toBe("patience");
    // The first evaluation, before any step, is the best; three more are no better.
    expect(session.step).toBe(30);
  });

  test("and goes on when it is asked to", async () => {
    const { session } = open(experimentWith({ target: 0.9 }));
    await session.train(2000);
    const { step } = session;
    await session.train(step + 5);
    expect(session.step).toBeGreaterThan(step);
  });
});

test("the best checkpoint holds the weights of the best evaluation", async () => {
  const lively = { ...runOf("sgd"), optimizer: { kind: "sgd" as const, learningRate: 1.5 } };
  const { session, program, checkpoints, evaluations } = open(
    experimentWith({ keepBest: true, watch: "loss" }, lively),
  );
  await session.train(200);
  const losses = evaluations().map(({ loss }) => loss[0] ?? Number.NaN);
  const best = checkpoints.at(-1);
  expect(best?.kind).toBe("best");
  expect(best?.evaluation?.loss[0]).toBe(Math.min(...losses));
  expect(best?.evaluation?.step).toBe(best?.snapshot.step);
  const again = open(experimentWith({}, lively));
  await again.session.train(best?.snapshot.step ?? 0);
  const weights = await readWeights(program, again.session.first.executor, 0);
  const kernel: WeightArray | undefined = weights["dense_1/kernel"];
  expect(best?.snapshot.cohorts[0]?.parameters.slice(0, kernel?.data.length)).toEqual(kernel?.data);
});

test("regular checkpoints are kept at their steps", async () => {
  const { session, checkpoints } = open(experimentWith({ checkpointEvery: 15 }));
  await session.train(50);
  expect(checkpoints.map(({ kind, snapshot }) => [kind, snapshot.step])).toEqual([
    ["regular", 15],
    ["regular", 30],
    ["regular", 45],
  ]);
});

test("a plateau halves the learning rate from the next step on, and a repeat finds the same weights", async () => {
  const run: RunSpec = {
    ...runOf("sgd"),
    schedule: {
      kind: "plateau",
      factor: 0.5,
      patience: 0,
      watch: "accuracy",
      threshold: 0,
      cooldown: 0,
      lowest: 0,
      rule: "pytorch",
    },
  };
  const weights = async (schedule: RunSpec["schedule"]) => {
    const { session, program } = open(experimentWith({}, { ...run, schedule }));
    await session.train(150);
    return (await readWeights(program, session.first.executor, 0))["dense_1/kernel"]?.data;
  };
  const first = await weights(run.schedule);
  expect(await weights(run.schedule)).toEqual(first);
  expect(await weights({ kind: "constant" })).not.toEqual(first);
});
