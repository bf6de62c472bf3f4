import { describe, expect, test } from "vitest";
import { colorScale, tileGrid, tilesOf } from "./kernel-tiles.ts";

/** The index that a cell of a tile reads. */
function cell(tiles: ReturnType<typeof tilesOf>, tile: number, row: number, column: number) {
  return (tiles.offsets[tile] ?? 0) + row * tiles.rowStride + column * tiles.columnStride;
}

/** Row-major place of [i, j, ...] in a shape. */
function place(shape: readonly number[], at: readonly number[]): number {
  return shape.reduce((sum, size, axis) => sum * size + (at[axis] ?? 0), 0);
}

describe("weights as tiles", () => {
  test("dense on images: each unit in the image's shape, a tile a channel", () => {
    const shape = [4 * 3 * 2, 5];
    const tiles = tilesOf(shape, { form: "image", shape: [4, 3, 2] });
    expect([tiles.look, tiles.rows, tiles.columns, tiles.offsets.length]).toEqual([
      "tiles",
      4,
      3,
      10,
    ]);
    // Unit 3, channel 1 is the eighth tile.
    expect(cell(tiles, 7, 2, 1)).toBe(place([4, 3, 2, 5], [2, 1, 1, 3]));
  });

  test("conv2d: a tile a filter and channel", () => {
    const shape = [3, 2, 2, 4];
    const tiles = tilesOf(shape, null);
    expect([tiles.rows, tiles.columns, tiles.offsets.length, tiles.perUnit]).toEqual([3, 2, 8, 2]);
    expect(cell(tiles, 5, 2, 1)).toBe(place(shape, [2, 1, 1, 2]));
  });

  test("conv1d: time to the right, channels down", () => {
    const shape = [5, 3, 4];
    const tiles = tilesOf(shape, { form: "sequence", shape: [80, 3] });
    expect([tiles.rows, tiles.columns, tiles.offsets.length]).toEqual([3, 5, 4]);
    expect(cell(tiles, 2, 1, 4)).toBe(place(shape, [4, 1, 2]));
  });

  test("dense on flattened sequences: time to the right, channels down", () => {
    const tiles = tilesOf([6 * 2, 3], { form: "sequence", shape: [6, 2] });
    expect(cell(tiles, 1, 1, 4)).toBe(place([6, 2, 3], [4, 1, 1]));
  });

  test("two inputs are arrows, and anything else stands as a matrix", () => {
    expect(tilesOf([2, 8], { form: "table", shape: [2] }).look).toBe("arrows");
    expect(tilesOf([2, 8], null).look).toBe("matrix");
    const tiles = tilesOf([10, 8], { form: "table", shape: [10] });
    expect([tiles.look, tiles.rows, tiles.columns]).toEqual(["matrix", 10, 8]);
    expect(cell(tiles, 0, 4, 5)).toBe(place([10, 8], [4, 5]));
    expect(tilesOf([7], null)).toMatchObject({ look: "matrix", rows: 1, columns: 7 });
  });

  test("more tiles than can be looked at are left out, whole units at a time", () => {
    expect(tilesOf([9, 500], { form: "image", shape: [3, 3] }).offsets.length).toBe(128);
    expect(tilesOf([3, 3, 3, 512], null).offsets.length).toBe(126);
    expect(tilesOf([3, 3, 600, 512], null).offsets.length).toBe(128);
  });

  test("the full colour belongs to the largest weight, or to three times the usual one", () => {
    const tiles = tilesOf([4, 2], { form: "image", shape: [2, 2] });
    const values = Float32Array.of(1, -5, 2, 0, -3, Number.NaN, 0, 4);
    expect(colorScale(tiles, values)).toBe(5);
    expect(colorScale(tiles, values, tiles.offsets.slice(0, 1))).toBe(3);
    expect(colorScale(tiles, new Float32Array(8))).toBe(1);
    const wide = tilesOf([100, 1], { form: "image", shape: [10, 10] });
    const outlier = Float32Array.from({ length: 100 }, (_, index) => (index === 7 ? -50 : 1));
    // 3 sqrt((99 * 1 + 50^2) / 100)
    expect(colorScale(wide, outlier)).toBeCloseTo(15.2941, 3);
  });
});

describe("the grid of tiles", () => {
  const images = (units: number) => tilesOf([784, units], { form: "image", shape: [28, 28] });

  test("stays inside its width and height where that is possible", () => {
    for (const [units, width] of [
      [1, 240],
      [10, 240],
      [64, 240],
      [128, 500],
    ] as const) {
      const grid = tileGrid(images(units), width, 200);
      expect(grid.across * (grid.width + grid.gap) - grid.gap).toBeLessThanOrEqual(width);
      expect(grid.totalHeight).toBeLessThanOrEqual(200);
      expect(grid.width).toBeGreaterThanOrEqual(14);
    }
  });

  test("few tiles are large, but not larger than they need to be", () => {
    expect(tileGrid(images(4), 500, 200).width).toBe(64);
  });

  test("many tiles in little room keep a size that can be seen, and grow downwards", () => {
    const grid = tileGrid(images(128), 120, 60);
    expect(grid.width).toBeGreaterThanOrEqual(14);
    expect(grid.totalHeight).toBeGreaterThan(60);
  });

  test("channels of one filter stand in one row", () => {
    const grid = tileGrid(tilesOf([3, 3, 3, 16], null), 260, 200);
    expect(grid.across % 3).toBe(0);
  });
});
