import { expect, test } from "vitest";
import { StepClock } from "../../stores/clock.ts";
import { timeOn, xAxisOf, xUnits } from "./x-axis.ts";

const measures = { stepsPerEpoch: 40, batchSize: 32 };

function clock(): StepClock {
  const made = new StepClock();
  made.push(0, 0);
  made.push(100, 10);
  made.push(200, 50);
  return made;
}

test("each axis measures steps in its unit and finds them again", () => {
  const expected = { step: 150, epoch: 3.75, time: 30, examples: 4800 };
  for (const unit of xUnits) {
    const axis = xAxisOf(unit, measures, clock(), 200);
    expect(axis.of(150)).toBeCloseTo(expected[unit], 12);
    expect(axis.stepAt(axis.of(150))).toBeCloseTo(150, 9);
    expect(axis.stepAt(axis.of(30))).toBeCloseTo(30, 9);
  }
});

test("long trainings are measured in minutes and hours", () => {
  const long = clock();
  long.push(300, 1200);
  expect(xAxisOf("time", measures, long, 200).timeUnit).toBe("seconds");
  const minutes = xAxisOf("time", measures, long, 300);
  expect([minutes.timeUnit, minutes.of(300)]).toEqual(["minutes", 20]);
  expect(timeOn(minutes, 90)).toBe(1.5);
  long.push(400, 36_000);
  expect(xAxisOf("time", measures, long, 400).of(400)).toBe(10);
});

test("an epoch of no steps is one step", () => {
  expect(xAxisOf("epoch", { stepsPerEpoch: 0, batchSize: 0 }, clock(), 200).of(7)).toBe(7);
});
