/** What a search has found, as its pictures and its table show it. */
import { isSound, type Judged, ranked } from "../../train/search/outcome.ts";
import type { CandidateState, SearchState } from "../../train/search/state.ts";
import { type Axis, type AxisId, outcomeAxis, parameterAxis } from "./axes.ts";

export interface Entry {
  readonly candidate: CandidateState;
  /** What the best go by; null before the first evaluation, NaN where it has diverged. */
  readonly outcome: number | null;
  /** By rank, 0 the worst to 1 the best; null where there is no finite outcome. */
  readonly goodness: number | null;
}

export interface Results {
  /** The best last, so that it is drawn over the others. */
  readonly entries: readonly Entry[];
  /** Those with a finite outcome, the best first. */
  readonly best: readonly Entry[];
  /** The parameters in the order of the ranges, then the outcome. */
  readonly axes: readonly Axis[];
  readonly outcome: Axis;
}

export function judgedOf({ candidates }: SearchState): Judged[] {
  return candidates.flatMap(({ index, draw, outcome }) =>
    outcome === null ? [] : [{ index, draw, outcome }],
  );
}

export function resultsOf(state: SearchState): Results {
  const { candidates, watched, search } = state;
  const judged = judgedOf(state).filter(({ outcome }) => isSound(outcome));
  const outcome = outcomeAxis(
    judged.map((each) => each.outcome[watched]),
    watched,
  );
  const order = new Map(ranked(judged, watched).map(({ index }, rank) => [index, rank]));
  // Ranks, not values: one wild loss would leave the same colour to all others.
  const goodness = (rank: number) => 1 - rank / Math.max(1, order.size - 1);
  const entries = candidates.map((candidate): Entry => {
    const place = order.get(candidate.index);
    return {
      candidate,
      outcome: candidate.outcome?.[watched] ?? null,
      goodness: place === undefined ? null : goodness(place),
    };
  });
  const rank = ({ candidate }: Entry) => order.get(candidate.index) ?? Number.POSITIVE_INFINITY;
  const sorted = entries.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
  return {
    entries: sorted.toReversed(),
    best: sorted.filter(({ goodness }) => goodness !== null),
    axes: [...search.ranges.map(parameterAxis), outcome],
    outcome,
  };
}

/** Where an entry crosses an axis; null where it does not. */
export function valueOn({ candidate, outcome }: Entry, id: AxisId): number | null {
  if (id === "outcome") return outcome !== null && Number.isFinite(outcome) ? outcome : null;
  return candidate.draw[id] ?? null;
}

/** Parts of axes: only what crosses all of them there is shown. */
export type Brushes = Readonly<Partial<Record<AxisId, readonly [number, number]>>>;

export function isShown(entry: Entry, axes: readonly Axis[], brushes: Brushes): boolean {
  return axes.every(({ id }) => {
    const brush = brushes[id];
    if (!brush) return true;
    const value = valueOn(entry, id);
    return value !== null && value >= brush[0] && value <= brush[1];
  });
}

/** The brush between two shares of an axis, or none where it would hold everything. */
export function brushBetween(axis: Axis, a: number, b: number): [number, number] | null {
  const [from, to] = [Math.min(a, b), Math.max(a, b)];
  if (from <= 0 && to >= 1) return null;
  return [from <= 0 ? axis.low : axis.value(from), to >= 1 ? axis.high : axis.value(to)];
}
