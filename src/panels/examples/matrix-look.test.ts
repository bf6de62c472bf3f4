import { expect, test } from "vitest";
import { cellColor, hitShare, inkOn, type Matrix, moved, rowShare, shades } from "./matrix-look.ts";

const matrix: Matrix = { counts: Uint32Array.of(6, 2, 0, 1, 3, 0, 0, 0, 0), classes: 3 };

test("shares are those of the actual class, and 0 where there is no example of it", () => {
  expect(rowShare(matrix, 0, 1)).toBe(0.25);
  expect(rowShare(matrix, 1, 1)).toBe(0.75);
  expect(rowShare(matrix, 2, 2)).toBe(0);
  expect(hitShare(matrix)).toBe(9 / 12);
  expect(hitShare({ counts: new Uint32Array(4), classes: 2 })).toBeNull();
});

test("colours follow the share of the row, or the largest count", () => {
  expect([...shades(matrix, "shares")]).toEqual([0.75, 0.25, 0, 0.25, 0.75, 0, 0, 0, 0]);
  expect([...shades(matrix, "counts")].slice(0, 5)).toEqual([1, 2 / 6, 0, 1 / 6, 0.5]);
});

test("an empty cell has no colour, a single example has", () => {
  expect(cellColor(0, 0)).toBeNull();
  expect(cellColor(1, 0)).toEqual([68, 1, 84]);
});

test("what is written on a colour can be read on it", () => {
  expect(inkOn([68, 1, 84])).toBe("#ffffff");
  expect(inkOn([253, 231, 37])).toBe("#000000");
});

test("keys move within the matrix", () => {
  const cell = { actual: 0, predicted: 2 };
  expect(moved(cell, "ArrowUp", 3)).toEqual(cell);
  expect(moved(cell, "ArrowRight", 3)).toEqual(cell);
  expect(moved(cell, "ArrowDown", 3)).toEqual({ actual: 1, predicted: 2 });
  expect(moved(cell, "ArrowLeft", 3)).toEqual({ actual: 0, predicted: 1 });
  expect(moved(cell, "Home", 3)).toEqual({ actual: 0, predicted: 0 });
  expect(moved(cell, "Tab", 3)).toBeNull();
});
