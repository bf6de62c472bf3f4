/** How long each call of a step takes on an executor. */
import type { Executor } from "../engine/plan/executor.ts";
import { trainingSteps } from "./hyper-parameters.ts";
import type { Program } from "./program.ts";

/** Milliseconds of repeats that are told from the clock's grain and from what a submit costs. */
const roundTarget = 6;
const mostRepeats = 256;

/**
 * Milliseconds of each call of `train`, the mean over repeats. Weights and slots are moved by it: the
 * executor is to be one of its own.
 */
export async function profileStep(program: Program, executor: Executor): Promise<number[]> {
  executor.run("train", trainingSteps(program, 0, 1));
  const latency = await timed(executor, () => {});
  const found: number[] = [];
  for (const call of program.plan.sequences.train.keys()) {
    found.push(await callTime(program, executor, call, latency));
  }
  return found;
}

async function callTime(
  program: Program,
  executor: Executor,
  call: number,
  latency: number,
): Promise<number> {
  for (let repeats = 1; ; repeats *= 4) {
    const table = trainingSteps(program, 0, repeats);
    const took = await timed(executor, () => executor.run("train", table, call));
    if (took >= roundTarget + latency || repeats >= mostRepeats) {
      return Math.max(0, took - latency) / repeats;
    }
  }
}

async function timed(executor: Executor, work: () => void): Promise<number> {
  await executor.settled();
  const start = performance.now();
  work();
  await executor.settled();
  return performance.now() - start;
}
