import { expect, test } from "vitest";
import { schedules } from "../../spec/catalogue.ts";
import { defaultExperiment, defaultRun, rowDefault } from "../../spec/defaults.ts";
import { curvePath, scheduleCurve, stepsOf } from "./schedule-curve.ts";

const run = defaultRun();
const { training } = defaultExperiment();

test("the length of a training counts what is left of a batch too", () => {
  const epochs = { ...training, limit: 3, limitUnit: "epochs", batchSize: 32 } as const;
  expect(stepsOf(epochs, 100)).toBe(10);
  expect(stepsOf(epochs, 20)).toBe(3);
  expect(stepsOf(epochs, null)).toBeNull();
  expect(stepsOf({ ...epochs, limitUnit: "steps" }, null)).toBe(3);
});

test("cosine begins at the rate and ends at the lowest", () => {
  const schedule = { ...rowDefault(schedules, "cosine"), lowest: 0.001 };
  const curve = scheduleCurve({ ...run, schedule }, 10_000);
  expect(curve.first).toBeCloseTo(run.optimizer.learningRate, 6);
  expect(curve.last).toBeCloseTo(0.001, 4);
  expect(curve.highest).toBe(curve.first);
});

test("warm-up comes before the schedule", () => {
  const curve = scheduleCurve({ ...run, warmup: 100 }, 1000);
  expect(curve.first).toBeCloseTo(run.optimizer.learningRate / 100, 8);
  expect(curve.last).toBe(run.optimizer.learningRate);
});

test("the path fills its box, whatever the kind and the length", () => {
  for (const kind of Object.keys(schedules) as (keyof typeof schedules)[]) {
    for (const total of [1, 2, 7, 100_000]) {
      const curve = scheduleCurve({ ...run, schedule: rowDefault(schedules, kind) }, total);
      const numbers = curvePath(curve, 100, 24)
        .match(/[\d.]+/g)!
        .map(Number);
      const heights = numbers.filter((_, index) => index % 2 === 1);
      expect(Math.min(...heights)).toBe(0);
      expect(Math.max(...heights)).toBeLessThanOrEqual(24);
    }
  }
  const frozen = { ...run, optimizer: { ...run.optimizer, learningRate: 0 } };
  expect(curvePath(scheduleCurve(frozen, 10), 100, 24)).toContain("24.00");
});
