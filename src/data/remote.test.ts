import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { FileStore } from "./file-store.ts";
import { type Fetch, fetchEntry, fetchRemote } from "./remote.ts";
import { parseRemoteCatalogue, type RemoteEntry } from "./remote-catalogue.ts";

const page = "https://trainyard.example/app/datasets.json";
const published: unknown = JSON.parse(
  readFileSync(new URL("../../public/datasets.json", import.meta.url), "utf8"),
);
const shared = new URL("../../../shared/data/", import.meta.url);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

class MemoryStore implements FileStore {
  readonly files = new Map<string, Blob>();
  async get(key: string) {
    return this.files.get(key) ?? null;
  }
  async put(key: string, blob: Blob) {
    this.files.set(key, blob);
  }
  async delete(key: string) {
    this.files.delete(key);
  }
}

function idx(sizes: readonly number[], value: (i: number) => number): Buffer {
  const count = sizes.reduce((product, size) => product * size, 1);
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.writeUInt32BE(0x800 + sizes.length);
  for (const [axis, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * axis);
  return Buffer.concat([header, Buffer.from(Array.from({ length: count }, (_, i) => value(i)))]);
}

const imageBytes = idx([20, 2, 2], (i) => (i * 37) % 256);
const labelBytes = idx([20], (i) => i % 2);
const packed = { images: gzipSync(imageBytes), labels: gzipSync(labelBytes, { level: 1 }) };

const entry: RemoteEntry = {
  id: "tiny",
  name: "Tiny",
  classes: ["cat", "dog"],
  licence: "none",
  citation: "none",
  homepage: page,
  files: [
    {
      name: "images.gz",
      addresses: ["https://down.example/images.gz", "https://up.example/images.gz"],
      bytes: packed.images.length,
      check: { of: "contents", sha256: sha256(imageBytes) },
    },
    {
      name: "labels.gz",
      addresses: ["https://up.example/labels.gz"],
      bytes: packed.labels.length,
      check: { of: "transfer", sha256: sha256(packed.labels) },
    },
  ],
};

function server(files: Record<string, Uint8Array>) {
  const asked: string[] = [];
  const fetch: Fetch = async (address) => {
    asked.push(address);
    if (address.includes("down.example")) throw new TypeError("Failed to fetch");
    const bytes = files[address];
    return bytes
      ? new Response(new Uint8Array(bytes))
      : new Response("", { status: 404, statusText: "Not Found" });
  };
  return { asked, fetch };
}

const good = {
  "https://up.example/images.gz": packed.images,
  "https://up.example/labels.gz": packed.labels,
};

describe("fetchRemote", () => {
  it("fetches by the address that answers, checks, names, keeps, and fetches no second time", async () => {
    const store = new MemoryStore();
    const { asked, fetch } = server(good);
    const progress: number[] = [];
    const total = packed.images.length + packed.labels.length;
    const first = await fetchRemote(entry, {
      fetch,
      store,
      progress: (done, all) => {
        expect(all).toBe(total);
        progress.push(done);
      },
    });
    expect(first.source).toEqual({ kind: "remote", id: "tiny" });
    expect(first.data.name).toBe("Tiny");
    expect(first.data.targets.names).toEqual(["cat", "dog"]);
    expect(first.data.training.count).toBe(20);
    expect(first.warnings).toEqual([]);
    expect(progress.at(-1)).toBe(total);
    expect(asked).toHaveLength(3);
    expect(store.files.size).toBe(2);
    const second = await fetchRemote(entry, { fetch, store });
    expect(second.data.training.x).toEqual(first.data.training.x);
    expect(asked).toHaveLength(3);
  });

  it("takes a mirror that packs differently where the contents are what counts", async () => {
    const files = { ...good, "https://up.example/images.gz": imageBytes };
    const { data } = await fetchRemote(entry, { ...server(files), store: new MemoryStore() });
    expect(data.training.count).toBe(20);
  });

  it("refuses other bytes by both hashes, and keeps nothing", async () => {
    const store = new MemoryStore();
    const other = idx([20, 2, 2], (i) => (i * 41) % 256);
    const files = { ...good, "https://up.example/images.gz": gzipSync(other) };
    await expect(fetchRemote(entry, { ...server(files), store })).rejects.toMatchObject({
      code: "data.hash",
      values: {
        address: "https://up.example/images.gz",
        expected: sha256(imageBytes),
        got: sha256(other),
      },
    });
    const repacked = {
      ...good,
      "https://up.example/labels.gz": gzipSync(labelBytes, { level: 0 }),
    };
    await expect(fetchRemote(entry, { ...server(repacked), store })).rejects.toMatchObject({
      code: "data.hash",
      values: { address: "https://up.example/labels.gz" },
    });
    expect(store.files.size).toBe(0);
  });

  it("says which address failed and how", async () => {
    const missing = { "https://up.example/images.gz": packed.images };
    const store = new MemoryStore();
    await expect(fetchRemote(entry, { ...server(missing), store })).rejects.toMatchObject({
      code: "data.fetch",
      values: { address: "https://up.example/labels.gz", status: "404 Not Found" },
    });
    const unreachable = {
      ...entry,
      files: [{ ...entry.files[0]!, addresses: ["https://down.example/"] }],
    };
    await expect(fetchRemote(unreachable, { ...server(good), store })).rejects.toMatchObject({
      code: "data.fetch",
      values: { address: "https://down.example/", status: "Failed to fetch" },
    });
  });

  it("fetches again what was kept and is damaged", async () => {
    const store = new MemoryStore();
    const { asked, fetch } = server(good);
    await fetchRemote(entry, { fetch, store });
    for (const damage of [gzipSync(idx([20, 2, 2], () => 7)), packed.images.subarray(0, 20)]) {
      const [key] = store.files.keys();
      store.files.set(key!, new Blob([new Uint8Array(damage)]));
      const before = asked.length;
      const { data } = await fetchRemote(entry, { fetch, store });
      expect(data.training.x[1]).toBe(37);
      expect(asked.length).toBe(before + 3);
      expect(store.files.get(key!)?.size).toBe(packed.images.length);
    }
  });

  it("goes on without a store, and says so", async () => {
    const failing: FileStore = {
      get: () => Promise.reject(new Error("no database")),
      put: () => Promise.reject(Object.assign(new Error("full"), { name: "QuotaExceededError" })),
      delete: () => Promise.resolve(),
    };
    const { data, warnings } = await fetchRemote(entry, { ...server(good), store: failing });
    expect(data.training.count).toBe(20);
    expect(warnings).toEqual([
      { code: "storage.unavailable", values: { reason: "no database" } },
      { code: "storage.full", values: {} },
    ]);
  });

  it("stops when asked", async () => {
    const stop = new AbortController();
    const fetching = {
      ...server(good),
      store: new MemoryStore(),
      signal: stop.signal,
      progress: () => stop.abort(),
    };
    await expect(fetchRemote(entry, fetching)).rejects.toMatchObject({ code: "data.cancelled" });
  });
});

describe("the catalogue", () => {
  it("is published with MNIST and Fashion-MNIST", async () => {
    const entries = parseRemoteCatalogue(published, page);
    expect(entries.map(({ id }) => id)).toEqual(["mnist", "fashion-mnist"]);
    for (const { files, classes, licence } of entries) {
      expect(files).toHaveLength(4);
      expect(classes).toHaveLength(10);
      expect(licence).not.toBe("");
    }
    const fetch: Fetch = async () => Response.json(published);
    expect((await fetchEntry("mnist", page, { fetch })).name).toBe("MNIST");
    await expect(fetchEntry("cifar", page, { fetch })).rejects.toMatchObject({
      code: "data.unknownSet",
      values: { id: "cifar" },
    });
    const html: Fetch = async () => new Response("<html>");
    await expect(fetchEntry("mnist", page, { fetch: html })).rejects.toMatchObject({
      code: "data.fetch",
    });
  });

  it("resolves addresses against its own and takes only the web's", () => {
    const relative = { ...entry, files: [{ ...entry.files[0]!, addresses: ["data/a.gz"] }] };
    const [parsed] = parseRemoteCatalogue({ version: 1, sets: [relative] }, page);
    expect(parsed!.files[0]!.addresses).toEqual(["https://trainyard.example/app/data/a.gz"]);
  });

  const file = entry.files[0]!;
  const withFile = (change: object) => ({
    version: 1,
    sets: [{ ...entry, files: [{ ...file, ...change }] }],
  });
  it.each([
    [null, "spec.type", "datasets"],
    [{ version: 2, sets: [] }, "spec.range", "datasets.version"],
    [{ version: 1 }, "spec.missing", "datasets.sets"],
    [{ version: 1, sets: [], more: 1 }, "spec.unknownKey", "datasets.more"],
    [{ version: 1, sets: [{ ...entry, id: 1 }] }, "spec.type", "datasets.sets[0].id"],
    [{ version: 1, sets: [entry, entry] }, "spec.duplicateId", "datasets.sets[1].id"],
    [
      withFile({ addresses: ["javascript:alert(1)"] }),
      "spec.type",
      "datasets.sets[0].files[0].addresses[0]",
    ],
    [withFile({ bytes: 1e12 }), "spec.range", "datasets.sets[0].files[0].bytes"],
    [
      withFile({ check: { of: "contents", sha256: "ABC" } }),
      "spec.type",
      "datasets.sets[0].files[0].check.sha256",
    ],
    [
      withFile({ check: { of: "name", sha256: "" } }),
      "spec.choice",
      "datasets.sets[0].files[0].check.of",
    ],
  ])("refuses %j", (value, code, path) => {
    expect(() => parseRemoteCatalogue(value, page)).toThrowError(
      expect.objectContaining({ code, values: expect.objectContaining({ path }) }),
    );
  });
});

describe.skipIf(!existsSync(shared))("the published hashes (needs ../shared/data)", () => {
  it("are those of the real files, as far as they are here", async () => {
    const [mnist, fashion] = parseRemoteCatalogue(published, page);
    const present = [
      ...mnist!.files.map((remote) => ({ remote, path: `mnist/${remote.name}` })),
      ...fashion!.files
        .slice(2)
        .map((remote) => ({ remote, path: `fashion-mnist/${remote.name}` })),
    ];
    for (const { remote, path } of present) {
      const bytes = readFileSync(new URL(path, shared));
      expect(remote.check, path).toEqual({ of: "contents", sha256: sha256(gunzipSync(bytes)) });
    }
  });

  it("let MNIST through when it is served from there", async () => {
    const [mnist] = parseRemoteCatalogue(published, page);
    const fetch: Fetch = async (address) =>
      new Response(readFileSync(new URL(`mnist/${address.split("/").at(-1)}`, shared)));
    const { data } = await fetchRemote(mnist!, { fetch, store: new MemoryStore() });
    expect([data.training.count, data.validation?.count]).toEqual([60_000, 10_000]);
    expect(data.name).toBe("MNIST");
  }, 120_000);
});
