/**
 * A surface between values above 0 on a square grid: their logarithms are joined by cubics in both
 * directions, so that it has slopes and is nowhere below 0.
 */
import type { SurfaceFunction } from "./surfaces.ts";

export interface SquareGrid {
  /** Places a side, from -reach to reach. */
  readonly size: number;
  readonly reach: number;
  /** [size, size], row 0 at the largest y. */
  readonly values: ArrayLike<number>;
}

/** Weights of four neighbours, and of the slope, at a share from the second to the third. */
function catmullRom(t: number): { weights: number[]; slopes: number[] } {
  return {
    // Catmull and Rom, 1974: through the neighbours, with the slope between those beside them.
    weights: [
      0.5 * (-t + 2 * t * t - t ** 3),
      0.5 * (2 - 5 * t * t + 3 * t ** 3),
      0.5 * (t + 4 * t * t - 3 * t ** 3),
      0.5 * (-t * t + t ** 3),
    ],
    slopes: [
      0.5 * (-1 + 4 * t - 3 * t * t),
      0.5 * (-10 * t + 9 * t * t),
      0.5 * (1 + 8 * t - 9 * t * t),
      0.5 * (-2 * t + 3 * t * t),
    ],
  };
}

function sum(left: readonly number[], right: readonly number[]): number {
  return left.reduce((total, value, index) => total + value * (right[index] ?? 0), 0);
}

/** Value and slope of the grid; not a number outside. */
function sampleGrid({ size, reach, values }: SquareGrid, x: number, y: number) {
  const spacing = (2 * reach) / (size - 1);
  const [across, up] = [(x + reach) / spacing, (y + reach) / spacing];
  const inside = (at: number) => at >= -1e-9 && at <= size - 1 + 1e-9;
  if (!inside(across) || !inside(up)) return null;
  const cell = (at: number) => Math.max(0, Math.min(size - 2, Math.floor(at)));
  const [column, row] = [cell(across), cell(up)];
  // Beyond the edge the last difference goes on.
  const read = (c: number, r: number): number => {
    if (c < 0) return 2 * read(0, r) - read(1, r);
    if (c >= size) return 2 * read(size - 1, r) - read(size - 2, r);
    if (r < 0) return 2 * read(c, 0) - read(c, 1);
    if (r >= size) return 2 * read(c, size - 1) - read(c, size - 2);
    return values[(size - 1 - r) * size + c] ?? Number.NaN;
  };
  const horizontal = catmullRom(across - column);
  const vertical = catmullRom(up - row);
  const near = [-1, 0, 1, 2];
  const rows = near.map((r) => near.map((c) => read(column + c, row + r)));
  const lines = rows.map((line) => sum(horizontal.weights, line));
  const lineSlopes = rows.map((line) => sum(horizontal.slopes, line));
  return {
    value: sum(vertical.weights, lines),
    dx: sum(vertical.weights, lineSlopes) / spacing,
    dy: sum(vertical.slopes, lines) / spacing,
  };
}

/** Two digits, as a person would write it. */
function short(value: number): number {
  return Number(value.toPrecision(2));
}

/** Root of the mean square of the slopes between neighbours; 1 where all are alike. */
function typicalSlope({ size, reach, values }: SquareGrid): number {
  const spacing = (2 * reach) / (size - 1);
  let squares = 0;
  let count = 0;
  for (let index = 0; index < size * size; index++) {
    for (const next of [index % size < size - 1 ? index + 1 : -1, index + size]) {
      const slope = ((values[next] ?? Number.NaN) - (values[index] ?? 0)) / spacing;
      if (!Number.isFinite(slope)) continue;
      squares += slope * slope;
      count += 1;
    }
  }
  // The slope has two parts.
  return Math.sqrt((2 * squares) / Math.max(1, count)) || 1;
}

/** Steps of SGD are as long as the slope is steep, those that divide by it are not. */
function ratesFor(reach: number, slope: number): SurfaceFunction["rates"] {
  const share = (part: number) => short(part * reach);
  const steep = (part: number) => short((part * reach) / slope);
  return {
    sgd: steep(0.04),
    momentum: steep(0.008),
    nesterov: steep(0.008),
    adagrad: share(0.15),
    rmsprop: share(0.02),
    adadelta: 1,
    adam: share(0.05),
    adamw: share(0.05),
    amsgrad: share(0.05),
    adamax: share(0.05),
    nadam: share(0.05),
    radam: steep(0.02),
    lion: share(0.02),
  };
}

/** What is nearly 0 is so much of the largest. */
const least = 1e-9;

function logarithms({ values, ...grid }: SquareGrid): SquareGrid {
  const finite = Array.from(values).filter((value) => Number.isFinite(value));
  const floor = least * Math.max(Number.MIN_VALUE / least, ...finite);
  return { ...grid, values: Array.from(values, (value) => Math.log(Math.max(floor, value))) };
}

/** The grid as a surface; whatever leaves it is lost. */
export function gridSurface(grid: SquareGrid): SurfaceFunction {
  const { size, reach, values } = grid;
  const logs = logarithms(grid);
  const finite = Array.from(values, (value) =>
    Number.isFinite(value) ? value : Number.POSITIVE_INFINITY,
  );
  const deepest = finite.indexOf(Math.min(...finite));
  const place = (index: number) => reach * ((2 * index) / (size - 1) - 1);
  const range = [-reach, reach] as const;
  return {
    value: (x, y) => Math.exp(sampleGrid(logs, x, y)?.value ?? Number.NaN),
    gradient: (x, y) => {
      const found = sampleGrid(logs, x, y);
      if (!found) return [Number.NaN, Number.NaN];
      // d e^s = e^s ds
      const value = Math.exp(found.value);
      return [value * found.dx, value * found.dy];
    },
    xRange: range,
    yRange: range,
    start: [short(-0.6 * reach), short(0.5 * reach)],
    lowest: 0,
    minima: [[place(deepest % size), place(size - 1 - Math.floor(deepest / size))]],
    steps: 60,
    rates: ratesFor(reach, typicalSlope(grid)),
  };
}
