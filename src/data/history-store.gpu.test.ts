import { expect, test } from "vitest";
import { browserHistoryStore, type Dated, historyLimit } from "./history-store.ts";

interface Entry extends Dated {
  readonly values: readonly number[];
}

test("newest first, replaced by id, bounded, deleted", async () => {
  const store = browserHistoryStore<Entry>();
  for (let index = 0; index < historyLimit + 5; index++) {
    await store.put({ id: `t${index}`, createdAt: 1000 + index, values: [index, Number.NaN] });
  }
  const all = await store.list();
  expect(all).toHaveLength(historyLimit);
  expect(all[0]).toEqual({ id: "t24", createdAt: 1024, values: [24, Number.NaN] });
  await store.put({ id: "t24", createdAt: 1024, values: [7] });
  expect((await store.list())[0]?.values).toEqual([7]);
  await store.delete("t24");
  const left = await browserHistoryStore<Entry>().list();
  expect(left).toHaveLength(historyLimit - 1);
  expect(left[0]?.id).toBe("t23");
  for (const { id } of left) await store.delete(id);
});
