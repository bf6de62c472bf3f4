import { afterEach, beforeEach, expect, test } from "vitest";
import type { LastStore } from "../data/last-store.ts";
import { defaultExperiment, defaultRun, defaultSearch } from "../spec/defaults.ts";
import type { FaultRecord } from "../spec/fault.ts";
import type { CandidateState, SearchState } from "../train/search/state.ts";
import { keepSearches } from "./kept-search.ts";
import { applyEvent } from "./runs.ts";
import { useSearch } from "./search.ts";

const candidate = (index: number, status: CandidateState["status"]): CandidateState => ({
  index,
  draw: { learningRate: 0.1 },
  status,
  born: 0,
  reached: 0,
  steps: 5,
  outcome: { loss: Number.NaN, accuracy: Number.NaN },
  curve: [1],
});

function stateOf(phase: SearchState["phase"], changes: Partial<SearchState> = {}): SearchState {
  return {
    phase,
    stage: 0,
    stages: 1,
    candidates: [candidate(0, "training"), candidate(1, "waiting"), candidate(2, "diverged")],
    search: defaultSearch(),
    base: defaultRun(),
    experiment: defaultExperiment(),
    regression: false,
    watched: "loss",
    heldOut: true,
    stepsPerEpoch: 10,
    curveSteps: 1,
    progress: 0.5,
    seconds: 3,
    fault: null,
    ...changes,
  };
}

let held: SearchState | null;
let faults: FaultRecord[];
let stop: () => void;
const store: LastStore<SearchState> = {
  read: async () => held,
  write: async (state) => {
    held = structuredClone(state);
  },
};

/** A visit of the page. */
async function visit(to: LastStore<SearchState> = store): Promise<SearchState | null> {
  stop();
  useSearch.setState({ state: null });
  stop = keepSearches({ store: to, onFault: (fault) => faults.push(fault) });
  await new Promise((resolve) => setTimeout(resolve));
  return useSearch.getState().state;
}

beforeEach(() => {
  held = null;
  faults = [];
  stop = () => {};
});
afterEach(() => stop());

test("a search that a reload broke off is there again, stopped, with all it had found", async () => {
  expect(await visit()).toBeNull();
  applyEvent({ type: "search", state: stateOf("training") });
  const again = await visit();
  expect(again?.phase).toBe("stopped");
  expect(again?.candidates.map(({ status }) => status)).toEqual(["stopped", "stopped", "diverged"]);
  expect(again?.candidates[0]?.outcome?.loss).toBeNaN();
});

test("how a search ended is kept at once, however short ago it was kept before", async () => {
  await visit();
  applyEvent({ type: "search", state: stateOf("training", { progress: 0.1 }) });
  applyEvent({ type: "search", state: stateOf("training", { progress: 0.2 }) });
  expect(held?.progress).toBe(0.1);
  applyEvent({ type: "search", state: stateOf("done", { progress: 1 }) });
  expect((await visit())?.phase).toBe("done");
});

test("a search of this visit is not replaced by the one before", async () => {
  held = stateOf("done");
  const reading = visit();
  applyEvent({ type: "search", state: stateOf("training", { seconds: 1 }) });
  expect((await reading)?.seconds).toBe(1);
});

test("what cannot be kept or read is told once", async () => {
  const broken = {
    read: () => Promise.resolve(null),
    write: () => Promise.reject(new Error("no")),
  };
  await visit(broken);
  applyEvent({ type: "search", state: stateOf("done") });
  applyEvent({ type: "search", state: stateOf("done") });
  await new Promise((resolve) => setTimeout(resolve));
  expect(faults).toMatchObject([{ code: "storage.unavailable" }]);
  const experiment = JSON.parse('{"version":-1}');
  held = stateOf("done", { experiment });
  faults = [];
  expect(await visit()).toBeNull();
  expect(faults).toHaveLength(1);
});
