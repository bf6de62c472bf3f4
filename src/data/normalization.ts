import type { Examples } from "../engine/core/dataset.ts";
import { elements, type Shape } from "../engine/core/shape.ts";
import type { Preprocessing } from "../spec/catalogue.ts";
import type { Normalization } from "../spec/experiment.ts";

export interface Fit {
  readonly normalization: Normalization;
  /** Features that never change in the training part: they are shifted to 0 and stay there. */
  readonly constant: readonly number[];
}

/**
 * The numbers of x' = (x - shift) * scale, from the training part only. Flat data has one pair for
 * each feature; images and sequences have one for all.
 */
export function fitNormalization(
  preprocessing: Preprocessing,
  training: Examples,
  inputShape: Shape,
): Fit {
  const columns = inputShape.length === 1 ? elements(inputShape) : 1;
  switch (preprocessing) {
    case "none":
      return { normalization: { shift: [0], scale: [1] }, constant: [] };
    case "divide255":
      return { normalization: { shift: [0], scale: [1 / 255] }, constant: [] };
    case "minMax":
      return fitColumns(ranges(training.x, columns), ({ low, high }) => [low, 1 / (high - low)]);
    case "standardize": {
      const spreads = deviations(training.x, columns, ranges(training.x, columns));
      return fitColumns(spreads, ({ mean, deviation }) => [mean, 1 / deviation]);
    }
  }
}

interface Range {
  readonly low: number;
  readonly high: number;
}

interface Spread extends Range {
  readonly mean: number;
  readonly deviation: number;
}

function fitColumns<R extends Range>(
  columns: readonly R[],
  numbers: (column: R) => readonly [shift: number, scale: number],
): Fit {
  const shift: number[] = [];
  const scale: number[] = [];
  const constant: number[] = [];
  for (const [index, column] of columns.entries()) {
    if (column.low === column.high) constant.push(index);
    const pair = column.low === column.high ? ([column.low, 1] as const) : numbers(column);
    shift.push(pair[0]);
    scale.push(pair[1]);
  }
  return { normalization: { shift, scale }, constant };
}

function ranges(x: Float32Array | Uint8Array, columns: number): Range[] {
  const low = new Float64Array(columns).fill(Infinity);
  const high = new Float64Array(columns).fill(-Infinity);
  for (let i = 0, column = 0; i < x.length; i++) {
    const value = x[i] ?? 0;
    if (value < (low[column] ?? 0)) low[column] = value;
    if (value > (high[column] ?? 0)) high[column] = value;
    column = column + 1 === columns ? 0 : column + 1;
  }
  return Array.from(low, (value, column) => ({ low: value, high: high[column] ?? 0 }));
}

/** Mean and standard deviation of the population, in two passes over float64 sums. */
function deviations(
  x: Float32Array | Uint8Array,
  columns: number,
  bounds: readonly Range[],
): Spread[] {
  const rows = x.length / columns;
  const mean = new Float64Array(columns);
  for (let i = 0; i < x.length; i++) mean[i % columns] = (mean[i % columns] ?? 0) + (x[i] ?? 0);
  for (let column = 0; column < columns; column++) mean[column] = (mean[column] ?? 0) / rows;
  const squares = new Float64Array(columns);
  for (let i = 0; i < x.length; i++) {
    const column = i % columns;
    squares[column] = (squares[column] ?? 0) + ((x[i] ?? 0) - (mean[column] ?? 0)) ** 2;
  }
  return bounds.map((range, column) => {
    // sigma = sqrt(sum (x - mean)^2 / n)
    const deviation = Math.sqrt((squares[column] ?? 0) / rows);
    return { ...range, mean: mean[column] ?? 0, deviation };
  });
}
