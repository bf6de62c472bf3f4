import { expect, test, vi } from "vitest";
import { isMounting, waitForTurn } from "./turns.ts";

vi.useFakeTimers();

test("each begins when those before it have left, in a task of its own", () => {
  const begun: string[] = [];
  const leave = ["a", "b", "c"].map((name) => waitForTurn(() => begun.push(name)));
  expect(begun).toEqual([]);
  vi.runAllTimers();
  expect(begun).toEqual(["a"]);
  leave[0]?.();
  expect(begun).toEqual(["a"]);
  vi.runAllTimers();
  expect(begun).toEqual(["a", "b"]);
  leave[1]?.();
  vi.runAllTimers();
  leave[2]?.();
  expect(begun).toEqual(["a", "b", "c"]);
  expect(isMounting()).toBe(false);
});

test("who leaves before its turn is passed over, and leaving twice takes nobody else's place", () => {
  const begun: string[] = [];
  const [leaveA, leaveB, leaveC] = ["a", "b", "c"].map((name) =>
    waitForTurn(() => begun.push(name)),
  );
  leaveB?.();
  leaveB?.();
  vi.runAllTimers();
  leaveA?.();
  vi.runAllTimers();
  expect(begun).toEqual(["a", "c"]);
  leaveC?.();
  expect(isMounting()).toBe(false);
});

test("who leaves between its call and its task never begins", () => {
  const begin = vi.fn<() => void>();
  waitForTurn(begin)();
  const leave = waitForTurn(() => undefined);
  vi.runAllTimers();
  leave();
  expect(begin).not.toHaveBeenCalled();
});
