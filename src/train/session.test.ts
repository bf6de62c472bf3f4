import { describe, expect, test } from "vitest";
import { createCpuExecutor } from "../engine/cpu/executor.ts";
import { createReferenceExecutor } from "../engine/reference/executor.ts";
import type { Experiment } from "../spec/experiment.ts";
import { allOps, compileExperiment } from "./program.ts";
import { Session } from "./session.ts";
import type { SessionCheckpoint, SessionDivergence, SessionMetrics } from "./session-listener.ts";
import { rings, ringsExperiment, runOf } from "./test-experiments.ts";
import { compileTraining, trainingOf } from "./training.ts";
import { readWeights } from "./weights.ts";

const executors = { cpu: createCpuExecutor, reference: createReferenceExecutor };
type Kind = keyof typeof executors;

function open(experiment: Experiment, kind: Kind = "cpu") {
  const program = compileExperiment(experiment, rings());
  const seen: {
    metrics: SessionMetrics[];
    diverged: SessionDivergence[];
    checkpoints: SessionCheckpoint[];
  } = { metrics: [], diverged: [], checkpoints: [] };
  const session = new Session(
    trainingOf(program),
    [executors[kind](program.plan, allOps, "test")],
    {
      metrics: (metrics) => seen.metrics.push(metrics),
      diverged: (divergence) => seen.diverged.push(divergence),
      checkpoint: (checkpoint) => seen.checkpoints.push(checkpoint),
      progressed: () => {},
    },
  );
  const losses = () => seen.metrics.flatMap(({ loss }) => [...loss]);
  return { session, program, seen, losses };
}

async function weightsAfter(experiment: Experiment, steps: number, run = 0, kind: Kind = "cpu") {
  const { session, program } = open(experiment, kind);
  await session.train(steps);
  const weights = await readWeights(program, session.first.executor, run);
  session.dispose();
  return weights;
}

describe.each(["cpu", "reference"] as const)("%s", (kind) => {
  test("learns two rings", async () => {
    const { session, seen, losses } = open(ringsExperiment(), kind);
    await session.train(200);
    expect(losses()).toHaveLength(200);
    expect(losses()[0]).toBeCloseTo(Math.LN2, 0);
    const last = seen.metrics.flatMap(({ evaluations }) => evaluations).at(-1);
    expect(last?.step).toBe(200);
    expect(last?.accuracy[0]).toBeGreaterThan(0.95);
    session.dispose();
  });

  test("run i of three equals the single run", async () => {
    const specs = [
      runOf("adam", { seed: 1 }),
      runOf("adam", { seed: 2, l2: 0.01 }),
      runOf("momentum", { seed: 3, clipNorm: 0.5 }),
    ];
    for (const [run, spec] of specs.entries()) {
      const together = await weightsAfter(ringsExperiment(specs), 30, run, kind);
      expect(together).toEqual(await weightsAfter(ringsExperiment([spec]), 30, 0, kind));
    }
  });
});

test("the same seed gives the same weights, another seed others", async () => {
  const once = await weightsAfter(ringsExperiment(), 40);
  expect(await weightsAfter(ringsExperiment(), 40)).toEqual(once);
  expect(await weightsAfter(ringsExperiment([runOf("adam", { seed: 2 })]), 40)).not.toEqual(once);
});

test("training in pieces equals training at once", async () => {
  const { session, program } = open(ringsExperiment());
  for (const target of [1, 2, 17, 40]) await session.train(target);
  const pieces = await readWeights(program, session.first.executor, 0);
  expect(pieces).toEqual(await weightsAfter(ringsExperiment(), 40));
});

test("a rate too high stops training at the step and names the tensor", async () => {
  const spec = runOf("sgd");
  const wild = { ...spec, optimizer: { kind: "sgd" as const, learningRate: 1e30 } };
  const { session, seen } = open(ringsExperiment([wild]));
  await session.train(200);
  const [divergence] = seen.diverged;
  expect(seen.diverged).toHaveLength(1);
  expect(divergence?.step).toBeGreaterThan(0);
  expect(session.step).toBe(divergence?.step);
  expect(divergence?.tensor).toMatch(/^(dense_\d|loss)/);
});

test("a run that diverges leaves the others alone", async () => {
  const wild = { ...runOf("sgd"), optimizer: { kind: "sgd" as const, learningRate: 1e30 } };
  const { session, program, seen } = open(ringsExperiment([wild, runOf("adam")]));
  await session.train(60);
  expect(seen.diverged.map(({ member }) => member)).toEqual([0]);
  const weights = await readWeights(program, session.first.executor, 1);
  expect(weights).toEqual(await weightsAfter(ringsExperiment([runOf("adam")]), 60));
});

test("reset brings the first weights back", async () => {
  const { session, program } = open(ringsExperiment());
  const first = await readWeights(program, session.first.executor, 0);
  await session.train(20);
  session.reset();
  expect(session.step).toBe(0);
  expect(await readWeights(program, session.first.executor, 0)).toEqual(first);
});

test("a learning rate changed live holds from the next step", async () => {
  const still = { ...runOf("sgd"), optimizer: { kind: "sgd" as const, learningRate: 0 } };
  const { session, program } = open(ringsExperiment());
  await session.train(10);
  const before = await readWeights(program, session.first.executor, 0);
  const frozen = ringsExperiment([
    { ...still, optimizer: { ...runOf("adam").optimizer, learningRate: 0 } },
  ]);
  session.adjust(compileTraining(frozen, rings()));
  await session.train(30);
  expect(await readWeights(program, session.first.executor, 0)).toEqual(before);
});
