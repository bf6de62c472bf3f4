/** The last search is kept across visits: what it has found is there again after a reload. */
import type { LastStore } from "../data/last-store.ts";
import { Fault, type FaultRecord, faultRecord } from "../spec/fault.ts";
import { parseExperiment } from "../spec/parse.ts";
import type { CandidateState, SearchState } from "../train/search/state.ts";
import { listen } from "./events.ts";
import { showSearch, useSearch } from "./search.ts";

/** Milliseconds between two states that are kept of a search under way. */
const interval = 2000;

interface KeptSearch {
  readonly store: LastStore<SearchState>;
  readonly onFault: (fault: FaultRecord) => void;
}

/** Brings the last search back and keeps every further one. Returns a function that stops it. */
export function keepSearches({ store, onFault }: KeptSearch): () => void {
  let keptAt = Number.NEGATIVE_INFINITY;
  let failing = false;
  /** A failure is told once, until the store works again. */
  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      failing = false;
    } catch (error) {
      if (!failing) onFault(storageFault(error));
      failing = true;
    }
  }
  const stop = listen("search", ({ state }) => {
    const now = performance.now();
    if (state.phase === "training" && now - keptAt < interval) return;
    keptAt = now;
    void attempt(() => store.write(state));
  });
  void attempt(async () => {
    const kept = await store.read();
    // A search that was begun meanwhile is the last one.
    if (kept !== null && useSearch.getState().state === null) showSearch(broughtBack(kept));
  });
  return stop;
}

function storageFault(error: unknown): FaultRecord {
  if (error instanceof Fault) return faultRecord(error);
  return faultRecord(new Fault("storage.unavailable", { reason: String(error) }));
}

/** What an earlier version wrote is read as links are; what was under way ended with its page. */
function broughtBack(kept: SearchState): SearchState {
  const experiment = parseExperiment(kept.experiment);
  if (kept.phase !== "training") return { ...kept, experiment };
  return { ...kept, experiment, phase: "stopped", candidates: kept.candidates.map(stopped) };
}

function stopped(candidate: CandidateState): CandidateState {
  const going = candidate.status === "training" || candidate.status === "waiting";
  return going ? { ...candidate, status: "stopped" } : candidate;
}
