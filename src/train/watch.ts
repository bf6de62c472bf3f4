/** What training does by itself on seeing an evaluation: keep the best, slow down, stop. */

import type { TrainingSpec } from "../spec/experiment.ts";
import { type PlateauState, plateauNext, plateauStart } from "./schedules/plateau.ts";
import type { Training } from "./training.ts";

export type StopReason = "target" | "patience";

interface RunWatch {
  /** Best value of what is watched so far; null before the first evaluation. */
  readonly best: number | null;
  /** Evaluations since the best one. */
  readonly waited: number;
  readonly plateau: PlateauState;
}

/** One a member; empty before the first evaluation. */
export type WatchState = readonly RunWatch[];

interface Evaluated {
  readonly loss: readonly number[];
  readonly accuracy: readonly number[];
}

export function initialWatch(): WatchState {
  return [];
}

const unwatched: RunWatch = { best: null, waited: 0, plateau: plateauStart };

/** The state behind an evaluation, the members that are better than ever, and whether to stop. */
export function observe(
  { experiment: { training }, members }: Training,
  before: WatchState,
  evaluation: Evaluated,
): { watch: WatchState; improved: number[]; stop: StopReason | null } {
  const improved: number[] = [];
  const watch = members.map(({ schedule }, run): RunWatch => {
    const { best, waited, plateau } = before[run] ?? unwatched;
    const value = evaluation[training.watch][run] ?? Number.NaN;
    const better =
      Number.isFinite(value) && (best === null || isBetter(training.watch, value, best));
    if (better) improved.push(run);
    const watched = schedule.kind === "plateau" ? (evaluation[schedule.watch][run] ?? 0) : 0;
    return {
      best: better ? value : best,
      waited: better ? 0 : waited + 1,
      plateau: schedule.kind === "plateau" ? plateauNext(plateau, watched, schedule) : plateau,
    };
  });
  return { watch, improved, stop: stopReason(training, watch, evaluation) };
}

function isBetter(watched: "loss" | "accuracy", value: number, best: number): boolean {
  return watched === "loss" ? value < best : value > best;
}

/** Runs that have diverged neither reach a target nor hold the others up. */
function stopReason(
  training: TrainingSpec,
  watch: WatchState,
  { accuracy, loss }: Evaluated,
): StopReason | null {
  const alive = watch.map((_, run) => run).filter((run) => Number.isFinite(loss[run]));
  if (alive.length === 0) return null;
  const { target, patience } = training;
  if (target > 0 && alive.every((run) => (accuracy[run] ?? 0) >= target)) return "target";
  const tired = alive.every((run) => (watch[run]?.waited ?? 0) >= patience);
  return patience > 0 && tired ? "patience" : null;
}

/** What the plateau schedules multiply the learning rates by at present, one a member. */
export function plateauFactors(members: readonly number[], watch: WatchState): number[] {
  return members.map((member) => watch[member]?.plateau.factor ?? 1);
}
