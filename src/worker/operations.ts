/** The operations of a step of training, with their figures and times. */
import { type OperationsReport, operationsOf } from "../train/operations.ts";
import { profileStep } from "../train/profile.ts";
import type { Session } from "../train/session.ts";
import { type StepTrace, traceStep } from "../train/trace.ts";
import { placeOfRun } from "../train/weights.ts";
import type { Engines } from "./engines.ts";

/** Of the cohort in which a run is trained. */
export function operationsReport(session: Session, run: number): OperationsReport {
  const { plan } = placeOfRun(session, run).cohort.program;
  return { operations: operationsOf(plan, "train"), runs: plan.runs };
}

/** The next step of a run, replayed beside training from its last kept state. */
export function stepTrace(session: Session, run: number): StepTrace {
  const { cohort, run: row } = placeOfRun(session, run);
  const { step, cohorts } = session.snapshot;
  const state = cohorts[session.cohorts.indexOf(cohort)];
  if (!state) throw new Error("operations: expected a state of the cohort");
  return traceStep(cohort.program, state, { step, run: row });
}

/** Milliseconds of each operation on the engine that trains, measured beside the training. */
export async function operationTimes(
  engines: Engines,
  session: Session,
  run: number,
): Promise<number[]> {
  const { program } = placeOfRun(session, run).cohort;
  const listener = {
    metrics: () => {},
    diverged: () => {},
    checkpoint: () => {},
    progressed: () => {},
  };
  const opened = await engines.open({ training: session.training, listener });
  try {
    const { cohort } = placeOfRun(opened.session, run);
    return await profileStep(program, cohort.executor);
  } finally {
    opened.session.dispose();
  }
}
