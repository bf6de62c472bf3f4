/** What candidates of a search have come to, and which of them are better. */
import type { TrainingSpec } from "../../spec/experiment.ts";
import type { Draw } from "./draw.ts";

/** Not a number where the candidate has diverged. */
export interface Outcome {
  readonly loss: number;
  readonly accuracy: number;
}

export interface Judged {
  /** Of the candidate, in the order of drawing. */
  readonly index: number;
  readonly draw: Draw;
  readonly outcome: Outcome;
}

export type Watched = TrainingSpec["watch"];

/** Whether both are finite. */
export function isSound({ loss, accuracy }: Outcome): boolean {
  return Number.isFinite(loss) && Number.isFinite(accuracy);
}

/**
 * The best first, by what is watched and where that is alike by the other; what has diverged last.
 * What is alike in both stays in its order.
 */
export function ranked<T extends { readonly outcome: Outcome }>(
  candidates: readonly T[],
  watched: Watched,
): T[] {
  return [...candidates].sort((a, b) => compare(a.outcome, b.outcome, watched));
}

function compare(a: Outcome, b: Outcome, watched: Watched): number {
  const diverged = Number(!isSound(a)) - Number(!isSound(b));
  if (diverged !== 0 || !isSound(a)) return diverged;
  const byLoss = a.loss - b.loss;
  const byAccuracy = b.accuracy - a.accuracy;
  return watched === "loss" ? byLoss || byAccuracy : byAccuracy || byLoss;
}
