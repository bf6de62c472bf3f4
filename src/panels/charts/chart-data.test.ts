import { describe, expect, test } from "vitest";
import { SeriesStore } from "../../stores/series.ts";
import { drawChart, extent, valuesAt } from "./chart-data.ts";
import { size, threeSeeds, twoRuns, view } from "./test-curves.ts";

const ids = (drawing: ReturnType<typeof drawChart>) => drawing.lines.map(({ id }) => id);

describe("lines", () => {
  test("a training and a validation line for each run, few enough points", () => {
    const { lines } = drawChart(twoRuns(5000), view, size);
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
    const drawing = drawChart(twoRuns(50), { ...view, smoothing: 5, hidden: new Set([1]) }, size);
    expect(ids(drawing)).toEqual(["0-raw", "0-training", "0-validation"]);
  });

  test("the pinned run is on top and thicker, the others are faint", () => {
    const { lines } = drawChart(twoRuns(50), { ...view, pinned: 0 }, size);
    expect(lines.map(({ id }) => id)).toEqual([
      "1-training",
      "1-validation",
      "0-training",
      "0-validation",
    ]);
    const [faint, , pinned] = lines;
    expect(pinned?.opacity).toBe(1);
    expect(faint?.opacity).toBeLessThan(0.5);
    expect(pinned?.width).toBeGreaterThan(faint?.width ?? Infinity);
  });

  test("rates have one line a run, drawn as they are", () => {
    const drawing = drawChart(
      twoRuns(50),
      { ...view, metric: "learningRate", smoothing: 100 },
      size,
    );
    expect(ids(drawing)).toEqual(["0-training", "1-training"]);
    expect(new Set(drawing.lines[0]?.points.map(({ y }) => y))).toEqual(new Set([0.125]));
  });

  test("what a logarithm cannot show is a gap", () => {
    const store = new SeriesStore();
    store.append({
      runs: 1,
      firstStep: 0,
      loss: new Float32Array([1, 0, Number.NaN, 0.1]),
      accuracy: new Float32Array(4),
      penalty: new Float32Array(0),
      learningRate: new Float32Array(4),
      seconds: 1,
      evaluations: [],
    });
    const { lines } = drawChart({ store, inspections: [] }, { ...view, log: true }, size);
    expect(lines[0]?.points.map(({ y }) => y === null)).toEqual([false, true, true, false]);
  });
});

describe("a run that has blown up", () => {
  function blownUp(losses: readonly (readonly [number, number])[]) {
    const store = new SeriesStore();
    store.append({
      runs: 2,
      firstStep: 0,
      loss: Float32Array.from(losses.flat()),
      accuracy: new Float32Array(2 * losses.length),
      penalty: new Float32Array(0),
      learningRate: new Float32Array(2 * losses.length),
      seconds: 1,
      evaluations: [],
    });
    return { store, inspections: [] };
  }
  const tall = (losses: readonly (readonly [number, number])[], changes = {}) =>
    drawChart(blownUp(losses), { ...view, ...changes }, size).axes.y.domain[1];

  test("does not press the others flat, and alone has the chart to itself", () => {
    const losses = [
      [1, 30],
      [0.8, 90],
      [0.6, Number.NaN],
    ] as const;
    expect(tall(losses)).toBe(1);
    expect(tall(losses, { hidden: new Set([0]) })).toBeGreaterThanOrEqual(90);
    // High losses that are still numbers are seen.
    expect(
      tall([
        [1, 30],
        [0.8, 90],
      ]),
    ).toBeGreaterThanOrEqual(90);
  });
});

