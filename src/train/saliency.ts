/** Which parts of an input an answer hangs on: its gradient with respect to the input. */
import type { Executor } from "../engine/plan/executor.ts";
import { buffers } from "../nn/layout.ts";
import { singleStep } from "./hyper-parameters.ts";
import { type Questions, writeLengths } from "./predict.ts";
import type { Program } from "./program.ts";

export interface SaliencyQuestions extends Questions {
  /** For each example, the output that is differentiated. */
  readonly outputs: readonly number[];
}

/**
 * One array [count, ...inputShape] a run: how the chosen output, before softmax or sigmoid, changes
 * with each normalised input. null where inputs are indices, which no gradient reaches.
 */
export async function saliency(
  program: Program,
  executor: Executor,
  questions: SaliencyQuestions,
): Promise<Float32Array[] | null> {
  const { model, plan } = program;
  if (model.saliency === null) return null;
  const { batch, width } = model.saliency;
  const { count, inputs, lengths } = questions;
  await executor.prepare("saliency");
  const results = Array.from({ length: plan.runs }, () => new Float32Array(count * width));
  for (let first = 0; first < count; first += batch) {
    const rows = Math.min(batch, count - first);
    // All of a batch is enqueued at once: another caller may come while it is read.
    executor.write(buffers.predictionX, inputs.subarray(first * width, (first + rows) * width));
    writeLengths(program, executor, first, lengths);
    executor.write(buffers.saliencyWeights, weightsOf(program, questions, first, batch));
    executor.run("saliency", singleStep(program));
    const got = await executor.read(buffers.saliency, 0, plan.runs * batch * width);
    for (const [run, result] of results.entries()) {
      const start = run * batch * width;
      result.set(got.subarray(start, start + rows * width), first * width);
    }
  }
  return results;
}

/** [runs, batch, units]: 1 at the chosen output of each example. */
function weightsOf(
  { model, plan }: Program,
  { outputs }: SaliencyQuestions,
  first: number,
  batch: number,
): Float32Array {
  const units = model.outputUnits;
  const weights = new Float32Array(plan.runs * batch * units);
  for (let row = 0; row < plan.runs * batch; row++) {
    const output = outputs[first + (row % batch)];
    if (output !== undefined) weights[row * units + output] = 1;
  }
  return weights;
}
