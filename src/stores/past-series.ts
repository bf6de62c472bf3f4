/** A run's curves as they are kept when it is over: few points, means over its seeds. */
import type { RunHistory, SeriesStore } from "./series.ts";

export interface PastSeries {
  /** Middle of each stretch of steps; epoch, seconds, loss and accuracy belong to it. */
  readonly step: readonly number[];
  readonly epoch: readonly number[];
  /** Seconds of training behind the step. */
  readonly seconds: readonly number[];
  /** Mean over the stretch and the seeds; not a number where nothing in it is one. */
  readonly loss: readonly number[];
  readonly accuracy: readonly number[];
  /** Updates made before each evaluation that was kept. */
  readonly validationStep: readonly number[];
  readonly validationLoss: readonly number[];
  readonly validationAccuracy: readonly number[];
}

/** Points of a curve of one run. */
const mostPoints = 300;
const fewestPoints = 60;
/** Points of a curve over all runs of a training together: what is stored is bounded. */
const pointBudget = 6000;

/** How many points each curve of a training of so many runs may have. */
export function pointsFor(runs: number): number {
  return Math.max(fewestPoints, Math.min(mostPoints, Math.floor(pointBudget / Math.max(1, runs))));
}

/** Mean of what is finite in all rows from `first` to `end - 1`. */
function meanOf(rows: readonly (readonly number[])[], first: number, end: number): number {
  let sum = 0;
  let count = 0;
  for (const row of rows) {
    for (let at = first; at < end; at++) {
      const value = row[at] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      sum += value;
      count += 1;
    }
  }
  return count === 0 ? Number.NaN : sum / count;
}

interface Stretch {
  readonly first: number;
  readonly end: number;
}

/** At most `most` stretches of one length; the last may be shorter. */
function stretches(length: number, most: number): Stretch[] {
  const size = Math.max(1, Math.ceil(length / most));
  return Array.from({ length: Math.ceil(length / size) }, (_, index) => ({
    first: index * size,
    end: Math.min(length, (index + 1) * size),
  }));
}

/** Places of at most `most` evaluations, the last among them. */
function evaluationPlaces(length: number, most: number): number[] {
  return stretches(length, most).map(({ end }) => end - 1);
}

/** The curves of one run; `points` at most of each. */
export function pastSeries(
  store: SeriesStore,
  run: number,
  { points, stepsPerEpoch }: { readonly points: number; readonly stepsPerEpoch: number },
): PastSeries {
  const seeds = Array.from({ length: store.seeds }, (_, seed) => store.history(run, seed));
  const rows = (name: keyof RunHistory) => seeds.map((history) => history[name]);
  const { step = [], validationStep = [] } = seeds[0] ?? {};
  const parts = stretches(step.length, points);
  const places = evaluationPlaces(validationStep.length, points);
  const middle = parts.map(({ first, end }) => step[(first + end - 1) >> 1] ?? 0);
  const means = (name: keyof RunHistory) =>
    parts.map(({ first, end }) => meanOf(rows(name), first, end));
  const checked = (name: keyof RunHistory) => places.map((at) => meanOf(rows(name), at, at + 1));
  return {
    step: middle,
    epoch: middle.map((at) => at / stepsPerEpoch),
    seconds: middle.map((at) => store.clock.secondsAt(at)),
    loss: means("loss"),
    accuracy: means("accuracy"),
    validationStep: places.map((at) => validationStep[at] ?? 0),
    validationLoss: checked("validationLoss"),
    validationAccuracy: checked("validationAccuracy"),
  };
}
