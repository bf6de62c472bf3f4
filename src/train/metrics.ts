/** From the ring on the device to numbers that people read. */
import { metricColumns, metricWidth } from "../engine/plan/plan.ts";
import { regularizationOf } from "../nn/regularization.ts";
import type { Program } from "./program.ts";
import { ringRows } from "./program.ts";

/** Variance of the target values of the training part, the mean over all columns; 0 for classes. */
export function targetVariance(program: Program): number {
  const { targets, training } = program.dataset;
  if (targets.kind === "classes") return 0;
  const width = targets.names.length;
  let total = 0;
  for (let column = 0; column < width; column++) {
    total += columnVariance(training.y, column, width);
  }
  return total / width;
}

function columnVariance(y: Float32Array, column: number, width: number): number {
  let mean = 0;
  let squares = 0;
  let count = 0;
  // Welford (1962): m += (v - m) / n; s += (v - m_old)(v - m)
  for (let index = column; index < y.length; index += width) {
    const value = y[index] ?? 0;
    count += 1;
    const before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }
  return count === 0 ? 0 : squares / count;
}

/** Share of hits for classes; R^2 = 1 - MSE / Var(y), against the training part's variance, else. */
function accuracyOf(program: Program, variance: number, loss: number, hits: number): number {
  if (program.dataset.targets.kind === "classes") return Number.isFinite(loss) ? hits : Number.NaN;
  return 1 - loss / variance;
}

export interface RingReader {
  readonly runs: number;
  readonly rows: number;
  readonly ring: Float32Array;
  /** [ringRows, runs] Learning rates of the steps in the ring. */
  readonly rates: Float32Array;
}

/** A column of the ring for one run and row; ring [runs, rows, metricWidth]. */
function ringValue(
  { ring, rows }: RingReader,
  run: number,
  row: number,
  column: keyof typeof metricColumns,
): number {
  return ring[(run * rows + row) * metricWidth + metricColumns[column]] ?? Number.NaN;
}

export interface StepMetrics {
  /** [steps, runs] */
  readonly loss: Float32Array;
  readonly accuracy: Float32Array;
  /** [steps, runs]; empty where no run has a penalty. */
  readonly penalty: Float32Array;
  readonly learningRate: Float32Array;
}

/** Metrics of steps `first` to `end - 1`, which must still stand in the ring. */
export function stepMetrics(
  program: Program,
  reader: RingReader,
  variance: number,
  first: number,
  end: number,
): StepMetrics {
  const { runs } = reader;
  const loss = new Float32Array((end - first) * runs);
  const accuracy = new Float32Array(loss.length);
  const learningRate = new Float32Array(loss.length);
  const { penalizes } = regularizationOf(program.experiment);
  const penalty = new Float32Array(penalizes ? loss.length : 0);
  for (let step = first; step < end; step++) {
    for (let run = 0; run < runs; run++) {
      const row = step % ringRows;
      const at = (step - first) * runs + run;
      const value = ringValue(reader, run, row, "loss");
      loss[at] = value;
      learningRate[at] = reader.rates[row * runs + run] ?? Number.NaN;
      accuracy[at] = accuracyOf(program, variance, value, ringValue(reader, run, row, "hits"));
      if (penalizes) penalty[at] = ringValue(reader, run, row, "penalty");
    }
  }
  return { loss, accuracy, penalty, learningRate };
}

/** Loss and accuracy over the whole validation part, from the sums of its batches. */
export function evaluationMetrics(
  program: Program,
  reader: RingReader,
  variance: number,
  firstSlot: number,
): { loss: number[]; accuracy: number[] } {
  const examples = program.dataset.validation.count;
  const loss: number[] = [];
  const accuracy: number[] = [];
  for (let run = 0; run < reader.runs; run++) {
    let losses = 0;
    let hits = 0;
    for (let batch = 0; batch < program.model.evaluationBatches; batch++) {
      losses += ringValue(reader, run, firstSlot + batch, "loss");
      hits += ringValue(reader, run, firstSlot + batch, "hits");
    }
    loss.push(losses / examples);
    accuracy.push(accuracyOf(program, variance, losses / examples, hits / examples));
  }
  return { loss, accuracy };
}
