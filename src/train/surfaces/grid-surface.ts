/** A surface between values on a square grid: cubic in both directions, so that it has slopes. */
import type { SurfaceFunction } from "./surfaces.ts";
import { surfaces } from "./surfaces.ts";

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

/** The grid as a surface; whatever leaves it is lost. `lowest` is what heights are counted from. */
export function gridSurface(grid: SquareGrid, lowest: number): SurfaceFunction {
  const { size, reach, values } = grid;
  const finite = Array.from(values, (value) =>
    Number.isFinite(value) ? value : Number.POSITIVE_INFINITY,
  );
  const least = finite.indexOf(Math.min(...finite));
  const place = (index: number) => reach * ((2 * index) / (size - 1) - 1);
  const range = [-reach, reach] as const;
  return {
    value: (x, y) => sampleGrid(grid, x, y)?.value ?? Number.NaN,
    gradient: (x, y) => {
      const found = sampleGrid(grid, x, y);
      return [found?.dx ?? Number.NaN, found?.dy ?? Number.NaN];
    },
    xRange: range,
    yRange: range,
    start: [-0.8 * reach, 0.7 * reach],
    lowest,
    minima: [[place(least % size), place(size - 1 - Math.floor(least / size))]],
    steps: 60,
    rates: surfaces.saddle.rates,
  };
}
