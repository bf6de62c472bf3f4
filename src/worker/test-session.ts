import type { DataSet } from "../engine/core/dataset.ts";
import { createReferenceExecutor } from "../engine/reference/executor.ts";
import type { Experiment } from "../spec/experiment.ts";
import { allOps } from "../train/program.ts";
import { Session } from "../train/session.ts";
import type { SessionEvaluation } from "../train/session-listener.ts";
import { compileTraining } from "../train/training.ts";

/** A session on the oracle, trained for so many steps, and the last of its evaluations. */
export async function trainedSession(experiment: Experiment, dataset: DataSet, steps: number) {
  const training = compileTraining(experiment, dataset);
  const executors = training.cohorts.map(({ program }) =>
    createReferenceExecutor(program.plan, allOps),
  );
  const evaluations: SessionEvaluation[] = [];
  const session = new Session(training, executors, {
    metrics: (metrics) => evaluations.push(...metrics.evaluations),
    diverged: () => {},
    checkpoint: () => {},
    progressed: () => {},
  });
  if (steps > 0) await session.train(steps);
  return { session, last: evaluations.at(-1) };
}
