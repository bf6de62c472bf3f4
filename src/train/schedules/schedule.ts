/** The contract of a schedule: the learning rate as a function of the step alone. */
import type { ScheduleKind } from "../../spec/catalogue.ts";
import type { ScheduleSpec } from "../../spec/experiment.ts";

export type SpecOf<K extends ScheduleKind> = Extract<ScheduleSpec, { kind: K }>;

/** Where a schedule stands; `step` counts updates from 0 and may go beyond `total`. */
export interface Position {
  /** The learning rate that the run asks for. */
  readonly base: number;
  readonly step: number;
  /** Updates of the whole training. */
  readonly total: number;
}

export type Schedule<K extends ScheduleKind> = (spec: SpecOf<K>, at: Position) => number;

/** A floor above the rate itself would raise it, which no schedule is for. */
export function floorOf(lowest: number, base: number): number {
  return Math.min(lowest, base);
}

/** Share of the training that is over, at most 1. */
export function progress({ step, total }: Position): number {
  return total > 0 ? Math.min(1, step / total) : 1;
}
