import { describe, expect, test } from "vitest";
import { isDue, type KnownExample, shownAtMost, withExamples } from "./examination.ts";

describe("looking again", () => {
  test("only where something has changed", () => {
    expect(isDue({ ago: 1e6, took: 0, current: true, training: true })).toBe(false);
    expect(isDue({ ago: 1e6, took: 0, current: false, training: true })).toBe(true);
  });

  test("takes a tenth of the time of training at most", () => {
    const look = { took: 500, current: false, training: true };
    expect(isDue({ ...look, ago: 4400 })).toBe(false);
    expect(isDue({ ...look, ago: 4500 })).toBe(true);
    expect(isDue({ ...look, ago: 900, took: 1 })).toBe(false);
  });

  test("at once when training has stopped", () => {
    expect(isDue({ ago: 250, took: 5000, current: false, training: false })).toBe(true);
  });
});

describe("known examples", () => {
  const preview = (count: number, width: number) => ({
    count,
    x: Float32Array.from({ length: count * width }, (_, i) => i),
    y: Float32Array.from({ length: count }, (_, i) => i % 3),
    lengths: Uint16Array.from({ length: count }, (_, i) => i + 1),
  });
  const none: ReadonlyMap<number, KnownExample> = new Map();

  test("have their own numbers, as copies", () => {
    const found = preview(3, 2);
    const known = withExamples(none, [40, 7, 12], found);
    expect(known.get(7)).toEqual({
      index: 7,
      x: Float32Array.of(2, 3),
      y: Float32Array.of(1),
      lengths: Uint16Array.of(2),
    });
    expect(known.get(7)?.x.buffer.byteLength).toBe(8);
  });

  test("fewer than asked for are the first ones", () => {
    expect([...withExamples(none, [5, 6, 7], preview(2, 1)).keys()]).toEqual([5, 6]);
    expect(withExamples(none, [5], preview(0, 1)).size).toBe(0);
  });

  test("are given up in the order in which they came, never those that came last", () => {
    let known = none;
    for (let first = 0; first < 300; first += 10) {
      const indices = Array.from({ length: 10 }, (_, i) => first + i);
      known = withExamples(known, indices, preview(10, 1));
    }
    expect([...known.keys()]).toEqual(Array.from({ length: 240 }, (_, i) => 60 + i));
    const large = 2 ** 21;
    const few = withExamples(known, [1, 2], preview(2, large));
    expect([...few.keys()].slice(-2)).toEqual([1, 2]);
    expect(few.size).toBe(4);
  });

  test("as many are shown as are kept beside those shown first", () => {
    expect(shownAtMost(784)).toBeGreaterThan(100);
    expect(shownAtMost(2 ** 21)).toBe(2);
    expect(shownAtMost(2 ** 30)).toBe(1);
  });
});
