/** Commands that come while others are under way: each ends as if it had come alone. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { asBuilt, defaultExperiment, defaultSearch } from "../spec/defaults.ts";
import type { Experiment } from "../spec/experiment.ts";
import { gradientDefaults } from "../train/checks/gradient-check.ts";
import { overfitDefaults } from "../train/checks/overfit.ts";
import type { SearchState } from "../train/search/state.ts";
import type { EngineEvent } from "../worker/protocol.ts";
import type { EngineClient } from "./client.ts";
import { createLocalClient } from "./local-client.ts";

let client: EngineClient;
let events: EngineEvent[];

beforeEach(() => {
  client = createLocalClient();
  events = [];
  client.onEvent((event) => events.push(event));
});
afterEach(() => client.dispose());

/** Two runs of unlike networks. */
function unlike(limit: number): Experiment {
  const base = defaultExperiment();
  const [run] = base.runs;
  if (!run) throw new Error("expected a run");
  const training = { ...base.training, limitUnit: "steps" as const, limit };
  const runs = [run, { ...run, structure: { ...asBuilt(), width: 0.5 } }];
  return { ...base, training, runs };
}

function searched(experiment: Experiment, epochs: number): Experiment {
  return { ...experiment, search: { ...defaultSearch(), candidates: 4, epochs, stages: 1 } };
}

const phases = () =>
  events.flatMap((event) => (event.type === "status" ? [event.status.phase] : []));
const searchStates = (): SearchState[] =>
  events.flatMap((event) => (event.type === "search" ? [event.state] : []));

/** Resolves at the next event of a kind: while this thread trains, timers come late. */
function next(type: EngineEvent["type"]): Promise<void> {
  return new Promise((resolve) => {
    const stop = client.onEvent((event) => {
      if (event.type !== type) return;
      stop();
      resolve();
    });
  });
}

describe("questions while training runs", () => {
  test("an ensemble, weights and a check leave it training to its end", async () => {
    await client.send("load", { experiment: unlike(400) });
    events = [];
    const training = client.send("train", { steps: null });
    const [together, weights, check] = await Promise.all([
      client.send("ensemble", { members: [0, 1] }),
      client.send("weights", { run: 1 }),
      client.send("check", {
        check: "inputs",
        run: 0,
        gradient: gradientDefaults,
        overfit: overfitDefaults,
      }),
    ]);
    expect(together.step).toBeLessThan(400);
    expect(Object.keys(weights)).toContain("dense_1/kernel");
    expect(check).toMatchObject({ check: "inputs", run: 0 });
    expect((await training).steps).toBe(400);
    expect(phases().filter((phase) => phase !== "training")).toEqual(["finished"]);
  });

  test("a checkpoint taken in the middle of some steps does not make them more", async () => {
    await client.send("load", { experiment: unlike(100_000) });
    const training = client.send("train", { steps: 300 });
    await next("metrics");
    const { step } = await client.send("saveCheckpoint", { name: "in between" });
    expect(step).toBeLessThan(300);
    expect((await training).steps).toBe(300);
    expect(phases().at(-1)).toBe("paused");
  });
});

describe("a new plan while training runs", () => {
  const rebuilt = (experiment: Experiment): Experiment => ({
    ...experiment,
    training: { ...experiment.training, batchSize: 50 },
  });
  const settled = () => expect.poll(() => phases().at(-1)).not.toBe("training");
  const lastStep = () => events.findLast((event) => event.type === "status")?.status.step;

  test("training goes on behind it, no farther than it was to go", async () => {
    const experiment = unlike(100_000);
    await client.send("load", { experiment });
    const training = client.send("train", { steps: 300 });
    await next("metrics");
    await client.send("adjust", { experiment: rebuilt(experiment) });
    await training;
    await settled();
    expect(lastStep()).toBe(300);
  });

  test("a pause that comes while it is built holds", async () => {
    const experiment = unlike(100_000);
    await client.send("load", { experiment });
    const training = client.send("train", { steps: null });
    await next("metrics");
    const adjusting = client.send("adjust", { experiment: rebuilt(experiment) });
    await client.send("pause", null);
    await Promise.all([adjusting, training]);
    // Were training to go on, it would do so before this reset.
    await client.send("reset", null);
    expect(phases().slice(phases().lastIndexOf("building"))).not.toContain("training");
  });
});

describe("a search beside a training", () => {
  test("pauses the training; one that is begun meanwhile runs beside the search", async () => {
    const experiment = unlike(100_000);
    await client.send("load", { experiment });
    const before = client.send("train", { steps: null });
    await next("metrics");
    const search = client.send("startSearch", { experiment: searched(experiment, 8) });
    expect((await before).steps).toBeGreaterThan(0);
    await next("search");
    const during = client.send("train", { steps: 50 });
    expect((await during).steps).toBe(50);
    expect(await search).toMatchObject({ phase: "done" });
  });

  test("an edit, a reset and a checkpoint during a search leave it as it began", async () => {
    const experiment = unlike(1000);
    await client.send("load", { experiment });
    await client.send("train", { steps: 30 });
    const { id, name } = await client.send("saveCheckpoint", { name: "before" });
    const alone = await client.send("startSearch", { experiment: searched(experiment, 6) });
    const search = client.send("startSearch", { experiment: searched(experiment, 6) });
    await next("search");
    await client.send("reset", null);
    const batchSize = 7;
    await client.send("adjust", {
      experiment: { ...experiment, training: { ...experiment.training, batchSize } },
    });
    await client.send("restoreCheckpoint", { id, name });
    const outcome = (state: SearchState) => state.candidates.map((each) => each.outcome);
    expect(outcome(await search)).toEqual(outcome(alone));
    expect(searchStates().at(-1)?.phase).toBe("done");
    expect(events.findLast((event) => event.type === "status")?.status.step).toBe(30);
  });
});
