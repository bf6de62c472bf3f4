/**
 * Lowers the learning rate where an evaluation no longer improves: a state machine that the session
 * feeds with each evaluation, by the rules of PyTorch's ReduceLROnPlateau or of Keras's.
 */
import { floorOf, type Schedule, type SpecOf } from "./schedule.ts";

type Spec = SpecOf<"plateau">;

/** Plain JSON, so that a checkpoint can hold it. */
export interface PlateauState {
  /** The best evaluation so far; null before the first. */
  readonly best: number | null;
  /** Evaluations in a row that were no better. */
  readonly bad: number;
  /** Evaluations that still pass before bad ones count again. */
  readonly cooling: number;
  /** What the learning rate is multiplied by, down to the schedule's lowest rate. */
  readonly factor: number;
}

export const plateauStart: PlateauState = { best: null, bad: 0, cooling: 0, factor: 1 };

/** The state after an evaluation whose loss or accuracy, as the spec watches, is `value`. */
export function plateauNext(state: PlateauState, value: number, spec: Spec): PlateauState {
  return spec.rule === "keras" ? kerasNext(state, value, spec) : torchNext(state, value, spec);
}

/** Never true for a value that is not a number. */
function improves(best: number | null, value: number, { watch, rule, threshold }: Spec): boolean {
  if (best === null) return !Number.isNaN(value);
  const margin = rule === "keras" ? threshold : Math.abs(best) * threshold;
  return watch === "loss" ? value < best - margin : value > best + margin;
}

/** While cooling nothing counts as bad; reduced when more than `patience` were. */
function torchNext(state: PlateauState, value: number, spec: Spec): PlateauState {
  const better = improves(state.best, value, spec);
  const best = better ? value : state.best;
  const isCooling = state.cooling > 0;
  const cooling = isCooling ? state.cooling - 1 : 0;
  const bad = better || isCooling ? 0 : state.bad + 1;
  if (bad <= spec.patience) return { best, bad, cooling, factor: state.factor };
  return { best, bad: 0, cooling: spec.cooldown, factor: state.factor * spec.factor };
}

/** The evaluation that ends the cooling counts again; reduced when as many as `patience` were bad. */
function kerasNext(state: PlateauState, value: number, spec: Spec): PlateauState {
  const cooling = Math.max(0, state.cooling - 1);
  const before = state.cooling > 0 ? 0 : state.bad;
  const { factor } = state;
  if (improves(state.best, value, spec)) return { best: value, bad: 0, cooling, factor };
  const { best } = state;
  if (cooling > 0) return { best, bad: before, cooling, factor };
  const bad = before + 1;
  if (bad < spec.patience) return { best, bad, cooling, factor };
  return { best, bad: 0, cooling: spec.cooldown, factor: factor * spec.factor };
}

/** The rate after the reductions so far. */
export function plateauRate({ lowest }: Spec, base: number, factor: number): number {
  return Math.max(floorOf(lowest, base), base * factor);
}

/** By the step alone a plateau lowers nothing. */
export const plateau: Schedule<"plateau"> = (_, { base }) => base;
