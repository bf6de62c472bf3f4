/** What came out of the runs, for tables: final and best evaluations over the seeds of each. */
import { type Spread, spreadOf } from "./over-seeds.ts";
import { type Best, type CheckedMetric, type SeriesStore, series } from "./series.ts";

/** A run with one of its seeds. */
export interface SeedResults {
  /** 0 is the run's own seed, 1 the next. */
  readonly seed: number;
  /** Its loss is no longer a number. */
  readonly diverged: boolean;
  /** Last evaluation; not a number where it is none, null before the first. */
  readonly finalLoss: number | null;
  readonly finalAccuracy: number | null;
  readonly bestLoss: Best | null;
  readonly bestAccuracy: Best | null;
}

export interface RunResults {
  /** Updates made so far. */
  readonly steps: number;
  /** Seconds of training behind them, of all runs together. */
  readonly seconds: number;
  readonly seeds: number;
  /** Seeds whose loss is no longer a number; the figures below leave them out. */
  readonly diverged: number;
  /** Of the last evaluation: mean, smallest and largest over the seeds; null before the first. */
  readonly finalLoss: Spread | null;
  readonly finalAccuracy: Spread | null;
  /** Of the best evaluation of each seed. */
  readonly bestLoss: Spread | null;
  readonly bestAccuracy: Spread | null;
  readonly members: readonly SeedResults[];
}

function seedResults(store: SeriesStore, run: number, seed: number): SeedResults {
  const last = store.lastOfSeed(run, seed);
  const loss = last?.loss ?? null;
  return {
    seed,
    diverged: loss !== null && !Number.isFinite(loss),
    finalLoss: last?.validationLoss ?? null,
    finalAccuracy: last?.validationAccuracy ?? null,
    bestLoss: store.bestOfSeed(run, seed, "loss"),
    bestAccuracy: store.bestOfSeed(run, seed, "accuracy"),
  };
}

function spreadOrNull(values: readonly (number | null | undefined)[]): Spread | null {
  const there = values.filter((value) => value !== null && value !== undefined);
  return there.length > 0 ? spreadOf(there) : null;
}

/** Validation loss and accuracy of a run of the document, and of each of its seeds. */
export function runResults(run: number, store: SeriesStore = series): RunResults {
  const members = Array.from({ length: run < store.runs ? store.seeds : 0 }, (_, seed) =>
    seedResults(store, run, seed),
  );
  const best = (metric: CheckedMetric) =>
    spreadOrNull(
      members.map(({ bestLoss, bestAccuracy }) =>
        metric === "loss" ? bestLoss?.value : bestAccuracy?.value,
      ),
    );
  return {
    steps: store.nextStep,
    seconds: store.clock.secondsAt(store.nextStep),
    seeds: store.seeds,
    diverged: members.filter(({ diverged }) => diverged).length,
    finalLoss: spreadOrNull(members.map(({ finalLoss }) => finalLoss)),
    finalAccuracy: spreadOrNull(members.map(({ finalAccuracy }) => finalAccuracy)),
    bestLoss: best("loss"),
    bestAccuracy: best("accuracy"),
    members,
  };
}
