import { expect, test } from "vitest";
import { optimizers } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import { runOf } from "../test-experiments.ts";
import { descend, optimizerKinds } from "./descent.ts";
import { gridSurface, type SquareGrid } from "./grid-surface.ts";

/** Values of a function on a grid. */
function gridOf(f: (x: number, y: number) => number, size = 21, reach = 2): SquareGrid {
  const place = (index: number) => reach * ((2 * index) / (size - 1) - 1);
  const values = Array.from({ length: size * size }, (_, index) =>
    f(place(index % size), place(size - 1 - Math.floor(index / size))),
  );
  return { size, reach, values };
}

const f = (x: number, y: number) => Math.exp(x * x + 0.5 * (y - 1) ** 2 + 0.3 * x * y);

test("through the values of the grid, and exact between them where the logarithm is quadratic", () => {
  const surface = gridSurface(gridOf(f));
  for (const [x, y] of [
    [-2, 2],
    [2, -2],
    [0.2, 1],
    [0.27, -0.93],
    [-1.23, 1.41],
  ] as const) {
    expect(surface.value(x, y)).toBeCloseTo(f(x, y), 10);
  }
  const [dx, dy] = surface.gradient(0.27, -0.93);
  expect(dx / f(0.27, -0.93)).toBeCloseTo(2 * 0.27 + 0.3 * -0.93, 10);
  expect(dy / f(0.27, -0.93)).toBeCloseTo(-1.93 + 0.3 * 0.27, 10);
});

test("its slope is that of its value, at the edge too", () => {
  const surface = gridSurface(gridOf((x, y) => 2 + Math.sin(2 * x) * Math.cos(y)));
  const h = 1e-6;
  for (const [x, y] of [
    [-1.95, 1.93],
    [0.55, -1.97],
    [1.9, 0.31],
  ] as const) {
    const [dx, dy] = surface.gradient(x, y);
    expect((surface.value(x + h, y) - surface.value(x - h, y)) / (2 * h)).toBeCloseTo(dx, 6);
    expect((surface.value(x, y + h) - surface.value(x, y - h)) / (2 * h)).toBeCloseTo(dy, 6);
  }
});

test("between values near 0 it stays above 0", () => {
  const surface = gridSurface(gridOf((x) => (x > 0 ? 5 : 1e-6)));
  for (let x = -2; x <= 2; x += 0.013) expect(surface.value(x, 0.1)).toBeGreaterThan(0);
  const zero = gridSurface(gridOf(() => 0));
  expect(zero.value(0.3, 0.3)).toBeLessThan(1e-300);
});

test("nothing lies outside; its minimum is the grid's", () => {
  const surface = gridSurface(gridOf(f));
  expect(surface.value(2.1, 0)).toBeNaN();
  expect(surface.gradient(0, -3)).toEqual([Number.NaN, Number.NaN]);
  expect(surface.minima[0]![0]).toBeCloseTo(-0.2, 12);
  expect(surface.minima[0]![1]).toBeCloseTo(1, 12);
});

test.each([1, 1000])("rates suit the slopes: nobody leaves a bowl %d times as deep", (depth) => {
  const surface = gridSurface(gridOf((x, y) => depth * f(x, y)));
  for (const kind of optimizerKinds) {
    const optimizer = { ...rowDefault(optimizers, kind), learningRate: surface.rates[kind] };
    const path = descend(surface, surface.start, runOf(kind, { optimizer }), surface.steps);
    expect(path.lostAt, kind).toBeNull();
    expect(path.value.at(-1), kind).toBeLessThan(path.value[0]!);
  }
});
