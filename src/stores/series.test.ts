import { describe, expect, test } from "vitest";
import type { Evaluation, MetricsBatch } from "../worker/protocol.ts";
import { runResults } from "./run-results.ts";
import { SeriesStore } from "./series.ts";

/** Steps of `runs` runs whose loss is 100 * run + step, and accuracy a tenth of the run. */
function batch(
  firstStep: number,
  steps: number,
  runs = 1,
  evaluations: Evaluation[] = [],
): MetricsBatch {
  const loss = new Float32Array(steps * runs);
  const accuracy = new Float32Array(steps * runs);
  for (let step = 0; step < steps; step++) {
    for (let run = 0; run < runs; run++) {
      loss[step * runs + run] = 100 * run + firstStep + step;
      accuracy[step * runs + run] = run / 8;
    }
  }
  return {
    runs,
    firstStep,
    loss,
    accuracy,
    penalty: new Float32Array(0),
    learningRate: new Float32Array(steps * runs).fill(0.5),
    seconds: (firstStep + steps) / 10,
    evaluations,
  };
}

function evaluation(step: number, loss: number, accuracy: number): Evaluation {
  return { step, loss: [loss], accuracy: [accuracy] };
}

const everything = { maximum: 250, smooth: false, range: null };

describe("SeriesStore", () => {
  test("keeps every run's values apart and in order", () => {
    const store = new SeriesStore();
    store.append(batch(0, 3, 2));
    store.append(batch(3, 2, 2));
    expect(store.nextStep).toBe(5);
    expect(store.history(1)).toEqual({
      step: [0, 1, 2, 3, 4],
      loss: [100, 101, 102, 103, 104],
      accuracy: [0.125, 0.125, 0.125, 0.125, 0.125],
      penalty: [0, 0, 0, 0, 0],
      learningRate: [0.5, 0.5, 0.5, 0.5, 0.5],
      validationStep: [],
      validationLoss: [],
      validationAccuracy: [],
    });
    expect(store.curve(0, "loss", everything)).toHaveLength(5);
  });

  test("history begins at the first step reported", () => {
    const store = new SeriesStore();
    store.append(batch(7, 2));
    expect(store.history(0).step).toEqual([7, 8]);
    expect(store.valueAt(0, "loss", 8)).toBe(8);
  });

  test("every change has a new version and is told", () => {
    const store = new SeriesStore();
    let told = 0;
    const leave = store.subscribe(() => told++);
    store.append(batch(0, 1));
    store.rewind(0);
    store.clear();
    leave();
    store.append(batch(0, 1));
    expect(told).toBe(3);
    expect(store.version).toBe(4);
  });

  test("rewinding forgets the steps that come again and their evaluations", () => {
    const store = new SeriesStore();
    store.append(
      batch(0, 10, 1, [evaluation(0, 9, 0.1), evaluation(5, 4, 0.5), evaluation(10, 2, 0.9)]),
    );
    store.rewind(6);
    store.append(batch(6, 1));
    const history = store.history(0);
    expect(history.step).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(history.validationStep).toEqual([0, 5]);
    expect(store.curve(0, "loss", everything).map(({ step }) => step)).toEqual([
      0, 1, 2, 3, 4, 5, 6,
    ]);
  });

  test("a batch that overlaps replaces what it repeats; a gap is not a number", () => {
    const store = new SeriesStore();
    store.append(batch(0, 4));
    store.append(batch(2, 3));
    expect(store.history(0).loss).toEqual([0, 1, 2, 3, 4]);
    store.append(batch(7, 1));
    expect(store.history(0).loss).toEqual([0, 1, 2, 3, 4, Number.NaN, Number.NaN, 7]);
  });

  test("smoothing is applied to what stands already", () => {
    const store = new SeriesStore();
    store.append(batch(0, 3));
    store.setSmoothing(2);
    // beta 1/2: m = 0, 0.5, 1.25; corrected by 1 - beta^t
    const smoothed = store.curve(0, "loss", { ...everything, smooth: true });
    expect(smoothed[2]?.value).toBeCloseTo(1.25 / 0.875, 6);
  });

  test("evaluations are found by step and thinned for drawing with the last one kept", () => {
    const store = new SeriesStore();
    const evaluations = Array.from({ length: 100 }, (_, i) => evaluation(10 * i, 100 - i, i / 100));
    store.append(batch(0, 1, 1, evaluations));
    expect(store.evaluationBefore(0, "loss", 9)).toMatchObject({ step: 0, value: 100 });
    expect(store.evaluationBefore(0, "loss", 10)).toMatchObject({ step: 10, value: 99 });
    expect(store.evaluationBefore(0, "loss", -1)).toBeNull();
    const points = store.validation(0, "loss", 20);
    expect(points.length).toBeLessThanOrEqual(21);
    expect(points.at(-1)).toMatchObject({ step: 990, value: 1 });
  });

  test("best is the smallest loss and the largest accuracy", () => {
    const store = new SeriesStore();
    const evaluations = [evaluation(0, 3, 0.2), evaluation(8, 1, 0.5), evaluation(16, 2, 0.75)];
    store.append(batch(0, 1, 1, evaluations));
    expect(store.best(0, "loss")).toEqual({ step: 8, value: 1 });
    expect(store.best(0, "accuracy")).toEqual({ step: 16, value: 0.75 });
    expect(store.best(3, "loss")).toBeNull();
  });

  test("two million steps stay bounded and keep their extremes", () => {
    const store = new SeriesStore();
    const steps = 1 << 21;
    const loss = new Float32Array(steps).fill(1);
    loss[1_234_567] = 50;
    store.append({
      runs: 1,
      firstStep: 0,
      loss,
      accuracy: new Float32Array(steps),
      penalty: new Float32Array(0),
      learningRate: new Float32Array(steps),
      seconds: 1,
      evaluations: [],
    });
    expect(store.history(0).step.length).toBeLessThanOrEqual(1 << 20);
    const points = store.curve(0, "loss", everything);
    expect(points.length).toBeLessThanOrEqual(250);
    expect(Math.max(...points.map((point) => point.value))).toBe(50);
  });

  test("a stretch of a long curve is drawn from the values kept of it", () => {
    const store = new SeriesStore();
    store.append(batch(0, 100_000));
    const [whole, near] = [null, { from: 50_000, to: 50_100 }].map((range) =>
      store.curve(0, "loss", { ...everything, range }),
    );
    const inside = whole?.filter(({ step }) => step >= 50_000 && step <= 50_100) ?? [];
    expect(inside.length).toBeLessThan(3);
    expect(near?.map(({ step, value }) => [step, value])).toEqual(
      Array.from({ length: 103 }, (_, i) => [49_999 + i, 49_999 + i]),
    );
    const wide = store.curve(0, "loss", { ...everything, range: { from: 10_000, to: 90_000 } });
    expect(wide.length).toBeLessThanOrEqual(252);
    expect(wide[0]?.step).toBe(9_999);
  });

  test("a smoothed stretch is the smoothed whole, but for what was before it", () => {
    const store = new SeriesStore();
    store.setSmoothing(20);
    const noisy = batch(0, 4000);
    for (let i = 0; i < 4000; i++) noisy.loss[i] = Math.sin(i) + i / 1000;
    store.append(noisy);
    const whole = store.curve(0, "loss", { maximum: 250, smooth: true, range: null });
    const near = store.curve(0, "loss", {
      maximum: 250,
      smooth: true,
      range: { from: 3000, to: 3100 },
    });
    const same = whole.find(({ step }) => step > 3000 && step < 3100);
    const there = near.find(({ step }) => step === same?.step);
    expect(there?.value).toBeCloseTo(same?.value ?? Number.NaN, 4);
  });

  test("rates are never smoothed", () => {
    const store = new SeriesStore();
    store.setSmoothing(100);
    const falling = batch(0, 3);
    falling.learningRate.set([1, 0.5, 0.25]);
    store.append(falling);
    const drawn = store.curve(0, "learningRate", { ...everything, smooth: true });
    expect(drawn.map(({ value }) => value)).toEqual([1, 0.5, 0.25]);
  });
});

