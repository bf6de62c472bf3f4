/**
 * Counter-based random numbers: a function of (seed, stream, step, index), the same bits on CPU and
 * GPU (`shaders/random.wgsl` is its twin). pcg4d of Jarzynski and Olano, "Hash Functions for GPU
 * Rendering", JCGT 9(3), 2020.
 */

/** Streams keep draws for different purposes apart even when seed, step and index agree. */
export const streams = {
  weights: 1,
  order: 2,
  dropout: 3,
  data: 4,
  split: 5,
  sample: 6,
  noise: 7,
  augmentation: 8,
  search: 9,
} as const;

export type Words = [number, number, number, number];

/** Four 32-bit words from four; every argument is taken modulo 2^32. */
export function pcg4d(a: number, b: number, c: number, d: number): Words {
  let x = (Math.imul(a, 1664525) + 1013904223) | 0;
  let y = (Math.imul(b, 1664525) + 1013904223) | 0;
  let z = (Math.imul(c, 1664525) + 1013904223) | 0;
  let w = (Math.imul(d, 1664525) + 1013904223) | 0;
  x = (x + Math.imul(y, w)) | 0;
  y = (y + Math.imul(z, x)) | 0;
  z = (z + Math.imul(x, y)) | 0;
  w = (w + Math.imul(y, z)) | 0;
  x ^= x >>> 16;
  y ^= y >>> 16;
  z ^= z >>> 16;
  w ^= w >>> 16;
  x = (x + Math.imul(y, w)) | 0;
  y = (y + Math.imul(z, x)) | 0;
  z = (z + Math.imul(x, y)) | 0;
  w = (w + Math.imul(y, z)) | 0;
  return [x >>> 0, y >>> 0, z >>> 0, w >>> 0];
}

/** A word as a number in [0, 1) with 24 bits, exact in float32. */
export function unit(word: number): number {
  return (word >>> 8) / 16_777_216;
}

/** Uniform in [0, 1). */
export function uniform(seed: number, stream: number, step: number, index: number): number {
  return unit(pcg4d(seed, stream, step, index)[0]);
}

/** Standard normal by Box and Muller (1958); both uniforms have 24 bits, the first is never 0. */
export function normal(seed: number, stream: number, step: number, index: number): number {
  const [a, b] = pcg4d(seed, stream, step, index);
  // z = sqrt(-2 ln u) cos(2 pi v)
  return Math.sqrt(-2 * Math.log(1 - unit(a))) * Math.cos(2 * Math.PI * unit(b));
}

const rounds = 6;

/**
 * The place of `index` in a seeded permutation of 0..count-1, without storing it: a Feistel cipher
 * over the next even power of two, walked until it falls inside (Black and Rogaway, "Ciphers with
 * Arbitrary Finite Domains", 2002). `epoch` gives each pass its own order.
 */
export function permuted(index: number, count: number, seed: number, epoch: number): number {
  const halfBits = feistelHalfBits(count);
  const mask = (1 << halfBits) - 1;
  let place = index;
  do {
    let left = place >>> halfBits;
    let right = place & mask;
    for (let round = 0; round < rounds; round++) {
      const mixed = pcg4d(right, seed, epoch, streams.order * 256 + round)[0] & mask;
      [left, right] = [right, left ^ mixed];
    }
    place = ((left << halfBits) | right) >>> 0;
  } while (place >= count);
  return place;
}

/** Half the bits of the smallest even power of two that holds `count` places, at least 1. */
function feistelHalfBits(count: number): number {
  const bits = 32 - Math.clz32(Math.max(1, count - 1));
  return Math.max(1, Math.ceil(bits / 2));
}

/** A stream's number for a name, so that equal names draw alike in any network: FNV-1a, 32 bits. */
export function nameHash(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
