/** Which entries of a tensor are checked. */
import { streams, uniform } from "../../engine/core/random.ts";

interface Sampling {
  readonly entries: number;
  readonly seed: number;
}

/**
 * Half of them anywhere, half where the gradient is not 0: of an embedding or behind dead units most
 * entries are 0, and agreeing about those says little. In growing order, none twice.
 */
export function sampleEntries(gradient: Float64Array, { entries, seed }: Sampling): number[] {
  const size = gradient.length;
  if (size <= entries) return Array.from({ length: size }, (_, index) => index);
  const chosen = new Set<number>();
  const draw = (count: number) => Math.floor(uniform(seed, streams.sample, size, count) * size);
  const half = Math.floor(entries / 2);
  for (let count = 0; chosen.size < entries && count < 16 * entries; count++) {
    const index = draw(count);
    if (chosen.size < entries - half || gradient[index] !== 0) chosen.add(index);
  }
  for (let index = 0; chosen.size < entries; index++) chosen.add(index);
  return [...chosen].sort((a, b) => a - b);
}
