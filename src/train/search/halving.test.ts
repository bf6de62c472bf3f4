import { expect, test } from "vitest";
import { defaultSearch } from "../../spec/defaults.ts";
import type { SearchSpec } from "../../spec/experiment.ts";
import { drawCandidate } from "./draw.ts";
import { epochsOf, freshOf, keptOf, nextStage, plannedEpochs, plannedStages } from "./halving.ts";
import { type Judged, ranked } from "./outcome.ts";

const search: SearchSpec = { ...defaultSearch(), candidates: 16, epochs: 3 };

/** Candidates of a search whose losses are given; accuracies fall as losses rise. */
function judged(losses: readonly number[], spec: SearchSpec = search): Judged[] {
  return losses.map((loss, index) => ({
    index,
    draw: drawCandidate(spec.ranges, spec.seed, index),
    outcome: { loss, accuracy: 1 - loss / 10 },
  }));
}

test("each stage trains twice as long in all as the one before", () => {
  expect([0, 1, 2, 3].map((stage) => epochsOf(search, stage))).toEqual([3, 6, 12, 24]);
});

test("shares are rounded, and one candidate always goes on", () => {
  const halves = { ...search, keep: 0.5, fresh: 0.25 };
  expect([16, 5, 1].map((count) => keptOf(halves, count))).toEqual([8, 3, 1]);
  expect(keptOf({ ...search, keep: 0.05 }, 4)).toBe(1);
  expect([8, 4, 1].map((kept) => freshOf(halves, kept))).toEqual([2, 1, 0]);
  expect(freshOf({ ...search, fresh: 1 }, 5)).toBe(5);
  expect(freshOf({ ...search, fresh: 0 }, 5)).toBe(0);
});

test("the plan of a search: how many, and for how long", () => {
  const spec = { ...search, stages: 3, keep: 0.5, fresh: 0.25 };
  expect(plannedStages(spec)).toEqual([
    { kept: 0, fresh: 16, epochs: 3 },
    { kept: 8, fresh: 2, epochs: 6 },
    { kept: 5, fresh: 1, epochs: 12 },
  ]);
  // 16 * 3, then 8 go on for 3 and 2 begin for 6, then 5 go on for 6 and 1 begins for 12.
  expect(plannedEpochs(spec)).toBe(48 + 24 + 12 + 30 + 12);
  expect(plannedStages({ ...spec, stages: 1 })).toHaveLength(1);
});

test("what is watched decides, then the other, and what has diverged is last", () => {
  const candidates = [
    { name: "a", outcome: { loss: 0.3, accuracy: 0.8 } },
    { name: "nan", outcome: { loss: Number.NaN, accuracy: 0.99 } },
    { name: "b", outcome: { loss: 0.2, accuracy: 0.7 } },
    { name: "c", outcome: { loss: 0.1, accuracy: 0.8 } },
    { name: "inf", outcome: { loss: Number.POSITIVE_INFINITY, accuracy: 0.99 } },
  ];
  const names = (watched: "loss" | "accuracy") =>
    ranked(candidates, watched).map(({ name }) => name);
  expect(names("loss")).toEqual(["c", "b", "a", "nan", "inf"]);
  expect(names("accuracy")).toEqual(["c", "a", "b", "nan", "inf"]);
});

test("the best half goes on, with fresh candidates drawn around it", () => {
  const spec = { ...search, keep: 0.5, fresh: 0.5 };
  const losses = [5, 1, 2, 8, 7, 3, 4, 6];
  const next = nextStage(spec, spec.ranges, judged(losses), { watched: "loss", drawn: 8 });
  expect(next.kept).toEqual([1, 2, 5, 6]);
  expect(next.fresh).toHaveLength(2);
  expect(next.fresh).toEqual([8, 9].map((index) => drawCandidate(next.ranges, spec.seed, index)));
  for (const [index, { low, high }] of next.ranges.entries()) {
    expect(low).toBeGreaterThanOrEqual(spec.ranges[index]!.low);
    expect(high).toBeLessThanOrEqual(spec.ranges[index]!.high);
  }
});

test("what has diverged never goes on, however few are left", () => {
  const losses = [Number.NaN, 2, Number.POSITIVE_INFINITY, Number.NaN, 1, Number.NaN];
  const next = nextStage(search, search.ranges, judged(losses), { watched: "loss", drawn: 6 });
  expect(next.kept).toEqual([4, 1]);
  const none = nextStage(search, search.ranges, judged([Number.NaN, Number.NaN]), {
    watched: "loss",
    drawn: 2,
  });
  expect(none).toEqual({ kept: [], fresh: [], ranges: search.ranges });
});
