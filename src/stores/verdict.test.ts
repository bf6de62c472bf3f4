import { expect, test } from "vitest";
import { verdictOf } from "./verdict.ts";

const spread = (value: number, low: number, high: number, count = 5) => ({
  value,
  low,
  high,
  count,
});
const run = (figures: ReturnType<typeof spread> | null, seeds = 5, diverged = 0) => ({
  finalAccuracy: figures,
  seeds,
  diverged,
});
const good = run(spread(0.95, 0.94, 0.96));
const fair = run(spread(0.9, 0.88, 0.93));
const near = run(spread(0.93, 0.9, 0.94));

test("one run is compared with nothing", () => {
  expect(verdictOf([good])).toEqual({ kind: "oneRun" });
});

test("before the first evaluation nothing is said", () => {
  expect(verdictOf([run(null), run(null)])).toEqual({ kind: "waiting" });
});

test("one seed crowns no winner, however far ahead it is", () => {
  const ahead = run(spread(0.99, 0.99, 0.99, 1), 1);
  const behind = run(spread(0.1, 0.1, 0.1, 1), 1);
  expect(verdictOf([ahead, behind])).toEqual({ kind: "oneSeed" });
});

test("the best mean wins where its range lies above all others", () => {
  expect(verdictOf([fair, good])).toMatchObject({ kind: "best", run: 1 });
});

test("ranges that touch cannot be told apart", () => {
  expect(verdictOf([near, fair, good])).toMatchObject({ kind: "tie", runs: [2, 0] });
});

test("a run that has lost a seed cannot win; where all have, none does", () => {
  const lost = run(spread(0.99, 0.98, 1, 4), 5, 1);
  expect(verdictOf([lost, fair, good])).toMatchObject({ kind: "best", run: 2 });
  expect(verdictOf([lost, lost])).toEqual({ kind: "none" });
});
