import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Session } from "../train/session.ts";
import { inspectionQuestion } from "./inspection.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

/** Times of the looks that asking each `every` milliseconds for `length` comes to. */
async function looks(cost: number, every: number, length: number) {
  const inspect = () => Promise.resolve({ step: 0, examples: 0, runs: [] });
  const session = { inspectionCost: 0, inspect } as Partial<Session> as Session;
  const question = inspectionQuestion();
  const times: number[] = [];
  for (let time = 0; time < length; time += every) {
    if ((await question(session)) !== "later") times.push(time);
    // Known from the first look on.
    Object.assign(session, { inspectionCost: cost });
    vi.advanceTimersByTime(every);
  }
  return times;
}

test("a cheap look comes whenever it is asked for", async () => {
  expect(await looks(1, 250, 10_000)).toHaveLength(40);
});

test.each([20, 30, 77, 400])("looks of %i ms take less than a tenth of the time", async (cost) => {
  const { length } = await looks(cost, 250, 60_000);
  expect(length * cost).toBeLessThan(6000);
  // Coming at fixed times wastes little of what they may take.
  expect(length * cost).toBeGreaterThan(3300);
});

test("time without a look is saved up for one look only", async () => {
  const inspect = () => Promise.resolve({ step: 0, examples: 0, runs: [] });
  const session = { inspectionCost: 100, inspect } as Partial<Session> as Session;
  const question = inspectionQuestion();
  vi.advanceTimersByTime(60_000);
  const answers: boolean[] = [];
  for (let asked = 0; asked < 4; asked++) answers.push((await question(session)) !== "later");
  expect(answers).toEqual([true, true, false, false]);
});
