import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Envelope, Smoother } from "./envelope.ts";

function filled(values: readonly number[], capacity = 8): Envelope {
  const envelope = new Envelope(capacity);
  for (const value of values) envelope.push(value, value);
  return envelope;
}

describe("Envelope", () => {
  test("few values are drawn as they are", () => {
    expect(filled([3, 1, 2]).points(8)).toEqual([
      { at: 0, value: 3 },
      { at: 1, value: 1 },
      { at: 2, value: 2 },
    ]);
  });

  test("many values keep the extremes of each bucket in the order they came", () => {
    const envelope = filled([0, 9, 9, 0, 1, 1, 1, 1, 5, 4], 4);
    expect(envelope.width).toBe(4);
    expect(envelope.points(100)).toEqual([
      { at: 1, value: 0 },
      { at: 3, value: 9 },
      { at: 5, value: 1 },
      { at: 7, value: 1 },
      { at: 8.5, value: 5 },
      { at: 9.5, value: 4 },
    ]);
  });

  test("never more points than asked for, and none of the extremes lost", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 500 }),
        fc.integer({ min: 4, max: 60 }),
        (values, maximum) => {
          const envelope = filled(values, 64);
          const drawn = envelope.points(maximum).map((point) => point.value);
          expect(drawn.length).toBeLessThanOrEqual(maximum + 2);
          expect(Math.min(...drawn)).toBe(Math.min(...values));
          expect(Math.max(...drawn)).toBe(Math.max(...values));
          expect(envelope.smoothPoints(maximum).length).toBeLessThanOrEqual(maximum);
          expect(envelope.smoothPoints(maximum).at(-1)?.value).toBe(values.at(-1));
        },
      ),
    );
  });

  test("a value that stands for several steps equals that value repeated", () => {
    const once = new Envelope(8, 4);
    once.push(2, 2, 4);
    once.push(7, 7, 4);
    expect(once.count).toBe(8);
    expect(once.points(8).map((point) => point.value)).toEqual([2, 2, 7, 7]);
  });

  test("what is not a number leaves a gap only where nothing else is", () => {
    const envelope = filled([1, Number.NaN, Number.NaN, Number.NaN], 2);
    expect(envelope.points(8).map((point) => point.value)).toEqual([1, 1, Number.NaN, Number.NaN]);
  });
});

describe("Smoother", () => {
  test("a span of one step changes nothing", () => {
    const smoother = new Smoother(1);
    expect([4, 1, 7].map((value) => smoother.next(value))).toEqual([4, 1, 7]);
  });

  test("is corrected for the start: a constant stays that constant", () => {
    const smoother = new Smoother(100);
    for (let i = 0; i < 5; i++) expect(smoother.next(3)).toBeCloseTo(3, 12);
  });

  test("follows m = beta m + (1 - beta) v, divided by 1 - beta^t", () => {
    const smoother = new Smoother(4);
    const beta = 0.75;
    smoother.next(2);
    const second = smoother.next(6);
    expect(second).toBeCloseTo((beta * 0.25 * 2 + 0.25 * 6) / (1 - beta ** 2), 12);
  });

  test("a value for k steps weighs as much as k equal values", () => {
    const joined = new Smoother(10);
    const single = new Smoother(10);
    joined.next(1);
    single.next(1);
    for (let i = 0; i < 3; i++) single.next(5);
    expect(joined.next(5, 4)).toBeCloseTo(single.next(5), 12);
  });

  test("passes on what is not finite without keeping it", () => {
    const smoother = new Smoother(5);
    smoother.next(2);
    expect(smoother.next(Number.NaN)).toBeNaN();
    expect(smoother.next(2)).toBeCloseTo(2, 12);
  });
});
