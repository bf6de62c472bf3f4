/** Examples that stand in the data more than once, number for number. */
import { type DataSet, type Examples, targetWidth } from "../../engine/core/dataset.ts";
import { elements } from "../../engine/core/shape.ts";

export interface Repeats {
  /** Held-out examples whose inputs stand in the training part too. */
  readonly shared: number;
  /** Training examples that repeat an earlier one. */
  readonly repeated: number;
  /** Of these, how many have another target than the earlier one. */
  readonly contradictions: number;
}

export function findRepeats({ inputShape, targets, training, validation }: DataSet): Repeats {
  const size = elements(inputShape);
  const width = targetWidth(targets);
  /** Places in the training part by the hash of their inputs. */
  const places = new Map<number, number[]>();
  let repeated = 0;
  let contradictions = 0;
  for (let at = 0; at < training.count; at++) {
    const hash = hashOf(training, at, size);
    const known = places.get(hash) ?? [];
    const earlier = known.find((place) => sameRow(training.x, place, training.x, at, size));
    if (earlier === undefined) places.set(hash, [...known, at]);
    else {
      repeated += 1;
      if (!sameRow(training.y, earlier, training.y, at, width)) contradictions += 1;
    }
  }
  let shared = 0;
  for (let at = 0; at < validation.count; at++) {
    const known = places.get(hashOf(validation, at, size)) ?? [];
    if (known.some((place) => sameRow(training.x, place, validation.x, at, size))) shared += 1;
  }
  return { shared, repeated, contradictions };
}

const word = new DataView(new ArrayBuffer(4));

/** FNV-1a over the words of one example's inputs; equal inputs have equal hashes. */
function hashOf({ x }: Examples, at: number, size: number): number {
  let hash = 0x811c9dc5;
  const bytes = x instanceof Uint8Array;
  for (let index = at * size; index < (at + 1) * size; index++) {
    const value = x[index] ?? 0;
    // -0 equals 0 and has other bits.
    if (!bytes) word.setFloat32(0, value + 0);
    hash = Math.imul(hash ^ (bytes ? value : word.getUint32(0)), 0x01000193);
  }
  return hash >>> 0;
}

type Numbers = Float32Array | Uint8Array;

function sameRow(a: Numbers, first: number, b: Numbers, second: number, size: number): boolean {
  for (let index = 0; index < size; index++) {
    if (a[first * size + index] !== b[second * size + index]) return false;
  }
  return true;
}
