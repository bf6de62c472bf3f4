import { type DataSet, formOf } from "../engine/core/dataset.ts";
import { elements } from "../engine/core/shape.ts";
import type { Preprocessing } from "../spec/data-catalogue.ts";
import type { Normalization } from "../spec/experiment.ts";

export interface Fit {
  readonly normalization: Normalization;
  /** Columns that never change in the training part: they are shifted to 0 and stay there. */
  readonly constant: readonly number[];
}

type Formed = Pick<DataSet, "inputShape" | "form" | "training">;

/** Pairs of numbers that are fitted: one a feature, one a channel over all its time, or one for all. */
export function normalizedColumns(data: Formed): number {
  switch (formOf(data)) {
    case "table":
      return elements(data.inputShape);
    case "sequence":
      return data.inputShape.at(-1) ?? 1;
    case "image":
      return 1;
  }
}

/** The numbers of x' = (x - shift) * scale, from the training part only, a pair for each column. */
export function fitNormalization(preprocessing: Preprocessing, data: Formed): Fit {
  const columns = normalizedColumns(data);
  switch (preprocessing) {
    case "none":
      return { normalization: { shift: [0], scale: [1] }, constant: [] };
    case "divide255":
      return { normalization: { shift: [0], scale: [1 / 255] }, constant: [] };
    case "minMax":
      return fitColumns(ranges(spansOf(data), columns), ({ low, high }) => [low, 1 / (high - low)]);
    case "standardize": {
      const spans = spansOf(data);
      const spreads = deviations(spans, columns, ranges(spans, columns));
      return fitColumns(spreads, ({ mean, deviation }) => [mean, 1 / deviation]);
    }
  }
}

/** The same numbers again for each time step, as the engine takes them: all features, or one pair. */
export function spread({ shift, scale }: Normalization, features: number): Normalization {
  if (shift.length === 1 || shift.length === features) return { shift, scale };
  const repeated = (numbers: readonly number[]) =>
    Array.from({ length: features }, (_, i) => numbers[i % numbers.length] ?? 0);
  return { shift: repeated(shift), scale: repeated(scale) };
}

type Values = Float32Array | Uint8Array;

/** The values that say something: what fills up short sequences is left out. */
function spansOf({ inputShape, training }: Formed): readonly Values[] {
  const { x, lengths } = training;
  if (!lengths) return [x];
  const features = elements(inputShape);
  const channels = features / (inputShape[0] ?? 1);
  return Array.from(lengths, (length, i) =>
    x.subarray(i * features, i * features + length * channels),
  );
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

function ranges(spans: readonly Values[], columns: number): Range[] {
  const low = new Float64Array(columns).fill(Infinity);
  const high = new Float64Array(columns).fill(-Infinity);
  for (const x of spans) {
    for (let i = 0, column = 0; i < x.length; i++) {
      const value = x[i] ?? 0;
      if (value < (low[column] ?? 0)) low[column] = value;
      if (value > (high[column] ?? 0)) high[column] = value;
      column = column + 1 === columns ? 0 : column + 1;
    }
  }
  return Array.from(low, (value, column) => ({ low: value, high: high[column] ?? 0 }));
}

/** Mean and standard deviation of the population, in two passes over float64 sums. */
function deviations(spans: readonly Values[], columns: number, bounds: readonly Range[]): Spread[] {
  const rows = spans.reduce((sum, x) => sum + x.length, 0) / columns;
  const mean = columnSums(spans, columns, (value) => value).map((sum) => sum / rows);
  const squares = columnSums(spans, columns, (value, column) => (value - (mean[column] ?? 0)) ** 2);
  return bounds.map((range, column) => {
    // sigma = sqrt(sum (x - mean)^2 / n)
    const deviation = Math.sqrt((squares[column] ?? 0) / rows);
    return { ...range, mean: mean[column] ?? 0, deviation };
  });
}

function columnSums(
  spans: readonly Values[],
  columns: number,
  term: (value: number, column: number) => number,
): Float64Array {
  const sums = new Float64Array(columns);
  for (const x of spans) {
    for (let i = 0, column = 0; i < x.length; i++) {
      sums[column] = (sums[column] ?? 0) + term(x[i] ?? 0, column);
      column = column + 1 === columns ? 0 : column + 1;
    }
  }
  return sums;
}
