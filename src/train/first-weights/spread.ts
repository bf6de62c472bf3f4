/** How the values of a layer are spread: a histogram over a fixed range, and what stands out in it. */

export type SpreadKind = "sigmoid" | "tanh" | "relu" | "gradient";

export interface Spread {
  readonly mean: number;
  /** Of all values, divided by their number. */
  readonly std: number;
  /** Share of values near an end of a sigmoid or tanh, or exactly 0. */
  readonly saturated: number;
  /** Share of units that are 0 for every example. */
  readonly dead: number;
  /** `spreadBins` over the range of the kind; what lies outside is counted in the last on its side. */
  readonly counts: readonly number[];
}

/** As in the notes. */
export const spreadBins = 30;

/** The range that all histograms of a kind share, so that they can be compared. */
export const spreadRanges: Readonly<Record<SpreadKind, readonly [number, number]>> = {
  sigmoid: [0, 1],
  tanh: [-1, 1],
  relu: [0, 3],
  gradient: [-3, 3],
};

/** Where little slope is left: of a sigmoid 5 % from an end, of tanh as near. */
const saturation: Readonly<Record<SpreadKind, (value: number) => boolean>> = {
  sigmoid: (value) => value < 0.05 || value > 0.95,
  tanh: (value) => Math.abs(value) > 0.9,
  relu: (value) => value === 0,
  gradient: (value) => value === 0,
};

/** Of values [examples, units]. */
export function spreadOf(values: ArrayLike<number>, units: number, kind: SpreadKind): Spread {
  const [low, high] = spreadRanges[kind];
  const count = values.length;
  const counts = Array.from({ length: spreadBins }, () => 0);
  const alive = Array.from({ length: units }, () => false);
  const isSaturated = saturation[kind];
  let sum = 0;
  let squares = 0;
  let saturated = 0;
  for (let index = 0; index < count; index++) {
    const value = values[index] ?? 0;
    sum += value;
    squares += value * value;
    if (isSaturated(value)) saturated += 1;
    if (value !== 0) alive[index % units] = true;
    const bin = Math.floor(((value - low) / (high - low)) * spreadBins);
    const at = Math.max(0, Math.min(spreadBins - 1, bin));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const mean = sum / count;
  return {
    mean,
    // E x^2 - (E x)^2 in float64; values are float32.
    std: Math.sqrt(Math.max(0, squares / count - mean * mean)),
    saturated: saturated / count,
    dead: alive.filter((each) => !each).length / units,
    counts,
  };
}
