import { describe, expect, test } from "vitest";
import { StepClock } from "./clock.ts";

function clock(...moments: readonly (readonly [step: number, seconds: number])[]): StepClock {
  const made = new StepClock();
  for (const [step, seconds] of moments) made.push(step, seconds);
  return made;
}

describe("StepClock", () => {
  test("between two moments time runs evenly, outside it stands", () => {
    const moments = clock([0, 0], [10, 1], [30, 5]);
    expect([-5, 0, 5, 10, 20, 30, 99].map((step) => moments.secondsAt(step))).toEqual([
      0, 0, 0.5, 1, 3, 5, 5,
    ]);
    expect([0, 0.5, 1, 3, 5, 7].map((seconds) => moments.stepAt(seconds))).toEqual([
      0, 5, 10, 20, 30, 30,
    ]);
  });

  test("steps that come again take the time that passed meanwhile", () => {
    const moments = clock([0, 0], [10, 1], [20, 2]);
    moments.rewind(15);
    moments.push(20, 4);
    expect(moments.secondsAt(15)).toBe(1.5);
    expect(moments.secondsAt(20)).toBe(4);
  });

  test("time never runs backwards", () => {
    const moments = clock([0, 0], [10, 5], [20, 3]);
    expect(moments.secondsAt(20)).toBe(5);
  });

  test("many moments stay bounded and exact where time runs evenly", () => {
    const moments = new StepClock();
    for (let step = 0; step <= 100_000; step++) moments.push(step, step / 8);
    expect(moments.secondsAt(54_321)).toBe(54_321 / 8);
    expect(moments.secondsAt(100_000)).toBe(12_500);
    moments.clear();
    expect(moments.secondsAt(5)).toBe(0);
  });
});
