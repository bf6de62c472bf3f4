import { expect, test } from "vitest";
import { fileStem } from "./save-chart.ts";

test("a file's name says experiment, metric and day", () => {
  const day = new Date(2026, 0, 9, 23, 59);
  expect(fileStem("Two spirals: a/b", "learningRate", day)).toBe(
    "Two-spirals-a-b-learning-rate-2026-01-09",
  );
  expect(fileStem("螺旋 1", "loss", day)).toBe("螺旋-1-loss-2026-01-09");
  expect(fileStem("", "loss", day)).toBe("trainyard-loss-2026-01-09");
});
