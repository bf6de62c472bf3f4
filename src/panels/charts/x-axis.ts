/** What stands on the horizontal axis. Everything is kept by step; the axis only measures it. */
import type { StepClock } from "../../stores/clock.ts";

export const xUnits = ["step", "epoch", "time", "examples"] as const;
export type XUnit = (typeof xUnits)[number];

export const timeUnits = ["seconds", "minutes", "hours"] as const;
export type TimeUnit = (typeof timeUnits)[number];

const secondsOf: Readonly<Record<TimeUnit, number>> = { seconds: 1, minutes: 60, hours: 3600 };

export interface XAxis {
  readonly unit: XUnit;
  /** In which time is measured; seconds on the other axes. */
  readonly timeUnit: TimeUnit;
  /** Where a step stands, in the axis's unit. Never falls. */
  of(step: number): number;
  /** The step at a place, between two whole ones. */
  stepAt(x: number): number;
}

export interface StepMeasures {
  readonly stepsPerEpoch: number;
  readonly batchSize: number;
}

function evenAxis(unit: XUnit, perStep: number): XAxis {
  return {
    unit,
    timeUnit: "seconds",
    of: (step) => step * perStep,
    stepAt: (x) => x / perStep,
  };
}

/** Minutes from five of them on, hours from three. */
function timeUnitFor(seconds: number): TimeUnit {
  return seconds < 300 ? "seconds" : seconds < 3 * 3600 ? "minutes" : "hours";
}

function timeAxis(clock: StepClock, lastStep: number): XAxis {
  const timeUnit = timeUnitFor(clock.secondsAt(lastStep));
  const size = secondsOf[timeUnit];
  return {
    unit: "time",
    timeUnit,
    of: (step) => clock.secondsAt(step) / size,
    stepAt: (x) => clock.stepAt(x * size),
  };
}

/** `lastStep` says how long the axis of time becomes, and so its unit. */
export function xAxisOf(
  unit: XUnit,
  { stepsPerEpoch, batchSize }: StepMeasures,
  clock: StepClock,
  lastStep: number,
): XAxis {
  switch (unit) {
    case "step":
      return evenAxis(unit, 1);
    case "epoch":
      return evenAxis(unit, 1 / Math.max(1, stepsPerEpoch));
    case "examples":
      return evenAxis(unit, Math.max(1, batchSize));
    case "time":
      return timeAxis(clock, lastStep);
  }
}

/** Seconds as this axis measures them. */
export function timeOn(axis: XAxis, seconds: number): number {
  return seconds / secondsOf[axis.timeUnit];
}
