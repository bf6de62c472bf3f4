import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type HistoryStore, historyLimit } from "../data/history-store.ts";
import { defaultExperiment, defaultRun } from "../spec/defaults.ts";
import type { Experiment } from "../spec/experiment.ts";
import type { FaultRecord } from "../spec/fault.ts";
import type { MetricsBatch } from "../worker/protocol.ts";
import {
  deleteTraining,
  dismissGhosts,
  keepPastRuns,
  mostGhosts,
  type PastTraining,
  showGhost,
  startHistory,
  trainedOn,
  usePastRuns,
} from "./past-runs.ts";
import { pastSeries, pointsFor } from "./past-series.ts";
import { SeriesStore } from "./series.ts";

/** Loss of member m at step s is s + 1000 m; one evaluation every tenth step. */
function batch(steps: number, members: number, firstStep = 0): MetricsBatch {
  const each = (value: (step: number, member: number) => number) =>
    Float32Array.from({ length: steps * members }, (_, at) =>
      value(firstStep + Math.floor(at / members), at % members),
    );
  const row = (value: number) => Array.from({ length: members }, (_, member) => value + member);
  const evaluations = Array.from({ length: steps }, (_, at) => firstStep + at)
    .filter((step) => step % 10 === 0)
    .map((step) => ({ step, loss: row(step), accuracy: row(0.5) }));
  return {
    runs: members,
    firstStep,
    loss: each((step, member) => step + 1000 * member),
    accuracy: each(() => 0.5),
    penalty: new Float32Array(0),
    learningRate: each(() => 0.1),
    seconds: (firstStep + steps) / 100,
    evaluations,
  };
}

function curves(steps: number, runs = 1, seeds = 1): SeriesStore {
  const store = new SeriesStore(() => seeds);
  store.append(batch(steps, runs * seeds));
  return store;
}

function experimentOf(runs = 1, changes: Partial<Experiment> = {}): Experiment {
  const base = defaultExperiment();
  const all = Array.from({ length: runs }, (_, at) => ({ ...defaultRun(), name: `run ${at}` }));
  return { ...base, runs: all, ...changes };
}

function memoryStore() {
  const held = new Map<string, PastTraining>();
  const store: HistoryStore<PastTraining> = {
    list: async () => [...held.values()].sort((a, b) => b.createdAt - a.createdAt),
    put: async (training) => void held.set(training.id, structuredClone(training)),
    delete: async (id) => void held.delete(id),
  };
  return { held, store };
}

const names = (runs: readonly { name: string }[]) => runs.map(({ name }) => name);
let stop: () => void = () => {};
let faults: FaultRecord[] = [];

function start(store: HistoryStore<PastTraining>): void {
  stop = startHistory({ store, names, onFault: (fault) => faults.push(fault) });
}

beforeEach(() => {
  faults = [];
  usePastRuns.setState({ trainings: [], ghosts: [], trained: null });
  trainedOn(experimentOf());
});
afterEach(() => stop());

const now = () => usePastRuns.getState();

describe("what is kept", () => {
  test("the runs so far become ghosts, with names, figures and curves", () => {
    trainedOn(experimentOf(2));
    keepPastRuns(curves(41, 2));
    const { ghosts } = now();
    expect(ghosts.map(({ name, run }) => [name, run])).toEqual([
      ["run 0", 0],
      ["run 1", 1],
    ]);
    expect(ghosts[1]?.series.loss.slice(0, 3)).toEqual([1000, 1001, 1002]);
    expect(ghosts[1]?.results.finalLoss?.value).toBe(41);
    expect(new Set(ghosts.map(({ id }) => id)).size).toBe(2);
  });

  test("a training of a few steps leaves nothing", () => {
    keepPastRuns(curves(9));
    expect(now().trainings).toEqual([]);
  });

  test("runs that are not the document's are not kept under its name", () => {
    keepPastRuns(curves(50, 3));
    expect(now().trainings).toEqual([]);
  });

  test("the newest twenty, newest first", () => {
    for (let index = 0; index < historyLimit + 3; index++) {
      trainedOn(experimentOf(1, { orderSeed: index }));
      keepPastRuns(curves(20));
    }
    const seeds = now().trainings.map(({ experiment }) => experiment.orderSeed);
    expect(seeds).toHaveLength(historyLimit);
    expect(seeds[0]).toBe(historyLimit + 2);
    expect(now().ghosts).toHaveLength(mostGhosts);
    // The newest are those that are still drawn.
    expect(now().ghosts[0]?.experiment.orderSeed).toBe(historyLimit + 2);
  });

  test("only ghosts of the same data and loss are drawn; they come back with it", () => {
    keepPastRuns(curves(20));
    const { data } = defaultExperiment();
    trainedOn(experimentOf(1, { data: { ...data, seed: 99 } }));
    expect(now().ghosts).toEqual([]);
    expect(now().trainings).toHaveLength(1);
    trainedOn(experimentOf(1));
    expect(now().ghosts).toHaveLength(1);
  });
});

