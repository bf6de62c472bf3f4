/** The registry of schedules, and the rates of a run for each of its updates. */
import type { ScheduleKind } from "../../spec/catalogue.ts";
import type { RunSpec, ScheduleSpec } from "../../spec/experiment.ts";
import type { StepRate } from "../optimizers/optimizer.ts";
import {
  cosine,
  cosineRestarts,
  exponential,
  inverseTime,
  milestones,
  polynomial,
  step,
} from "./decays.ts";
import { oneCycle, oneCycleMomentum } from "./one-cycle.ts";
import { plateau, plateauRate } from "./plateau.ts";
import type { Position, Schedule, SpecOf } from "./schedule.ts";

const schedules: { readonly [K in ScheduleKind]: Schedule<K> } = {
  constant: (_, { base }) => base,
  step,
  milestones,
  exponential,
  inverseTime,
  cosine,
  cosineRestarts,
  polynomial,
  oneCycle,
  plateau,
};

function rateOf<K extends ScheduleKind>(spec: { [P in K]: SpecOf<P> }[K], at: Position): number {
  const schedule: Schedule<K> = schedules[spec.kind];
  return schedule(spec, at);
}

/** Learning rate for the update after `step` others, of `total` in all; `base` is the run's own. */
export function scheduleRate(
  spec: ScheduleSpec,
  base: number,
  step: number,
  total: number,
): number {
  return rateOf(spec, { base, step, total });
}

/** Momentum for an update; null where the schedule does not move it. */
export function scheduleMomentum(spec: ScheduleSpec, step: number, total: number): number | null {
  return spec.kind === "oneCycle" ? oneCycleMomentum(spec, { step, total }) : null;
}

type Scheduled = Pick<RunSpec, "optimizer" | "schedule" | "warmup">;

/**
 * A run's rates for the update after `step` others. During warmup the rate rises in a line, and the
 * schedule starts behind it. `factor` is what plateaus have made of the rate.
 */
export function runRate(run: Scheduled, step: number, total: number, factor = 1): StepRate {
  const { schedule, warmup } = run;
  const { learningRate } = run.optimizer;
  const base =
    schedule.kind === "plateau" ? plateauRate(schedule, learningRate, factor) : learningRate;
  const [at, length] = [Math.max(0, step - warmup), Math.max(0, total - warmup)];
  const momentum = scheduleMomentum(schedule, at, length);
  // t < W: lr (t + 1) / W
  if (step < warmup) {
    return { learningRate: base * Math.min(1, (step + 1) / warmup), momentum };
  }
  return { learningRate: scheduleRate(schedule, base, at, length), momentum };
}
