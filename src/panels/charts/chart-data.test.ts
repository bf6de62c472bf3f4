import { describe, expect, test } from "vitest";
import { SeriesStore } from "../../stores/series.ts";
import type { CurveLine } from "../../ui/charts/CurveLines.tsx";
import {
  type ChartView,
  chartAxes,
  chartLines,
  curvesAsCsv,
  extent,
  valuesAt,
} from "./chart-data.ts";

const size = { width: 500, height: 200 };
const view: ChartView = {
  metric: "loss",
  regression: false,
  log: false,
  smoothing: 1,
  stepsPerUnit: 1,
  hidden: new Set(),
};

/** Two runs: losses 1, 1/2, 1/3, ... and twice that. */
function filled(steps: number): SeriesStore {
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
    learningRate: new Float32Array(2 * steps),
    seconds: steps / 10,
    evaluations: [{ step: 4, loss: [0.25, 0.5], accuracy: [0.5, 0.625] }],
  });
  return store;
}

function line(values: readonly (number | null)[]): CurveLine {
  const points = values.map((y, x) => ({ x, y }));
  return { id: "a", points, color: "", dash: "", width: 1, opacity: 1, marker: null };
}

describe("chartLines", () => {
  test("a training and a validation line for each run, few enough points", () => {
    const lines = chartLines(filled(5000), view, size);
    expect(lines.map(({ id }) => id)).toEqual([
      "0-training",
      "0-validation",
      "1-training",
      "1-validation",
    ]);
    expect(lines[1]?.points).toEqual([{ x: 4, y: 0.25 }]);
    expect(lines[1]?.marker).not.toBeNull();
    for (const { points } of lines) expect(points.length).toBeLessThanOrEqual(250);
  });

  test("hidden runs are left out, raw values stand behind smoothed ones", () => {
    const lines = chartLines(filled(50), { ...view, smoothing: 5, hidden: new Set([1]) }, size);
    expect(lines.map(({ id }) => id)).toEqual(["0-raw", "0-training", "0-validation"]);
  });

  test("epochs are steps divided by the steps of one", () => {
    const [training] = chartLines(filled(10), { ...view, stepsPerUnit: 5 }, size);
    expect(training?.points.at(-1)?.x).toBeCloseTo(9 / 5, 12);
  });

  test("what a logarithm cannot show is a gap", () => {
    const store = new SeriesStore();
    const loss = new Float32Array([1, 0, Number.NaN, 0.1]);
    const accuracy = new Float32Array(4);
    store.append({
      runs: 1,
      firstStep: 0,
      loss,
      accuracy,
      penalty: new Float32Array(0),
      learningRate: new Float32Array(4),
      seconds: 1,
      evaluations: [],
    });
    const [training] = chartLines(store, { ...view, log: true }, size);
    expect(training?.points.map(({ y }) => y === null)).toEqual([false, true, true, false]);
  });
});

describe("chartAxes", () => {
  test("the horizontal axis ends with the last step", () => {
    const store = filled(37);
    const axes = chartAxes(store, view, chartLines(store, view, size), size);
    expect(axes.x.domain).toEqual([0, 36]);
    expect(axes.y.domain[0]).toBe(0);
    expect(axes.y.domain[1]).toBeGreaterThanOrEqual(2);
  });

  test("accuracy ends at one and begins below its smallest value", () => {
    const store = filled(10);
    const accuracy: ChartView = { ...view, metric: "accuracy" };
    const { y } = chartAxes(store, accuracy, chartLines(store, accuracy, size), size);
    expect(y.domain).toEqual([0.5, 1]);
  });
});

test("one run that blows up does not flatten the others", () => {
  const calm = Array.from({ length: 95 }, () => 0.5);
  expect(extent([line([...calm, 1e20, null])]).max).toBe(50);
  expect(extent([line([2, 1, 0.5])])).toEqual({ min: 0.5, max: 2 });
});

test("values are read exactly, with the last evaluation before", () => {
  expect(valuesAt(filled(10), view, 9)).toMatchObject([
    { run: 0, training: Math.fround(1 / 10), validation: { step: 4, value: 0.25 } },
    { run: 1, training: Math.fround(2 / 10), validation: { step: 4, value: 0.5 } },
  ]);
  expect(valuesAt(filled(10), view, 3)[0]?.validation).toBeNull();
});

test("CSV has a line for each step and empty cells where there is no value", () => {
  const [header, first, , , , fifth] = curvesAsCsv(filled(6), ['a "b"', "c"]).split("\n");
  expect(header?.split(",")).toHaveLength(9);
  expect(header).toContain('"a ""b"" loss"');
  expect(first).toBe("0,1,0.75,,,2,0.75,,");
  expect(fifth).toBe(`4,${Math.fround(1 / 5)},0.75,0.25,0.5,${Math.fround(2 / 5)},0.75,0.5,0.625`);
});
