/** The same figure of several seeds: mean, smallest and largest. */

export interface Spread {
  /** Mean; the value itself where there is one seed. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Seeds that have a finite value; those that diverged are left out of the rest. */
  readonly count: number;
}

/** What is not finite is left out, unless nothing else is there. */
export function spreadOf(values: readonly number[]): Spread {
  let sum = 0;
  let count = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    sum += value;
    count++;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const none = values[0] ?? Number.NaN;
  if (count === 0) return { value: none, low: none, high: none, count };
  // One value is itself: dividing its sum by 1 changes nothing.
  return { value: sum / count, low, high, count };
}

/** A point of a run's curve. */
export interface RunPoint extends Spread {
  readonly step: number;
}
