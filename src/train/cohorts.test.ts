import { describe, expect, test } from "vitest";
import { createCpuExecutor } from "../engine/cpu/executor.ts";
import { asBuilt } from "../spec/defaults.ts";
import type { Experiment, StructureSpec } from "../spec/experiment.ts";
import { checkpointSnapshot, decodeCheckpoint, encodeCheckpoint } from "./checkpoint.ts";
import { allOps } from "./program.ts";
import { Session } from "./session.ts";
import type { SessionMetrics } from "./session-listener.ts";
import { initialSnapshot } from "./state.ts";
import { rings, ringsExperiment, runOf } from "./test-experiments.ts";
import { compileTraining, type Training } from "./training.ts";
import { readRunWeights } from "./weights.ts";

function open(training: Training, snapshot = initialSnapshot(training)) {
  const seen: SessionMetrics[] = [];
  const executors = training.cohorts.map(({ program }) =>
    createCpuExecutor(program.plan, allOps, "test"),
  );
  const quiet = { diverged: () => {}, checkpoint: () => {}, progressed: () => {} };
  const listener = { ...quiet, metrics: (metrics: SessionMetrics) => seen.push(metrics) };
  const session = new Session(training, executors, listener, snapshot);
  /** Of one member, step by step. */
  const losses = (member: number) => {
    const width = training.members.length;
    return seen.flatMap(({ loss }) => [...loss].filter((_, at) => at % width === member));
  };
  return { session, seen, losses };
}

function experimentWith(
  structures: readonly Partial<StructureSpec>[],
  training: Partial<Experiment["training"]> = {},
): Experiment {
  const runs = structures.map((structure) => ({
    ...runOf("adam"),
    structure: { ...asBuilt(), ...structure },
  }));
  const base = ringsExperiment(runs);
  return { ...base, training: { ...base.training, evaluateEvery: 10, ...training } };
}

async function lossesAlone(experiment: Experiment, run: number, steps: number): Promise<number[]> {
  const [spec] = experiment.runs.slice(run, run + 1);
  if (!spec) throw new Error("expected the run");
  const { session, losses } = open(compileTraining({ ...experiment, runs: [spec] }, rings()));
  await session.train(steps);
  session.dispose();
  return losses(0);
}

describe("runs of unlike networks", () => {
  const mixed = experimentWith([{}, { width: 2 }, { activation: "tanh" }, {}]);

  test("form a cohort for each network, and every run goes as it would alone", async () => {
    const training = compileTraining(mixed, rings());
    expect(training.cohorts.map(({ members }) => members)).toEqual([[0, 3], [1], [2]]);
    const { session, losses } = open(training);
    await session.train(25);
    for (const run of mixed.runs.keys()) {
      expect(losses(run)).toEqual(await lossesAlone(mixed, run, 25));
    }
    session.dispose();
  });

  test("are evaluated at the same steps, one figure each", async () => {
    const { session, seen } = open(compileTraining(mixed, rings()));
    await session.train(20);
    const evaluations = seen.flatMap((metrics) => metrics.evaluations);
    expect(evaluations.map(({ step }) => step)).toEqual([0, 10, 20]);
    for (const { loss } of evaluations) {
      expect(loss).toHaveLength(4);
      expect(loss.every(Number.isFinite)).toBe(true);
      expect(loss[3]).toBe(loss[0]);
    }
    session.dispose();
  });

  test("answer in the order of the document", async () => {
    const { session } = open(compileTraining(mixed, rings()));
    const found = await session.gather(({ program, members }) =>
      Promise.resolve(members.map((member) => [member, program.plan.parameterStride])),
    );
    expect(found.map(([member]) => member)).toEqual([0, 1, 2, 3]);
    expect(found[1]?.[1]).toBeGreaterThan(found[0]?.[1] ?? 0);
    session.dispose();
  });

  test("start from the same draw where shapes match", async () => {
    const { session } = open(compileTraining(mixed, rings()));
    const weights = await Promise.all([0, 2].map((run) => readRunWeights(session, run)));
    expect(weights[0]).toEqual(weights[1]);
    session.dispose();
  });

  test("go on from a checkpoint's file exactly as they would have", async () => {
    const training = compileTraining(mixed, rings());
    const { session, losses } = open(training);
    await session.train(12);
    const about = { kind: "manual" as const, name: "", createdAt: 0, step: 12 };
    const file = encodeCheckpoint(training, session.snapshot, { ...about, loss: [], accuracy: [] });
    const kept = checkpointSnapshot(training, decodeCheckpoint(file, "x"));
    const again = open(training, kept);
    await Promise.all([session.train(20), again.session.train(20)]);
    for (const run of mixed.runs.keys()) {
      expect(again.losses(run)).toEqual(losses(run).slice(12));
    }
  });
});

