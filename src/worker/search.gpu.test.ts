import { afterAll, expect, test } from "vitest";
import { defaultSearch } from "../spec/defaults.ts";
import type { Experiment } from "../spec/experiment.ts";
import { candidateRun } from "../train/search/draw.ts";
import type { SessionEvaluation, SessionListener } from "../train/session-listener.ts";
import { rings, ringsExperiment, runOf } from "../train/test-experiments.ts";
import { compileTraining } from "../train/training.ts";
import { Engines } from "./engines.ts";
import { Searches } from "./search.ts";

const engines = new Engines({ processor: "test", phone: false, onCompile: () => {} });
engines.choose("gpu");
afterAll(() => engines.dispose());

const experiment: Experiment = {
  ...ringsExperiment([runOf("nesterov")]),
  search: {
    ...defaultSearch(),
    candidates: 4,
    epochs: 4,
    stages: 2,
    keep: 0.5,
    fresh: 0.5,
    ranges: [
      { parameter: "learningRate", low: 1e-3, high: 0.3 },
      { parameter: "momentum", low: 0.5, high: 0.99 },
    ],
  },
};

async function alone(document: Experiment, steps: number): Promise<SessionEvaluation> {
  const evaluations: SessionEvaluation[] = [];
  const listener: SessionListener = {
    metrics: (metrics) => evaluations.push(...metrics.evaluations),
    diverged: () => {},
    checkpoint: () => {},
    progressed: () => {},
  };
  const training = compileTraining(document, rings());
  const { session } = await engines.open({ training, listener });
  await session.train(steps);
  session.dispose();
  return evaluations.at(-1)!;
}

test("on the GPU a survivor of all stages comes to what it comes to alone, bit for bit", async () => {
  const searches = new Searches(engines, () => {});
  const request = { experiment, dataset: rings(), start: new Map() };
  const state = await searches.start(() => Promise.resolve(request));
  expect(state.fault).toBeNull();
  const survivors = state.candidates.filter(({ status, born }) => status === "done" && born === 0);
  expect(survivors).toHaveLength(2);
  for (const { draw, outcome, steps } of survivors) {
    expect(steps).toBe(60);
    const run = candidateRun(experiment.runs[0]!, draw);
    const training = { ...experiment.training, limitUnit: "epochs" as const, limit: 8 };
    const evaluation = await alone({ ...experiment, training, runs: [run] }, steps);
    expect(outcome).toEqual({ loss: evaluation.loss[0], accuracy: evaluation.accuracy[0] });
  }
});
