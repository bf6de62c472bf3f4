import { expect, test } from "vitest";
import { createCpuExecutor } from "../engine/cpu/executor.ts";
import { defaultSearch } from "../spec/defaults.ts";
import type { Experiment, SearchSpec } from "../spec/experiment.ts";
import { Fault } from "../spec/fault.ts";
import { allOps } from "../train/program.ts";
import { candidateRun } from "../train/search/draw.ts";
import { isSound } from "../train/search/outcome.ts";
import type { SearchState } from "../train/search/state.ts";
import { Session } from "../train/session.ts";
import type { SessionEvaluation } from "../train/session-listener.ts";
import { rings, ringsExperiment, runOf } from "../train/test-experiments.ts";
import { compileTraining } from "../train/training.ts";
import { Engines } from "./engines.ts";
import { Searches } from "./search.ts";

const search: SearchSpec = {
  ...defaultSearch(),
  seed: 3,
  candidates: 6,
  epochs: 4,
  stages: 3,
  keep: 0.5,
  fresh: 0.5,
  ranges: [
    { parameter: "learningRate", low: 1e-3, high: 0.3 },
    { parameter: "l2", low: 1e-6, high: 1e-2 },
  ],
};

function document(changes: Partial<SearchSpec> = {}, run = runOf("adam")): Experiment {
  return { ...ringsExperiment([run]), search: { ...search, ...changes } };
}

/** Engines on the CPU; `refuse` says which numbers of runs do not fit its memory. */
function enginesOf(refuse: (runs: number) => boolean = () => false) {
  const engines = new Engines({ processor: "test", phone: false, onCompile: () => {} });
  engines.choose("cpu");
  const opened: number[] = [];
  const open = engines.open.bind(engines);
  engines.open = (request) => {
    const runs = request.training.members.length;
    if (refuse(runs)) {
      const values = { layer: "dense_1", needed: 2, available: 1 };
      return Promise.reject(new Fault("memory.tooMuch", values));
    }
    opened.push(runs);
    return open(request);
  };
  return { engines, opened };
}

interface Course {
  refuse?: (runs: number) => boolean;
  /** Stops as soon as this is so. */
  until?: (state: SearchState) => boolean;
}

function searching(experiment: Experiment, { refuse, until }: Course = {}) {
  const { engines, opened } = enginesOf(refuse);
  const states: SearchState[] = [];
  const searches = new Searches(engines, (event) => {
    if (event.type !== "search") return;
    states.push(event.state);
    if (until?.(event.state)) void searches.stop();
  });
  const request = { experiment, dataset: rings(), start: new Map() };
  const ended = searches.start(() => Promise.resolve(request));
  return { states, ended, opened };
}

/** A single run trained without any search, to `steps`. */
async function alone(experiment: Experiment, steps: number): Promise<SessionEvaluation> {
  const training = compileTraining(experiment, rings());
  const evaluations: SessionEvaluation[] = [];
  const executors = training.cohorts.map(({ program }) =>
    createCpuExecutor(program.plan, allOps, "test"),
  );
  const session = new Session(training, executors, {
    metrics: (metrics) => evaluations.push(...metrics.evaluations),
    diverged: () => {},
    checkpoint: () => {},
    progressed: () => {},
  });
  await session.train(steps);
  session.dispose();
  return evaluations.at(-1)!;
}

test("stages halve, survivors and fresh ones end at the same step", async () => {
  const { ended, opened, states } = searching(document());
  const state = await ended;
  expect(state.fault).toBeNull();
  expect(state.phase).toBe("done");
  // 120 examples in batches of 16: 7.5 steps an epoch, 4, 8 and 16 epochs in all.
  const byStage = [0, 1, 2].map((stage) => state.candidates.filter(({ born }) => born === stage));
  expect(byStage.map((each) => each.length)).toEqual([6, 2, 2]);
  const through = state.candidates.filter(({ status }) => status === "done");
  expect(through.map(({ steps }) => steps)).toEqual(through.map(() => 120));
  const dropped = state.candidates.filter(({ status }) => status === "dropped");
  expect(new Set(dropped.map(({ steps, reached }) => `${reached} ${steps}`))).toEqual(
    new Set(["0 30", "1 60"]),
  );
  // All six; three that go on and two fresh ones; then three and two again.
  expect(opened).toEqual([6, 3, 2, 3, 2]);
  expect(state.progress).toBe(1);
  expect(states.at(-1)).toEqual(state);
  for (const { curve, steps } of state.candidates) {
    expect(curve).toHaveLength(Math.floor(steps / state.curveSteps));
    expect(curve.every(Number.isFinite)).toBe(true);
  }
});

