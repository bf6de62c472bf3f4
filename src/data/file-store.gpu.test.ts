import { expect, it } from "vitest";
import { browserFileStore } from "./file-store.ts";

it("keeps blobs in the browser's database, across openings, until they are deleted", async () => {
  const store = browserFileStore();
  expect(await store.get("none")).toBeNull();
  await store.put("set/a.gz", new Blob([Uint8Array.of(1, 2, 3)]));
  const again = browserFileStore();
  const kept = await again.get("set/a.gz");
  expect(new Uint8Array(await kept!.arrayBuffer())).toEqual(Uint8Array.of(1, 2, 3));
  await again.delete("set/a.gz");
  expect(await store.get("set/a.gz")).toBeNull();
});
