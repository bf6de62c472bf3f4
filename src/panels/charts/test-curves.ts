/** Curves and views that the tests of the charts look at. */
import { SeriesStore } from "../../stores/series.ts";
import type { ChartSource, ChartView } from "./chart-view.ts";

export const size = { width: 500, height: 200 };

export const view: ChartView = {
  metric: "loss",
  regression: false,
  log: false,
  smoothing: 1,
  unit: "step",
  measures: { stepsPerEpoch: 5, batchSize: 16 },
  hidden: new Set(),
  pinned: null,
  zoom: null,
};

/** Two runs: losses 1, 1/2, 1/3, ... and twice that; ten steps take a second. */
export function twoRuns(steps: number): ChartSource {
  const store = new SeriesStore();
  const loss = new Float32Array(2 * steps);
  for (let step = 0; step < steps; step++) {
    loss[2 * step] = 1 / (step + 1);
    loss[2 * step + 1] = 2 / (step + 1);
  }
  store.append({
    runs: 2,
    firstStep: 0,
    loss,
    accuracy: new Float32Array(2 * steps).fill(0.75),
    penalty: new Float32Array(0),
    learningRate: new Float32Array(2 * steps).fill(0.125),
    seconds: steps / 10,
    evaluations: [{ step: 4, loss: [0.25, 0.5], accuracy: [0.5, 0.625] }],
  });
  return { store, inspections: [] };
}

/** One run with three seeds whose losses are given step by step. */
export function threeSeeds(losses: readonly (readonly [number, number, number])[]): ChartSource {
  const store = new SeriesStore(() => 3);
  store.append({
    runs: 3,
    firstStep: 0,
    loss: Float32Array.from(losses.flat()),
    accuracy: new Float32Array(3 * losses.length).fill(0.5),
    penalty: new Float32Array(0),
    learningRate: new Float32Array(3 * losses.length).fill(0.125),
    seconds: losses.length,
    evaluations: [{ step: 1, loss: [1, 3, 8], accuracy: [0.25, 0.5, 0.75] }],
  });
  return { store, inspections: [] };
}
