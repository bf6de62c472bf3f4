import { expect, test } from "vitest";
import { spreadLabels } from "./labels.ts";

const room = { low: 0, high: 100 };

test("labels that stand apart stay where they are", () => {
  expect(spreadLabels([80, 10, 40], 12, room)).toEqual([80, 10, 40]);
});

test("labels too close are moved apart, in their order, and stay inside", () => {
  const places = spreadLabels([99, 98, 98, 3, 2], 12, room);
  const sorted = [...places].sort((a, b) => a - b);
  for (const [index, place] of sorted.slice(1).entries()) {
    expect(place - (sorted[index] ?? 0)).toBeGreaterThanOrEqual(12);
  }
  expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...places)).toBe(100);
  expect(places[0]).toBe(100);
  expect(places[4]).toBeLessThan(places[3] ?? 0);
});