describe("dismissing", () => {
  test("one is hidden and shown again; all are dismissed; a training is deleted", () => {
    trainedOn(experimentOf(2));
    keepPastRuns(curves(20, 2));
    const [first] = now().ghosts;
    showGhost(first!.id, false);
    expect(now().ghosts.map(({ run }) => run)).toEqual([1]);
    showGhost(first!.id, true);
    expect(now().ghosts).toHaveLength(2);
    dismissGhosts();
    expect(now().ghosts).toEqual([]);
    expect(now().trainings).toHaveLength(1);
    deleteTraining(now().trainings[0]!.id);
    expect(now().trainings).toEqual([]);
  });
});

describe("across visits", () => {
  test("what was kept comes back with document, seeds and curves", async () => {
    const { store } = memoryStore();
    start(store);
    trainedOn(experimentOf(1));
    keepPastRuns(curves(50, 1, 3));
    const kept = now().trainings;
    stop();
    usePastRuns.setState({ trainings: [], ghosts: [] });
    start(store);
    await vi.waitFor(() => expect(now().trainings).toHaveLength(1));
    expect(now().trainings).toEqual(kept);
    expect(now().ghosts[0]).toMatchObject({ name: "run 0", seeds: 3 });
  });

  test("hiding and deleting are remembered", async () => {
    const { store, held } = memoryStore();
    start(store);
    keepPastRuns(curves(50));
    await vi.waitFor(() => expect(held.size).toBe(1));
    dismissGhosts();
    await vi.waitFor(() => expect([...held.values()][0]?.runs[0]?.shown).toBe(false));
    deleteTraining(now().trainings[0]!.id);
    await vi.waitFor(() => expect(held.size).toBe(0));
  });

  test("one hidden because there were too many stays hidden, though the others are dismissed", async () => {
    const { store, held } = memoryStore();
    start(store);
    for (let at = 0; at <= mostGhosts; at++) keepPastRuns(curves(50));
    dismissGhosts();
    const isShown = () => [...held.values()].map(({ runs }) => runs[0]?.shown);
    await vi.waitFor(() => expect(isShown()).toEqual(Array(mostGhosts + 1).fill(false)));
    stop();
    usePastRuns.setState({ trainings: [], ghosts: [] });
    start(store);
    await vi.waitFor(() => expect(now().trainings).toHaveLength(mostGhosts + 1));
    expect(now().ghosts).toEqual([]);
  });

  test("a store that is full is told once, and nothing on the page is lost", async () => {
    const full = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
    start({ list: async () => [], put: full, delete: full });
    keepPastRuns(curves(50));
    keepPastRuns(curves(60));
    await vi.waitFor(() => expect(faults).toHaveLength(1));
    expect(faults[0]?.code).toBe("storage.full");
    expect(now().trainings).toHaveLength(2);
  });

  test("an entry that cannot be read stays where it is; the others come back", async () => {
    const { store, held } = memoryStore();
    start(store);
    keepPastRuns(curves(50));
    keepPastRuns(curves(60));
    await vi.waitFor(() => expect(held.size).toBe(2));
    const [first] = held.values();
    held.set(first!.id, { ...first!, experiment: { version: 99 } as unknown as Experiment });
    stop();
    usePastRuns.setState({ trainings: [], ghosts: [] });
    start(store);
    await vi.waitFor(() => expect(now().trainings).toHaveLength(1));
    expect(held.size).toBe(2);
    expect(faults).toHaveLength(1);
  });
});

describe("curves of bounded size", () => {
  test("stretches are means, steps their middle, time and epochs belong to them", () => {
    const store = curves(1000);
    const { step, epoch, seconds, loss } = pastSeries(store, 0, { points: 100, stepsPerEpoch: 50 });
    expect(step).toHaveLength(100);
    expect([step[0], epoch[0], loss[0]]).toEqual([4, 4 / 50, 4.5]);
    expect(seconds[99]).toBeCloseTo(9.94, 6);
  });

  test("over seeds, what is not a number is left out of the mean", () => {
    const store = new SeriesStore(() => 2);
    const lost = batch(20, 2);
    for (let at = 1; at < lost.loss.length; at += 2) lost.loss[at] = Number.NaN;
    store.append(lost);
    const { loss } = pastSeries(store, 0, { points: 300, stepsPerEpoch: 1 });
    expect(loss).toEqual(Array.from({ length: 20 }, (_, step) => step));
  });

  test("however long a training and however many its runs", () => {
    const store = curves(70_000, 2);
    const series = pastSeries(store, 1, { points: pointsFor(2), stepsPerEpoch: 50 });
    for (const values of Object.values(series)) {
      expect(values.length).toBeLessThanOrEqual(300);
      expect(values.length).toBeGreaterThan(100);
    }
    // The last evaluation is among those kept.
    expect(series.validationStep.at(-1)).toBe(69_990);
    expect(pointsFor(1)).toBe(300);
    expect(pointsFor(64)).toBeLessThanOrEqual(100);
  });
});
