/** How training stands, as the page shows it. */
import type { Session } from "../train/session.ts";
import type { Phase, Status } from "./protocol.ts";

export function statusOf(session: Session | null, phase: Phase): Status {
  if (session === null) return { ...idleStatus, phase };
  const { step, stepsPerSecond: rate, program } = session;
  const left = program.stepLimit - step;
  return {
    phase,
    step,
    epoch: step / program.stepsPerEpoch,
    stepLimit: program.stepLimit,
    stepsPerSecond: rate,
    examplesPerSecond: rate * program.batch,
    remainingSeconds: rate > 0 && left > 0 ? left / rate : null,
    seconds: session.elapsed / 1000,
    stopped: session.stopped,
  };
}

const idleStatus = {
  step: 0,
  epoch: 0,
  stepLimit: 0,
  stepsPerSecond: 0,
  examplesPerSecond: 0,
  remainingSeconds: null,
  seconds: 0,
  stopped: null,
};
