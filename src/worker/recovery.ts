/** What outlives a session: whether a device was lost, and what of a state another plan can use. */
import { Fault } from "../spec/fault.ts";
import type { Session } from "../train/session.ts";
import type { CohortState, Snapshot } from "../train/state.ts";
import type { CohortProgram, Training } from "../train/training.ts";

/** Milliseconds that a device is given to say that it is lost after something failed on it. */
const lossNotice = 500;

export async function isLoss(session: Session, error: unknown): Promise<boolean> {
  if (error instanceof Fault && (error.code === "engine.lost" || error.code === "engine.hung")) {
    return true;
  }
  const silence = new Promise<null>((resolve) => setTimeout(() => resolve(null), lossNotice));
  return (await Promise.race([session.lost, silence])) !== null;
}

/** The state of the same members under plans that may have other slots. */
export function adapted(state: Snapshot, before: Training, after: Training): Snapshot {
  const cohorts = state.cohorts.map((cohort, index) => {
    const [from, to] = [before.cohorts[index], after.cohorts[index]];
    return from && to ? adaptedState(cohort, from, to) : cohort;
  });
  return { ...state, cohorts };
}

/** Slots of one optimizer mean nothing to another: a run that changed it starts them at zero. */
function adaptedState(
  state: CohortState,
  { program: before }: CohortProgram,
  { program: after }: CohortProgram,
): CohortState {
  const stride = after.plan.parameterStride;
  const [from, to] = [before.model.slots * stride, after.model.slots * stride];
  const slots = new Float32Array(after.plan.runs * to);
  for (const [run, { optimizer }] of after.experiment.runs.entries()) {
    if (before.experiment.runs[run]?.optimizer.kind !== optimizer.kind) continue;
    const size = Math.min(from, to);
    slots.set(state.slots.subarray(run * from, run * from + size), run * to);
  }
  return { ...state, slots };
}
