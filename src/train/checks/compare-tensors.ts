/** Gradients against centred differences, tensor by tensor. */
import { elements } from "../../engine/core/shape.ts";
import type { ModelParameter } from "../../nn/layout.ts";
import type { Report } from "./check.ts";
import type { Oracle } from "./oracle.ts";
import { differenceFloor, relativeError, roundingFloor } from "./relative-error.ts";
import { sampleEntries } from "./sample-entries.ts";

/** The entry that is farthest off. */
export interface Compared {
  readonly error: number;
  /** Place in the tensor. */
  readonly index: number;
  readonly analytic: number;
  readonly numeric: number;
}

export interface TensorCheck {
  /** As `dense_1/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Entries compared. */
  readonly checked: number;
  /** Entries within h of a kink: moved by less, or left out. */
  readonly kinks: number;
  /** Entries with a kink closer than can be told. */
  readonly leftOut: number;
  /** Largest entry of the gradient in float64. */
  readonly largest: number;
  /** Of the executor that trains; null where nothing was compared. */
  readonly engine: Compared | null;
  /** Of the float64 reference. */
  readonly mathematics: Compared | null;
}

export interface Comparison {
  readonly oracle: Oracle;
  /** [P] Of the executor that trains. */
  readonly gradient: Float32Array;
  readonly h: number;
  readonly entries: number;
  readonly seed: number;
  readonly tensors: readonly ModelParameter[];
}

/** `report` counts entries. */
export async function compareTensors(
  comparison: Comparison,
  report: Report,
): Promise<TensorCheck[]> {
  const { oracle, tensors } = comparison;
  const parts = tensors.map(({ offset, shape }) =>
    oracle.gradient.subarray(offset, offset + elements(shape)),
  );
  const largest = parts.map(largestOf);
  const largestOfAll = Math.max(0, ...largest);
  const samples = parts.map((part) => sampleEntries(part, comparison));
  const total = samples.reduce((sum, places) => sum + places.length, 0);
  const found: TensorCheck[] = [];
  let done = 0;
  for (const [at, tensor] of tensors.entries()) {
    const floor = roundingFloor(largest[at] ?? 0, largestOfAll);
    const tally = new Tally(comparison, tensor, floor);
    for (const index of samples[at] ?? []) {
      await report(done++, total);
      tally.check(index);
    }
    found.push(tally.result(largest[at] ?? 0));
  }
  await report(total, total);
  return found;
}

function largestOf(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

interface Slope {
  readonly numeric: number;
  /** How far the one-sided differences are apart. */
  readonly jump: number;
}

/** Differences within this of the gradient are not asked about kinks. */
const settled = 1e-6;
/** A kink within h of an entry is passed by when it is moved this much less. */
const closer = 100;
/** What rounding leaves of a difference that is moved by less. */
const closerSettled = 1e-5;

/** Goes through the entries of one tensor and keeps the worst. */
class Tally {
  private readonly comparison: Comparison;
  private readonly tensor: ModelParameter;
  private readonly floor: number;
  private readonly roundingFloor: number;
  private checked = 0;
  private kinks = 0;
  private leftOut = 0;
  private engine: Compared | null = null;
  private mathematics: Compared | null = null;

  constructor(comparison: Comparison, tensor: ModelParameter, rounding: number) {
    const { oracle, h } = comparison;
    this.comparison = comparison;
    this.tensor = tensor;
    this.floor = differenceFloor(oracle.value, h);
    this.roundingFloor = Math.max(this.floor, rounding);
  }

  check(index: number): void {
    const { oracle, gradient } = this.comparison;
    const place = this.tensor.offset + index;
    const exact = oracle.gradient[place] ?? 0;
    const numeric = this.slopeAt(place, exact);
    if (numeric === null) return;
    this.checked += 1;
    const compared = (analytic: number, floor: number): Compared => ({
      error: relativeError(analytic, numeric, floor),
      index,
      analytic,
      numeric,
    });
    this.mathematics = worse(this.mathematics, compared(exact, this.floor));
    this.engine = worse(this.engine, compared(gradient[place] ?? 0, this.roundingFloor));
  }

  result(largest: number): TensorCheck {
    const { name, shape } = this.tensor;
    const { checked, kinks, leftOut, engine, mathematics } = this;
    return { name, shape, checked, kinks, leftOut, largest, engine, mathematics };
  }

  /**
   * The centred difference; null where a kink is too close. Across a kink one-sided differences disagree,
   * and the centred one changes with h; a gradient that is wrong disagrees with one that does neither.
   */
  private slopeAt(place: number, exact: number): number | null {
    const { h } = this.comparison;
    const off = ({ numeric }: Slope) => relativeError(exact, numeric, this.floor);
    const first = this.difference(place, h);
    if (off(first) <= settled || this.isTruncated(place, first, exact)) return first.numeric;
    const second = this.difference(place, h / closer);
    const distance = Math.abs(second.numeric - exact);
    const moves = Math.abs(first.numeric - second.numeric) > distance / 10;
    const passed = off(second) <= closerSettled;
    if (!passed && !moves && second.jump < distance) return first.numeric;
    this.kinks += 1;
    if (passed) return second.numeric;
    this.leftOut += 1;
    return null;
  }

  /** Where f is smooth, what is left out of the differences falls with h squared. */
  private isTruncated(place: number, { numeric }: Slope, exact: number): boolean {
    const { h } = this.comparison;
    const off = numeric - exact;
    const falls = (part: number) => (this.difference(place, h / part).numeric - exact) / off;
    const near = (ratio: number, expected: number) => Math.abs(ratio / expected - 1) < 0.2;
    return near(falls(2), 1 / 4) && near(falls(4), 1 / 16);
  }

  private difference(place: number, h: number): Slope {
    const { oracle } = this.comparison;
    const above = oracle.moved(place, h);
    const below = oracle.moved(place, -h);
    return {
      // (f(x + h) - f(x - h)) / 2h
      numeric: (above - below) / (2 * h),
      // (f(x + h) - f(x)) / h - (f(x) - f(x - h)) / h
      jump: Math.abs(above - 2 * oracle.value + below) / h,
    };
  }
}

function worse(known: Compared | null, next: Compared): Compared {
  return known === null || next.error > known.error ? next : known;
}
