/** What the networks of all runs answer to examples that are not part of the data set. */
import type { Executor } from "../engine/plan/executor.ts";
import { buffers } from "../nn/layout.ts";
import { singleStep } from "./hyper-parameters.ts";
import type { Program } from "./program.ts";

export interface Questions {
  readonly count: number;
  /** [count, ...inputShape], normalised. */
  readonly inputs: Float32Array;
  /** Valid time steps of each [count]; null: all are as long as the shape says. */
  readonly lengths: ArrayLike<number> | null;
}

/** One array [count, units] a run; probabilities where the data have classes. */
export async function predict(
  program: Program,
  executor: Executor,
  { count, inputs, lengths }: Questions,
): Promise<Float32Array[]> {
  const { predictionBatch, outputUnits } = program.model;
  const { runs } = program.plan;
  const width = inputs.length / count;
  const results = Array.from({ length: runs }, () => new Float32Array(count * outputUnits));
  for (let first = 0; first < count; first += predictionBatch) {
    const rows = Math.min(predictionBatch, count - first);
    // All of a batch is enqueued at once: another caller may come while it is read.
    executor.write(buffers.predictionX, inputs.subarray(first * width, (first + rows) * width));
    writeLengths(program, executor, first, lengths);
    executor.run("predict", singleStep(program));
    const size = predictionBatch * outputUnits;
    const batch = await executor.read(buffers.prediction, 0, runs * size);
    for (const [run, result] of results.entries()) {
      const answers = batch.subarray(run * size, run * size + rows * outputUnits);
      result.set(answers, first * outputUnits);
    }
  }
  return results;
}

export interface BatchedQuestions {
  readonly count: number;
  /** [rows, ...inputShape] from example `first` on, normalised. */
  readonly inputs: (first: number, rows: number) => Float32Array;
  /** As in `Questions`. */
  readonly lengths: ArrayLike<number> | null;
}

/**
 * What the network of one run of the program answers, [count, units], as `predict` gives it. All is
 * enqueued together, so that every answer comes from the same weights although training goes on.
 */
export async function predictTogether(
  program: Program,
  executor: Executor,
  run: number,
  { count, inputs, lengths }: BatchedQuestions,
): Promise<Float32Array> {
  const { predictionBatch, outputUnits } = program.model;
  const width = predictionBatch * outputUnits;
  const batches: Promise<Float32Array>[] = [];
  for (let first = 0; first < count; first += predictionBatch) {
    const rows = Math.min(predictionBatch, count - first);
    executor.write(buffers.predictionX, inputs(first, rows));
    writeLengths(program, executor, first, lengths);
    executor.run("predict", singleStep(program));
    batches.push(executor.read(buffers.prediction, run * width, rows * outputUnits));
  }
  const answers = new Float32Array(count * outputUnits);
  for (const [index, batch] of (await Promise.all(batches)).entries()) {
    answers.set(batch, index * width);
  }
  return answers;
}

/** Those of one batch, where the network reads any. */
export function writeLengths(
  { model, dataset }: Program,
  executor: Executor,
  first: number,
  lengths: ArrayLike<number> | null,
): void {
  if (dataset.training.lengths === null) return;
  const whole = dataset.inputShape[0] ?? 1;
  const written = Float32Array.from(
    { length: model.predictionBatch },
    (_, row) => lengths?.[first + row] ?? whole,
  );
  executor.write(buffers.predictionLengths, written);
}
