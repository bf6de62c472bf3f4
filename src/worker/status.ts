/** How training stands, as the page shows it. */
import type { Session } from "../train/session.ts";
import type { Phase, Status } from "./protocol.ts";

/** Before there is anything to train. */
export const idle: Status = {
  phase: "idle",
  step: 0,
  epoch: 0,
  stepLimit: 0,
  stepsPerSecond: 0,
  examplesPerSecond: 0,
  remainingSeconds: null,
  seconds: 0,
  stopped: null,
};

export function statusOf(session: Session | null, phase: Phase): Status {
  if (session === null) return { ...idle, phase };
  const { step, stepsPerSecond: rate, training } = session;
  const left = training.stepLimit - step;
  return {
    phase,
    step,
    epoch: step / training.stepsPerEpoch,
    stepLimit: training.stepLimit,
    stepsPerSecond: rate,
    examplesPerSecond: rate * training.batch,
    remainingSeconds: rate > 0 && left > 0 ? left / rate : null,
    seconds: session.elapsed / 1000,
    stopped: session.stopped,
  };
}
