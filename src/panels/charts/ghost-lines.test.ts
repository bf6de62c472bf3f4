import { expect, test } from "vitest";
import { defaultExperiment } from "../../spec/defaults.ts";
import { drawChart } from "./chart-data.ts";
import { ghostLines, type PastCurves } from "./ghost-lines.ts";
import { size, twoRuns, view } from "./test-curves.ts";
import { xAxisOf } from "./x-axis.ts";

const experiment = defaultExperiment();

const past: PastCurves = {
  id: "a/0",
  experiment: { ...experiment, training: { ...experiment.training, batchSize: 64 } },
  series: {
    step: [0, 10, 20],
    epoch: [0, 1, 2],
    seconds: [0, 4, 6],
    loss: [8, 4, Number.NaN],
    accuracy: [0.25, 0.5, 0.75],
    validationStep: [5, 15],
    validationLoss: [6, 3],
    validationAccuracy: [0.375, 0.625],
  },
};

const axis = (unit: "step" | "epoch" | "time" | "examples") =>
  xAxisOf(unit, view.measures, twoRuns(10).store.clock, 9);

test("a past run has a training and a validation line of its own values", () => {
  const [training, validation] = ghostLines([past], view, axis("step"));
  expect(training?.points).toEqual([
    { x: 0, y: 8 },
    { x: 10, y: 4 },
    { x: 20, y: null },
  ]);
  expect(validation?.points).toEqual([
    { x: 5, y: 6 },
    { x: 15, y: 3 },
  ]);
});

test("it is measured by its own epochs, times and batches", () => {
  const places = (unit: Parameters<typeof axis>[0]) =>
    ghostLines([past], view, axis(unit)).map(({ points }) => points.map(({ x }) => x));
  expect(places("epoch")).toEqual([
    [0, 1, 2],
    [0.5, 1.5],
  ]);
  expect(places("time")).toEqual([
    [0, 4, 6],
    [2, 5],
  ]);
  expect(places("examples")).toEqual([
    [0, 640, 1280],
    [320, 960],
  ]);
});

test("rates and penalties have no past", () => {
  expect(ghostLines([past], { ...view, metric: "penalty" }, axis("step"))).toEqual([]);
});

test("the axis has room for what is seen of it, not for what lies beyond", () => {
  const sound = { ...past, series: { ...past.series, loss: [8, 4, 2] } };
  const short = drawChart(twoRuns(6), view, size, [sound]);
  expect(short.axes.x.domain).toEqual([0, 5]);
  expect(short.axes.y.domain[1]).toBeGreaterThanOrEqual(8);
  expect(short.ghosts).toHaveLength(2);
});

test("a past run that has blown up has no say in the axis", () => {
  const wild = { ...past, series: { ...past.series, loss: [8, 1e9, 300] } };
  expect(drawChart(twoRuns(12), view, size, [wild]).axes.y.domain[1]).toBeLessThan(20);
  const { axes, ghosts } = drawChart(twoRuns(6), view, size, [past]);
  expect(axes.y.domain[1]).toBe(2);
  expect(ghosts.map(({ sound }) => sound)).toEqual([false, false]);
});
