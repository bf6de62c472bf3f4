import { expect, test } from "vitest";
import { drawChart } from "./chart-data.ts";
import { inspectedAt, inspectedPoints } from "./inspected.ts";
import { size, twoRuns, view } from "./test-curves.ts";
import { inspection } from "./test-inspections.ts";

const inspections = [
  inspection(10, [8, 80], [1e-3, 1, null]),
  inspection(20, [4, 40], [1e-3, 4e-3, 1e-2]),
  inspection(30, [2, 20]),
  inspection(40, [1, 10]),
];

test("each run has its own gradient norm", () => {
  const points = inspectedPoints(inspections, 1, "gradientNorm", null);
  expect(points.map(({ step, value }) => [step, value])).toEqual([
    [10, 80],
    [20, 40],
    [30, 20],
    [40, 10],
  ]);
  expect(inspectedPoints(inspections, 2, "gradientNorm", null)).toEqual([]);
});

test("the update ratio is the median of the parameters that have one", () => {
  const points = inspectedPoints(inspections, 0, "updateRatio", null);
  // The last two inspections saw no update.
  expect(points.map(({ step, value }) => [step, value])).toEqual([
    [10, (1e-3 + 1) / 2],
    [20, 4e-3],
  ]);
  expect(inspectedAt(inspections, 0, "updateRatio", 99)).toMatchObject({ step: 20, value: 4e-3 });
});

test("a stretch comes with a neighbour on either side", () => {
  const steps = (from: number, to: number) =>
    inspectedPoints(inspections, 0, "gradientNorm", { from, to }).map(({ step }) => step);
  expect(steps(15, 25)).toEqual([10, 20, 30]);
  expect(steps(0, 5)).toEqual([10]);
  expect(steps(50, 60)).toEqual([40]);
});

test("what is read is the last found before", () => {
  expect(inspectedAt(inspections, 0, "gradientNorm", 29)).toMatchObject({ step: 20, value: 4 });
  expect(inspectedAt(inspections, 0, "gradientNorm", 9)).toBeNull();
});

test("the ratio is drawn in decades around 1e-3", () => {
  const source = { ...twoRuns(50), inspections: inspections.slice(0, 2) };
  const { axes, guide, lines } = drawChart(source, { ...view, metric: "updateRatio" }, size);
  expect(axes.yKind).toBe("log");
  expect(guide).toBe(1e-3);
  expect(axes.y.domain[0]).toBeLessThan(1e-3);
  expect(lines).toHaveLength(2);
});