describe("a look inside", () => {
  const mixed = experimentWith([{}, { width: 2 }]);

  test("while training goes on changes nothing, and tells of every run", async () => {
    const plain = open(compileTraining(mixed, rings()));
    await plain.session.train(40);
    const { session, losses } = open(compileTraining(mixed, rings()));
    const training = session.train(40);
    const looks = [];
    for (let look = 0; look < 3; look++) looks.push(await session.inspect());
    await training;
    for (const run of mixed.runs.keys()) expect(losses(run)).toEqual(plain.losses(run));
    for (const { runs, step } of looks) {
      expect(runs).toHaveLength(2);
      expect(step).toBeLessThanOrEqual(40);
      const names = runs[0]?.parameters.map(({ name }) => name);
      expect(names).toEqual(["dense_1/kernel", "dense_1/bias", "dense_2/kernel", "dense_2/bias"]);
    }
    const compared = looks.flatMap(({ runs }) => runs.flatMap(({ parameters }) => parameters));
    expect(compared.some(({ ratio }) => ratio !== null && ratio > 0)).toBe(true);
    session.dispose();
    plain.session.dispose();
  });

  test("behind a single step has that step's updates, as long as somebody looks", async () => {
    const { session } = open(compileTraining(mixed, rings()));
    await session.inspect();
    await session.train(1);
    const { step, runs } = await session.inspect();
    expect(step).toBe(1);
    for (const { parameters } of runs) {
      for (const { update } of parameters) expect(update?.norm).toBeGreaterThan(0);
    }
    session.reset();
    const again = await session.inspect();
    expect(again.runs[0]?.parameters[0]?.update).toBeNull();
    session.dispose();
  });

  test("before training shows the first weights, without updates", async () => {
    const { session } = open(compileTraining(mixed, rings()));
    const { step, runs } = await session.inspect();
    expect(step).toBe(0);
    const [kernel] = runs[0]?.parameters ?? [];
    expect(kernel?.weights.std).toBeGreaterThan(0);
    expect(kernel?.gradient?.norm).toBeGreaterThan(0);
    expect(kernel?.update).toBeNull();
    session.dispose();
  });
});

describe("several seeds", () => {
  test("train each run as the run with that seed goes alone", async () => {
    const experiment = experimentWith([{}, { width: 2 }], { seeds: 3 });
    const training = compileTraining(experiment, rings());
    expect(training.members.map(({ seed }) => seed)).toEqual([1, 2, 3, 1, 2, 3]);
    const { session, losses } = open(training);
    await session.train(15);
    const single = { ...experiment, training: { ...experiment.training, seeds: 1 } };
    for (const [member, spec] of training.members.entries()) {
      const alone = await lossesAlone({ ...single, runs: [spec] }, 0, 15);
      expect(losses(member)).toEqual(alone);
    }
    session.dispose();
  });

  test("metrics carry rates and times", async () => {
    const { session, seen } = open(compileTraining(experimentWith([{}], { seeds: 2 }), rings()));
    await session.train(5);
    const rates = seen.flatMap(({ learningRate }) => [...learningRate]);
    expect(rates).toHaveLength(10);
    expect(new Set(rates)).toEqual(new Set([Math.fround(0.01)]));
    expect(seen.at(-1)?.seconds).toBeGreaterThanOrEqual(0);
    session.dispose();
  });
});
