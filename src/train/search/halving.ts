/**
 * Successive halving (Jamieson and Talwalkar, "Non-stochastic Best Arm Identification and
 * Hyperparameter Optimization", 2016): many candidates train for a short time, the best of them for
 * twice as long, with fresh ones drawn around them.
 */
import type { SearchRange, SearchSpec } from "../../spec/experiment.ts";
import { type Draw, drawCandidate } from "./draw.ts";
import { refine, within } from "./narrow.ts";
import { isSound, type Judged, ranked, type Watched } from "./outcome.ts";

/** Epochs that every candidate of a stage, from 0, has been trained for when it ends. */
export function epochsOf({ epochs }: SearchSpec, stage: number): number {
  return epochs * 2 ** stage;
}

/** How many of `count` candidates go on to the next stage; always one. */
export function keptOf({ keep }: SearchSpec, count: number): number {
  return Math.max(1, Math.min(count, Math.round(keep * count)));
}

/** How many are drawn around `kept` candidates. */
export function freshOf({ fresh }: SearchSpec, kept: number): number {
  return Math.round(fresh * kept);
}

export interface PlannedStage {
  readonly kept: number;
  readonly fresh: number;
  /** In all, from the start of each candidate. */
  readonly epochs: number;
}

/** The stages of a search in which nothing diverges. */
export function plannedStages(search: SearchSpec): PlannedStage[] {
  const stages: PlannedStage[] = [];
  let size = { kept: 0, fresh: search.candidates };
  for (let stage = 0; stage < search.stages; stage++) {
    stages.push({ ...size, epochs: epochsOf(search, stage) });
    const kept = keptOf(search, size.kept + size.fresh);
    size = { kept, fresh: freshOf(search, kept) };
  }
  return stages;
}

/** Epochs of training that a whole search takes, over all its candidates. */
export function plannedEpochs(search: SearchSpec): number {
  return plannedStages(search).reduce((sum, { kept, fresh, epochs }, stage) => {
    const before = stage === 0 ? 0 : epochsOf(search, stage - 1);
    return sum + kept * (epochs - before) + fresh * epochs;
  }, 0);
}

export interface NextStage {
  /** Indices of the candidates that train on, the best first. */
  readonly kept: readonly number[];
  readonly fresh: readonly Draw[];
  /** What the fresh ones were drawn from. */
  readonly ranges: readonly SearchRange[];
}

/**
 * What follows a stage: the best go on, and new ones are drawn from ranges that lie closer around
 * them, numbered from `drawn`. Nothing goes on where everything has diverged.
 */
export function nextStage(
  search: SearchSpec,
  ranges: readonly SearchRange[],
  candidates: readonly Judged[],
  { watched, drawn }: { watched: Watched; drawn: number },
): NextStage {
  const alive = ranked(candidates, watched).filter(({ outcome }) => isSound(outcome));
  const kept = alive.slice(0, keptOf(search, candidates.length));
  if (kept.length === 0) return { kept: [], fresh: [], ranges };
  const narrowed = within(refine(ranges, candidates, watched), search.ranges);
  const fresh = Array.from({ length: freshOf(search, kept.length) }, (_, index) =>
    drawCandidate(narrowed, search.seed, drawn + index),
  );
  return { kept: kept.map(({ index }) => index), fresh, ranges: narrowed };
}
