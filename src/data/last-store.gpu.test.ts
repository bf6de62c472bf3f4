import { expect, test } from "vitest";
import { browserLastStore } from "./last-store.ts";

test("nothing at first, then the last value, in another visit too", async () => {
  const store = browserLastStore<{ readonly losses: readonly number[] }>("trainyard-last-test");
  expect(await store.read()).toBeNull();
  await store.write({ losses: [1] });
  await store.write({ losses: [Number.NaN, Number.POSITIVE_INFINITY] });
  const visit = browserLastStore("trainyard-last-test");
  expect(await visit.read()).toEqual({ losses: [Number.NaN, Number.POSITIVE_INFINITY] });
});
