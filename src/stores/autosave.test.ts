import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defaultExperiment } from "../spec/defaults.ts";
import type { FaultRecord } from "../spec/fault.ts";
import { readSaved, startAutosave } from "./autosave.ts";
import { restoreDocument, useDocument } from "./document.ts";
import { setTitle } from "./training.ts";

class MemoryStore {
  readonly items = new Map<string, string>();
  full = false;
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

let store: MemoryStore;
let faults: FaultRecord[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  restoreDocument(defaultExperiment(), false);
  store = new MemoryStore();
  faults = [];
  stop = startAutosave(store, (fault) => faults.push(fault));
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

describe("autosave", () => {
  it("keeps the last of quick edits, and the document comes back", () => {
    setTitle("one");
    setTitle("two");
    expect(store.items.size).toBe(0);
    vi.advanceTimersByTime(1000);
    const saved = readSaved(store);
    expect(saved).toEqual({
      kind: "document",
      experiment: { ...defaultExperiment(), title: "two" },
      touched: true,
    });
  });

  it("finds nothing on a first visit", () => {
    expect(readSaved(store)).toEqual({ kind: "none" });
  });

  it.each([
    ["text that is no JSON", "{"],
    ["a document that is none", '{"experiment":{"version":1,"runs":"x"}}'],
    ["another thing", "[]"],
    ["null", "null"],
  ])("puts %s aside untouched and says so", (_, text) => {
    store.items.set("trainyard.document", text);
    expect(readSaved(store).kind).toBe("damaged");
    expect(store.items.get("trainyard.document.damaged")).toBe(text);
    expect(readSaved(store)).toEqual({ kind: "none" });
  });

  it("does not throw damaged text away when it cannot be put aside", () => {
    store.items.set("trainyard.document", "{");
    store.full = true;
    expect(() => readSaved(store)).toThrow("storage.full");
    expect(store.items.get("trainyard.document")).toBe("{");
  });

  it("tells of a full store once, and saves when there is room again", () => {
    store.full = true;
    setTitle("one");
    vi.advanceTimersByTime(2000);
    setTitle("two");
    vi.advanceTimersByTime(2000);
    expect(faults.map(({ code }) => code)).toEqual(["storage.full"]);
    store.full = false;
    setTitle("three");
    vi.advanceTimersByTime(2000);
    expect(readSaved(store)).toMatchObject({ experiment: { title: "three" } });
    expect(useDocument.getState().experiment.title).toBe("three");
  });
});
