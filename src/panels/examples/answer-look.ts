/** What an answer's numbers say about each class, and how long their bars are. */

/** One number a class; a single output for two classes is that of the second. */
export function classValues(answer: ArrayLike<number>, classes: number): number[] {
  const own = Array.from(answer);
  const [second = Number.NaN] = own;
  return own.length === 1 && classes === 2 ? [1 - second, second] : own;
}

/** The first of the largest; null where a number is missing. */
export function chosenClass(values: readonly number[]): number | null {
  if (values.length === 0 || !values.every(Number.isFinite)) return null;
  return values.indexOf(Math.max(...values));
}

export interface Bar {
  /** Shares of the whole width. */
  readonly start: number;
  readonly length: number;
}

/** From 0 to each value, all of them on one scale from the lowest to the highest. */
export function bars(values: readonly number[], low: number, high: number): Bar[] {
  const width = high - low || 1;
  return values.map((value) => {
    if (!Number.isFinite(value)) return { start: 0, length: 0 };
    const from = Math.min(0, value);
    return { start: (from - low) / width, length: Math.abs(value) / width };
  });
}

/** From 0 to 1 for probabilities, otherwise as far as the values of all runs go. */
export function barRange(
  all: readonly (readonly number[])[],
  meaning: "probabilities" | "scores",
): readonly [number, number] {
  if (meaning === "probabilities") return [0, 1];
  const finite = all.flat().filter(Number.isFinite);
  return [Math.min(0, ...finite), Math.max(0, ...finite)];
}

const mostRows = 12;
const rowsOfMany = 6;

/** Classes that are listed: all of a few, of many the likeliest and the right one, in their order. */
export function listedClasses(values: readonly number[], actual: number): number[] {
  const every = [...values.keys()];
  if (values.length <= mostRows) return every;
  const likely = every.toSorted((a, b) => (values[b] ?? 0) - (values[a] ?? 0)).slice(0, rowsOfMany);
  return every.filter((label) => label === actual || likely.includes(label));
}