test("a survivor of all stages comes to what it comes to alone, bit for bit", async () => {
  const experiment = document();
  const state = await searching(experiment).ended;
  const survivors = state.candidates.filter(({ status, born }) => status === "done" && born === 0);
  expect(survivors.length).toBeGreaterThan(0);
  for (const { draw, outcome, steps } of survivors) {
    const run = candidateRun(experiment.runs[0]!, draw);
    const training = { ...experiment.training, limitUnit: "epochs" as const, limit: 16 };
    const evaluation = await alone({ ...experiment, training, runs: [run] }, steps);
    expect(outcome).toEqual({ loss: evaluation.loss[0], accuracy: evaluation.accuracy[0] });
  }
});

test("what memory refuses is trained in parts, to the same end", async () => {
  const whole = await searching(document()).ended;
  const { ended, opened } = searching(document(), { refuse: (runs) => runs > 2 });
  const parts = await ended;
  expect(Math.max(...opened)).toBe(2);
  const outcomes = (state: SearchState) => state.candidates.map(({ outcome }) => outcome);
  expect(outcomes(parts)).toEqual(outcomes(whole));
});

test("a network that fits in no parts fails in words, and keeps nothing half done", async () => {
  const state = await searching(document(), { refuse: () => true }).ended;
  expect(state.phase).toBe("failed");
  expect(state.fault?.code).toBe("memory.tooMuch");
  expect(new Set(state.candidates.map(({ status }) => status))).toEqual(new Set(["stopped"]));
});

test("stop keeps what is finished and what was reached", async () => {
  const experiment = document({ epochs: 1000, candidates: 4 });
  const { ended } = searching(experiment, { until: ({ candidates }) => candidates[0]!.steps > 0 });
  const state = await ended;
  expect(state.phase).toBe("stopped");
  const trained = state.candidates.filter(({ steps }) => steps > 0);
  expect(trained).toHaveLength(4);
  for (const { outcome, status } of trained) {
    expect(status).toBe("stopped");
    expect(isSound(outcome!)).toBe(true);
  }
});

test("another start ends the search under way, and only one is left", async () => {
  const { engines } = enginesOf();
  const searches = new Searches(engines, () => {});
  const request = (epochs: number) => () =>
    Promise.resolve({ experiment: document({ epochs }), dataset: rings(), start: new Map() });
  const [first, second, third] = await Promise.all([
    searches.start(request(1000)),
    searches.start(request(1000)),
    searches.start(request(2)),
  ]);
  expect([first.phase, second.phase, third.phase]).toEqual(["stopped", "stopped", "done"]);
});

test("what diverges is told, is no number and does not go on", async () => {
  const sgd = runOf("sgd");
  const ranges = [
    { parameter: "learningRate" as const, low: 1e-3, high: 10 },
    { parameter: "initialStd" as const, low: 0.1, high: 10 },
  ];
  const experiment = {
    ...document({ ranges, candidates: 12, epochs: 20, stages: 2 }, sgd),
    loss: { kind: "meanSquaredError" as const },
  };
  const state = await searching(experiment).ended;
  const lost = state.candidates.filter(({ status }) => status === "diverged");
  expect(lost.length).toBeGreaterThan(0);
  for (const { outcome, steps } of lost) {
    expect(outcome).toEqual({ loss: Number.NaN, accuracy: Number.NaN });
    expect(steps).toBeLessThan(300);
  }
  expect(state.candidates.some(({ status }) => status === "done")).toBe(true);
});

test("without held-out examples the last steps of training tell", async () => {
  const { engines } = enginesOf();
  const searches = new Searches(engines, () => {});
  const dataset = rings(120, 0);
  const experiment = document({ stages: 1 });
  const state = await searches.start(() =>
    Promise.resolve({ experiment, dataset, start: new Map() }),
  );
  expect(state.heldOut).toBe(false);
  for (const { outcome, curve } of state.candidates) expect(outcome?.loss).toBe(curve.at(-1));
});