describe("seeds", () => {
  /** Two runs with three seeds each; the last seed of the second has diverged. */
  function seeded(): SeriesStore {
    const store = new SeriesStore(() => 3);
    const loss = new Float32Array([1, 2, 6, 10, 20, 30, 1, 3, 8, 11, 21, Number.NaN]);
    store.append({
      ...batch(0, 2, 6),
      loss,
      evaluations: [
        { step: 0, loss: [3, 6, 9, 1, 2, 3], accuracy: [0, 0, 0, 0.5, 0.5, 0.5] },
        { step: 2, loss: [2, 8, 2, 5, 1, Number.NaN], accuracy: [0.25, 0.5, 0.75, 1, 0.5, 0] },
      ],
    });
    return store;
  }

  test("a run is the mean of its seeds with a band from the smallest to the largest", () => {
    const store = seeded();
    expect([store.runs, store.seeds]).toEqual([2, 3]);
    expect(store.curve(0, "loss", everything)).toEqual([
      { step: 0, value: 3, low: 1, high: 6, count: 3 },
      { step: 1, value: 4, low: 1, high: 8, count: 3 },
    ]);
    expect(store.validation(0, "loss", 10)).toEqual([
      { step: 0, value: 6, low: 3, high: 9, count: 3 },
      { step: 2, value: 4, low: 2, high: 8, count: 3 },
    ]);
  });

  test("a seed that diverged is left out and counted", () => {
    const store = seeded();
    expect(store.curve(1, "loss", everything)[1]).toEqual({
      step: 1,
      value: 16,
      low: 11,
      high: 21,
      count: 2,
    });
    expect([0, 1].map((run) => store.divergedSeeds(run))).toEqual([0, 1]);
    expect(store.valueAt(1, "loss", 1)).toBe(16);
  });

  test("each seed has a history of its own", () => {
    const store = seeded();
    expect(store.history(0, 2).loss).toEqual([6, 8]);
    expect(store.history(1, 1).validationLoss).toEqual([2, 1]);
    expect(store.history(0).loss).toEqual([1, 1]);
  });

  test("results give mean and range over the seeds, and every seed", () => {
    const results = runResults(0, seeded());
    expect(results).toMatchObject({ steps: 2, seeds: 3, diverged: 0, seconds: 0.2 });
    expect(results.finalLoss).toEqual({ value: 4, low: 2, high: 8, count: 3 });
    expect(results.bestLoss).toEqual({ value: (2 + 6 + 2) / 3, low: 2, high: 6, count: 3 });
    expect(results.finalAccuracy).toEqual({ value: 0.5, low: 0.25, high: 0.75, count: 3 });
    expect(results.members.map(({ bestLoss }) => bestLoss)).toEqual([
      { step: 2, value: 2 },
      { step: 0, value: 6 },
      { step: 2, value: 2 },
    ]);
  });

  test("results leave out a diverged seed but not what it reached before", () => {
    const results = runResults(1, seeded());
    expect(results.diverged).toBe(1);
    expect(results.members.map(({ diverged }) => diverged)).toEqual([false, false, true]);
    expect(results.finalLoss).toEqual({ value: 3, low: 1, high: 5, count: 2 });
    expect(results.bestLoss).toEqual({ value: (1 + 1 + 3) / 3, low: 1, high: 3, count: 3 });
    expect(runResults(7, seeded())).toMatchObject({ finalLoss: null, members: [] });
  });
});
