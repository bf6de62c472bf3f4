import { expect, test } from "vitest";
import { defaultExperiment, defaultRun, defaultSearch } from "../../spec/defaults.ts";
import type { CandidateState, SearchState } from "../../train/search/state.ts";
import { outcomeAxis, parameterAxis } from "./axes.ts";
import { brushBetween, isShown, resultsOf, valueOn } from "./results.ts";

function candidate(index: number, rate: number, loss: number | null): CandidateState {
  const outcome =
    loss === null ? null : { loss, accuracy: Number.isFinite(loss) ? 1 - loss : loss };
  return {
    index,
    draw: { learningRate: rate, l2: 1e-4 },
    status: Number.isNaN(loss) ? "diverged" : "done",
    born: 0,
    reached: 0,
    steps: 10,
    outcome,
    curve: [],
  };
}

function stateOf(candidates: CandidateState[], watched: "loss" | "accuracy" = "loss"): SearchState {
  return {
    phase: "done",
    stage: 0,
    stages: 1,
    candidates,
    search: defaultSearch(),
    base: defaultRun(),
    watched,
    heldOut: true,
    stepsPerEpoch: 10,
    curveSteps: 1,
    experiment: defaultExperiment(),
    regression: false,
    progress: 1,
    seconds: 1,
    fault: null,
  };
}

const some = [
  candidate(0, 0.1, 0.5),
  candidate(1, 0.01, 0.05),
  candidate(2, 0.5, Number.NaN),
  candidate(3, 0.02, null),
  candidate(4, 0.001, 0.3),
];

test("the best is drawn last and listed first; what has no outcome is not listed", () => {
  const { entries, best } = resultsOf(stateOf(some));
  expect(best.map((entry) => entry.candidate.index)).toEqual([1, 4, 0]);
  expect(entries.at(-1)?.candidate.index).toBe(1);
  expect(entries).toHaveLength(5);
  expect(best.map(({ goodness }) => goodness)).toEqual([1, 0.5, 0]);
  expect(entries.filter(({ goodness }) => goodness === null)).toHaveLength(2);
});

test("a high accuracy is good, a low loss is", () => {
  const { best } = resultsOf(stateOf(some, "accuracy"));
  expect(best.map((entry) => entry.candidate.index)).toEqual([1, 4, 0]);
  expect(best.map(({ goodness }) => goodness)).toEqual([1, 0.5, 0]);
});

test("axes walk as the search does and are their own inverse", () => {
  const rate = parameterAxis({ parameter: "learningRate", low: 1e-4, high: 1 });
  expect(rate.share(0.01)).toBeCloseTo(0.5);
  expect(rate.value(0.25)).toBe(0.001);
  expect(rate.ticks).toEqual([1e-4, 1e-3, 1e-2, 1e-1, 1]);
  const momentum = parameterAxis({ parameter: "momentum", low: 0, high: 0.99 });
  expect(momentum.share(0.9)).toBeCloseTo(0.5);
  expect(momentum.ticks).toEqual([0, 0.5, 0.9, 0.99]);
  const fixed = parameterAxis({ parameter: "dropout", low: 0.2, high: 0.2 });
  expect(fixed.share(0.2)).toBe(0.5);
  expect(fixed.ticks).toEqual([0.2]);
});

test("losses stand by factors, and a wild one at the end of the axis", () => {
  const axis = outcomeAxis([0.01, 0.1, 1, 1e20], "loss");
  expect(axis.low).toBe(0.01);
  expect(axis.high).toBe(100);
  expect(axis.share(1e20)).toBe(1);
  expect(axis.share(1)).toBeCloseTo(0.5);
  const close = outcomeAxis([0.3, 0.4], "loss");
  expect(close.share(0.35)).toBeCloseTo(0.5);
  const worse = outcomeAxis([-1e9, 0.5, 0.9], "accuracy");
  expect(worse.low).toBe(-1);
  expect(worse.share(-1e9)).toBe(0);
  for (const each of [axis, close, worse]) {
    expect(each.ticks.length).toBeGreaterThan(1);
    expect(each.ticks.every((tick) => tick >= each.low && tick <= each.high)).toBe(true);
  }
  const uneven = outcomeAxis([0.0048051, 35.35228], "loss");
  expect([uneven.low, uneven.high]).toEqual([0.0048, 35.4]);
  expect(outcomeAxis([], "loss").ticks.length).toBeGreaterThan(0);
  expect(outcomeAxis([1], "accuracy").share(1)).toBe(0);
});

test("only what crosses all chosen parts is shown", () => {
  const { entries, axes } = resultsOf(stateOf(some));
  const shown = (brushes: Parameters<typeof isShown>[2]) =>
    entries
      .filter((entry) => isShown(entry, axes, brushes))
      .map((entry) => entry.candidate.index)
      .sort((a, b) => a - b);
  expect(shown({})).toEqual([0, 1, 2, 3, 4]);
  expect(shown({ learningRate: [0.01, 0.1] })).toEqual([0, 1, 3]);
  expect(shown({ learningRate: [0.01, 0.1], outcome: [0, 0.1] })).toEqual([1]);
  const lost = entries.find(({ candidate: { index } }) => index === 2)!;
  expect(valueOn(lost, "outcome")).toBeNull();
});

test("a brush that reaches an end holds it exactly; one over everything is none", () => {
  const rate = parameterAxis({ parameter: "learningRate", low: 1.23e-4, high: 0.987 });
  expect(brushBetween(rate, 0.5, -0.1)).toEqual([1.23e-4, rate.value(0.5)]);
  expect(brushBetween(rate, 1.2, 0.5)).toEqual([rate.value(0.5), 0.987]);
  expect(brushBetween(rate, 1, 0)).toBeNull();
});
