/** Keeps the document in the browser: every edit is saved soon after, a reload brings it back. */
import type { Experiment } from "../spec/experiment.ts";
import { Fault, type FaultRecord, faultRecord } from "../spec/fault.ts";
import { parseExperiment } from "../spec/parse.ts";
import { useDocument } from "./document.ts";

const key = "trainyard.document";
const asideKey = "trainyard.document.damaged";
/** Milliseconds without a further edit before one is saved. */
const quietTime = 400;

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export type Saved =
  | { readonly kind: "none" }
  | { readonly kind: "document"; readonly experiment: Experiment; readonly touched: boolean }
  /** What was there could not be read; its text was put aside where nothing writes over it. */
  | { readonly kind: "damaged"; readonly fault: FaultRecord };

/** The browser's store. Throws a Fault where it is switched off. */
export function browserStore(): Store {
  try {
    return window.localStorage;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault("storage.unavailable", { reason });
  }
}

function write(store: Store, name: string, text: string): void {
  try {
    store.setItem(name, text);
  } catch (error) {
    const full = error instanceof DOMException && error.name === "QuotaExceededError";
    if (full) throw new Fault("storage.full", {});
    throw new Fault("storage.unavailable", { reason: String(error) });
  }
}

function readRecord(text: string): Saved {
  const record: unknown = JSON.parse(text);
  if (!(record instanceof Object) || !("experiment" in record)) {
    throw new Fault("spec.missing", { path: "experiment" });
  }
  const touched = "touched" in record && record.touched === true;
  return { kind: "document", experiment: parseExperiment(record.experiment), touched };
}

/** What the last visit left. A damaged text is moved aside; throws a Fault when it cannot be. */
export function readSaved(store: Store): Saved {
  const text = store.getItem(key);
  if (text === null) return { kind: "none" };
  try {
    return readRecord(text);
  } catch (error) {
    write(store, asideKey, text);
    store.removeItem(key);
    return { kind: "damaged", fault: faultRecord(error) };
  }
}

/** Writes the document as it is now. Throws a Fault when it cannot be kept. */
function saveNow(store: Store): void {
  const { experiment, touched } = useDocument.getState();
  write(store, key, JSON.stringify({ experiment, touched }));
}

/**
 * Saves after edits, and at once when the page is hidden or left. A fault is told once, until
 * saving works again. Returns a function that stops it.
 */
export function startAutosave(store: Store, onFault: (fault: FaultRecord) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failing = false;
  let unsaved = false;
  function save(): void {
    clearTimeout(timer);
    if (!unsaved) return;
    try {
      saveNow(store);
      unsaved = false;
      failing = false;
    } catch (error) {
      if (!failing) onFault(faultRecord(error));
      failing = true;
    }
  }
  const unsubscribe = useDocument.subscribe(() => {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(save, quietTime);
  });
  globalThis.addEventListener?.("pagehide", save);
  globalThis.document?.addEventListener("visibilitychange", save);
  return () => {
    clearTimeout(timer);
    unsubscribe();
    globalThis.removeEventListener?.("pagehide", save);
    globalThis.document?.removeEventListener("visibilitychange", save);
  };
}
