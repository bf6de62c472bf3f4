import { expect, test } from "vitest";
import type { SearchRange } from "../../spec/experiment.ts";
import { searchParameters } from "../../spec/search-catalogue.ts";
import { drawCandidate } from "./draw.ts";
import { atEdge, refine, within } from "./narrow.ts";
import type { Judged } from "./outcome.ts";
import { placeOf } from "./walk.ts";

const rate: SearchRange = { parameter: "learningRate", low: 1e-4, high: 1 };
const momentum: SearchRange = { parameter: "momentum", low: 0, high: 0.999 };

/** Candidates whose loss grows with the distance, in decades, of their rate from `best`. */
function around(best: number, ranges: readonly SearchRange[], count = 40): Judged[] {
  return Array.from({ length: count }, (_, index) => {
    const draw = drawCandidate(ranges, 11, index);
    const loss = Math.abs(Math.log10(draw.learningRate! / best));
    return { index, draw, outcome: { loss, accuracy: 1 - loss } };
  });
}

function width({ parameter, low, high }: SearchRange): number {
  return placeOf(parameter, high) - placeOf(parameter, low);
}

test("a range becomes a quarter to half as wide and holds the best", () => {
  const [narrow] = refine([rate, momentum], around(0.01, [rate, momentum]), "loss");
  expect(narrow!.low).toBeLessThan(0.01);
  expect(narrow!.high).toBeGreaterThan(0.01);
  expect(width(narrow!)).toBeGreaterThan(0.24 * width(rate));
  expect(width(narrow!)).toBeLessThan(0.51 * width(rate));
});

test("a parameter that makes no difference is only halved", () => {
  const [, free] = refine([rate, momentum], around(0.01, [rate, momentum]), "loss");
  expect(width(free!)).toBeGreaterThan(0.4 * width(momentum));
  expect(width(free!)).toBeLessThan(0.52 * width(momentum));
});

test("refining again and again closes in on the best", () => {
  let ranges: SearchRange[] = [rate];
  for (let round = 0; round < 4; round++) ranges = refine(ranges, around(0.003, ranges), "loss");
  const [last] = ranges;
  expect(last!.low).toBeLessThanOrEqual(0.003);
  expect(last!.high).toBeGreaterThanOrEqual(0.003);
  expect(last!.high / last!.low).toBeLessThan(1.7);
});

test("a best value at the edge moves the range over it, never past the limits", () => {
  const [moved] = refine([rate], around(2, [rate]), "loss");
  expect(moved!.high).toBeGreaterThan(1);
  const widest = { ...rate, high: searchParameters.learningRate.max };
  const [limited] = refine([widest], around(100, [widest]), "loss");
  expect(limited!.high).toBe(searchParameters.learningRate.max);
  const [inside] = within([moved!], [rate]);
  expect(inside).toEqual({ ...moved, high: 1 });
});

test("bounds have two significant digits", () => {
  const [narrow] = refine([rate], around(0.01, [rate]), "loss");
  expect(Number(narrow!.low.toPrecision(2))).toBe(narrow!.low);
  expect(Number(narrow!.high.toPrecision(2))).toBe(narrow!.high);
});

test("without a finite outcome the ranges stay; what is not finite counts for nothing", () => {
  const lost = around(0.01, [rate]).map((each) => ({
    ...each,
    outcome: { loss: Number.NaN, accuracy: Number.NaN },
  }));
  expect(refine([rate], lost, "loss")).toEqual([rate]);
  const some = [
    ...around(0.01, [rate]),
    ...lost.map((each) => ({ ...each, index: each.index + 40 })),
  ];
  const [narrow] = refine([rate], some, "loss");
  expect(narrow!.low).toBeLessThan(0.01);
  expect(narrow!.high).toBeGreaterThan(0.01);
});

test("values at an edge are told, unless there is nothing beyond it", () => {
  expect(atEdge(rate, 1.1e-4)).toBe("low");
  expect(atEdge(rate, 0.95)).toBe("high");
  expect(atEdge(rate, 0.01)).toBeNull();
  expect(atEdge({ ...rate, high: searchParameters.learningRate.max }, 9.9)).toBeNull();
});