describe("several seeds", () => {
  const source = threeSeeds([
    [1, 2, 6],
    [1, 3, 8],
    [2, 4, Number.NaN],
  ]);

  test("one line a run with a band from the smallest to the largest", () => {
    const { lines, bands } = drawChart(source, view, size);
    expect(lines.map(({ id }) => id)).toEqual(["0-training", "0-validation"]);
    expect(lines[0]?.points.map(({ y }) => y)).toEqual([3, 4, 3]);
    expect(bands[0]?.stretches).toEqual([
      [
        { x: 0, low: 1, high: 6 },
        { x: 1, low: 1, high: 8 },
        { x: 2, low: 2, high: 4 },
      ],
    ]);
  });

  test("the axis has room for the bands", () => {
    expect(drawChart(source, view, size).axes.y.domain[1]).toBeGreaterThanOrEqual(8);
  });

  test("a step at which no seed is left interrupts the band", () => {
    const broken = threeSeeds([
      [1, 2, 3],
      [1, 2, 3],
      [Number.NaN, Number.NaN, Number.NaN],
      [1, 2, 3],
      [1, 2, 3],
    ]);
    const [training] = drawChart(broken, view, size).bands;
    expect(training?.stretches.map((stretch) => stretch.map(({ x }) => x))).toEqual([
      [0, 1],
      [3, 4],
    ]);
  });

  test("values tell mean, range and how many seeds there are", () => {
    expect(valuesAt(source, view, 2)).toEqual([
      {
        run: 0,
        training: { value: 3, low: 2, high: 4, count: 2 },
        validation: { step: 1, value: 4, low: 1, high: 8, count: 3 },
      },
    ]);
  });
});

describe("axes", () => {
  test("the horizontal axis ends with the last step", () => {
    const { axes } = drawChart(twoRuns(37), view, size);
    expect(axes.x.domain).toEqual([0, 36]);
    expect(axes.y.domain[0]).toBe(0);
    expect(axes.y.domain[1]).toBeGreaterThanOrEqual(2);
  });

  test.each([
    ["epoch", 9 / 5],
    ["examples", 9 * 16],
    ["time", 0.9],
  ] as const)("in %s it ends with those of the last step", (unit, end) => {
    const { axes, lines } = drawChart(twoRuns(10), { ...view, unit }, size);
    expect(axes.x.domain[1]).toBeCloseTo(end, 12);
    expect(lines[0]?.points.at(-1)?.x).toBeCloseTo(end, 12);
  });

  test("accuracy ends at one and begins below its smallest value", () => {
    const { axes } = drawChart(twoRuns(10), { ...view, metric: "accuracy" }, size);
    expect(axes.y.domain).toEqual([0.5, 1]);
  });

  test("a zoomed chart shows its stretch in detail, and its axes fit it", () => {
    const zoom = { from: 20_000, to: 20_050 };
    const { axes, lines } = drawChart(twoRuns(40_000), { ...view, zoom }, size);
    expect(axes.x.domain).toEqual([20_000, 20_050]);
    const inside = lines[0]?.points.filter(({ x }) => x >= zoom.from && x <= zoom.to) ?? [];
    expect(inside.map(({ y }) => y)).toEqual(
      Array.from({ length: 51 }, (_, i) => Math.fround(1 / (20_001 + i))),
    );
    expect(axes.y.domain[1]).toBeLessThan(2e-4);
  });
});

test("a stretch between two evaluations has room for the line that joins them", () => {
  const { store } = twoRuns(40);
  store.append({
    runs: 2,
    firstStep: 40,
    loss: new Float32Array(0),
    accuracy: new Float32Array(0),
    penalty: new Float32Array(0),
    learningRate: new Float32Array(0),
    seconds: 4,
    evaluations: [{ step: 40, loss: [36.25, 0.5], accuracy: [0.5, 0.5] }],
  });
  const zoom = { from: 10, to: 20 };
  const { axes } = drawChart({ store, inspections: [] }, { ...view, zoom }, size);
  // From 0.25 at step 4 to 36.25 at 40: 16.25 at step 20.
  expect(axes.y.domain[1]).toBeGreaterThanOrEqual(16.25);
  expect(axes.y.domain[1]).toBeLessThan(36);
});

test("one run that blows up does not flatten the others", () => {
  const calm = Array.from({ length: 95 }, () => 0.5);
  expect(extent([...calm, 1e20]).max).toBe(50);
  expect(extent([2, 1, 0.5])).toEqual({ min: 0.5, max: 2 });
});

test("values are read exactly, with the last evaluation before", () => {
  const source = twoRuns(10);
  expect(valuesAt(source, view, 9)).toMatchObject([
    { run: 0, training: { value: Math.fround(1 / 10) }, validation: { step: 4, value: 0.25 } },
    { run: 1, training: { value: Math.fround(2 / 10) }, validation: { step: 4, value: 0.5 } },
  ]);
  expect(valuesAt(source, view, 3)[0]?.validation).toBeNull();
});
