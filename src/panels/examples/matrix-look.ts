/** How the cells of a confusion matrix look and how the keys move among them. */
import { type Rgb, viridis } from "../../ui/charts/colors.ts";

/** Shares of each actual class, or plain counts. */
export type MatrixScale = "shares" | "counts";

export interface Matrix {
  /** [classes, classes]: actual in rows, predicted in columns. */
  readonly counts: Uint32Array;
  readonly classes: number;
}

export function countAt({ counts, classes }: Matrix, actual: number, predicted: number): number {
  return counts[actual * classes + predicted] ?? 0;
}

function rowSum(matrix: Matrix, actual: number): number {
  let sum = 0;
  for (let predicted = 0; predicted < matrix.classes; predicted++) {
    sum += countAt(matrix, actual, predicted);
  }
  return sum;
}

/** Share of the examples of a class that are taken for another; 0 where there are none. */
export function rowShare(matrix: Matrix, actual: number, predicted: number): number {
  const sum = rowSum(matrix, actual);
  return sum === 0 ? 0 : countAt(matrix, actual, predicted) / sum;
}

/** Share of all examples on the diagonal; null where there are none. */
export function hitShare({ counts, classes }: Matrix): number | null {
  let hits = 0;
  let all = 0;
  for (const [cell, count] of counts.entries()) {
    all += count;
    if (Math.floor(cell / classes) === cell % classes) hits += count;
  }
  return all === 0 ? null : hits / all;
}

/** What a cell is coloured by, from 0 to 1 [classes, classes]. */
export function shades(matrix: Matrix, scale: MatrixScale): Float64Array {
  const { counts, classes } = matrix;
  const most = Math.max(1, ...counts);
  const sums = Array.from({ length: classes }, (_, actual) => Math.max(1, rowSum(matrix, actual)));
  return Float64Array.from(
    counts,
    (count, cell) => count / (scale === "counts" ? most : (sums[Math.floor(cell / classes)] ?? 1)),
  );
}

/** null: nothing is there, and the paper shows. */
export function cellColor(count: number, shade: number): Rgb | null {
  return count === 0 ? null : viridis(shade);
}

/** Black or white, whichever is read more easily on the colour. */
export function inkOn([red, green, blue]: Rgb): "#000000" | "#ffffff" {
  // Relative luminance (WCAG 2): black has more contrast above 0.179.
  const linear = [red, green, blue].map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [r = 0, g = 0, b = 0] = linear;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000000" : "#ffffff";
}

export interface Cell {
  readonly actual: number;
  readonly predicted: number;
}

/** Where a key leads to from a cell; null: it is not a key of the matrix. */
export function moved({ actual, predicted }: Cell, key: string, classes: number): Cell | null {
  const within = (place: number) => Math.max(0, Math.min(classes - 1, place));
  switch (key) {
    case "ArrowUp":
      return { actual: within(actual - 1), predicted };
    case "ArrowDown":
      return { actual: within(actual + 1), predicted };
    case "ArrowLeft":
      return { actual, predicted: within(predicted - 1) };
    case "ArrowRight":
      return { actual, predicted: within(predicted + 1) };
    case "Home":
      return { actual, predicted: 0 };
    case "End":
      return { actual, predicted: classes - 1 };
    default:
      return null;
  }
}
