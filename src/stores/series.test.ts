import { describe, expect, test } from "vitest";
import type { Evaluation, MetricsBatch } from "../worker/protocol.ts";
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
  return { runs, firstStep, loss, accuracy, penalty: new Float32Array(0), evaluations };
}

function evaluation(step: number, loss: number, accuracy: number): Evaluation {
  return { step, loss: [loss], accuracy: [accuracy] };
}

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
      validationStep: [],
      validationLoss: [],
      validationAccuracy: [],
    });
    expect(store.envelope(0, "loss")?.points(250)).toHaveLength(5);
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
    expect(store.envelope(0, "loss")?.count).toBe(7);
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
    const smoothed = store
      .envelope(0, "loss")
      ?.smoothPoints(250)
      .map((point) => point.value);
    expect(smoothed?.[2]).toBeCloseTo(1.25 / 0.875, 6);
  });

  test("evaluations are found by step and thinned for drawing with the last one kept", () => {
    const store = new SeriesStore();
    const evaluations = Array.from({ length: 100 }, (_, i) => evaluation(10 * i, 100 - i, i / 100));
    store.append(batch(0, 1, 1, evaluations));
    expect(store.evaluationBefore(0, "loss", 9)).toEqual({ step: 0, value: 100 });
    expect(store.evaluationBefore(0, "loss", 10)).toEqual({ step: 10, value: 99 });
    expect(store.evaluationBefore(0, "loss", -1)).toBeNull();
    const points = store.validation(0, "loss", 20);
    expect(points.length).toBeLessThanOrEqual(21);
    expect(points.at(-1)).toEqual({ step: 990, value: 1 });
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
      evaluations: [],
    });
    expect(store.history(0).step.length).toBeLessThanOrEqual(1 << 20);
    const points = store.envelope(0, "loss")?.points(250) ?? [];
    expect(points.length).toBeLessThanOrEqual(250);
    expect(Math.max(...points.map((point) => point.value))).toBe(50);
  });
});
