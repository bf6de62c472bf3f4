/** How sequences are best drawn: as lines, as a map of values, or as symbols that are there or not. */
import type { ValueRange } from "./image-paint.ts";

export type SequenceLook =
  /** A line for each channel. */
  | ({ readonly kind: "lines" } & ValueRange)
  /** Time to the right, channels downwards, values as colours. */
  | ({ readonly kind: "map" } & ValueRange)
  /** As a map, of ones and zeros. */
  | { readonly kind: "bits" };

export interface SequenceValues {
  readonly count: number;
  /** [count, time, channels] */
  readonly x: Float32Array | Uint8Array;
  readonly lengths: Uint16Array | null;
}

/** More lines than these cannot be told apart in a small picture. */
const mostLines = 4;
const mostSamples = 20_000;
/** The outermost values on either side that may run out of the picture, so that a spike does not flatten all. */
const outside = 0.002;

/** `inputShape` is [time, channels]; the range is common to all examples, so that they compare. */
export function sequenceLook(
  parts: readonly SequenceValues[],
  inputShape: readonly number[],
): SequenceLook {
  const [, channels = 1] = inputShape;
  const values = sampled(parts, inputShape);
  if (values.length > 0 && values.every((value) => value === 0 || value === 1)) {
    return { kind: "bits" };
  }
  const range = rangeOf(values.sort());
  return { kind: channels > mostLines ? "map" : "lines", ...range };
}

/** Values that count, evenly taken from all. */
function sampled(parts: readonly SequenceValues[], inputShape: readonly number[]): Float32Array {
  const [time = 1, channels = 1] = inputShape;
  const features = time * channels;
  const all = parts.reduce((sum, { count }) => sum + count * features, 0);
  // A stride that shares no factor with the channels, so that all of them are met.
  const stride = Math.floor(all / mostSamples / channels) * channels + 1;
  const taken: number[] = [];
  for (const { count, x, lengths } of parts) {
    for (let i = 0; i < count * features; i += stride) {
      const step = Math.floor((i % features) / channels);
      const length = lengths?.[Math.floor(i / features)] ?? time;
      if (step < length) taken.push(x[i] ?? 0);
    }
  }
  return Float32Array.from(taken);
}

function rangeOf(sorted: Float32Array): ValueRange {
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const low = at(outside);
  const high = at(1 - outside);
  return high > low ? { low, high } : { low: low - 1, high: low + 1 };
}
