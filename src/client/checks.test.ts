import { afterEach, describe, expect, test } from "vitest";
import { losses } from "../spec/catalogue.ts";
import { defaultExperiment, rowDefault } from "../spec/defaults.ts";
import type { Experiment } from "../spec/experiment.ts";
import { presets } from "../spec/presets.ts";
import { checkNames } from "../train/checks/check.ts";
import { gradientDefaults } from "../train/checks/gradient-check.ts";
import { overfitDefaults } from "../train/checks/overfit.ts";
import { verdictsOf } from "../train/verdicts/index.ts";
import type { CheckRequest } from "../worker/checks.ts";
import type { EngineEvent } from "../worker/protocol.ts";
import type { EngineClient } from "./client.ts";
import { createLocalClient } from "./local-client.ts";

let client: EngineClient;
let events: EngineEvent[];

async function load(experiment: Experiment): Promise<void> {
  client = createLocalClient();
  events = [];
  client.onEvent((event) => events.push(event));
  await client.send("load", { experiment });
}

afterEach(() => client.dispose());

const settings = { gradient: gradientDefaults, overfit: overfitDefaults };
const request = (check: CheckRequest["check"], run = 0): CheckRequest => ({
  check,
  run,
  ...settings,
});

/** A regression whose rate is far too high, beside one that learns. */
function wild(): Experiment {
  const sine = presets().find(({ id }) => id === "sine")?.experiment ?? defaultExperiment();
  const [run] = sine.runs;
  if (!run) throw new Error("expected a run");
  const loss = rowDefault(losses, "meanSquaredError");
  const training = { ...sine.training, limitUnit: "steps" as const, limit: 4000 };
  const fast = { ...run, optimizer: { kind: "sgd" as const, learningRate: 1000 } };
  return { ...sine, loss, training, runs: [fast] };
}

describe("checks beside a training", () => {
  test.each(checkNames)("%s of the first document is green and changes nothing", async (check) => {
    await load(defaultExperiment());
    await client.send("train", { steps: 30 });
    const before = await client.send("weights", { run: 0 });
    const result = await client.send("check", request(check));
    expect(result).toMatchObject({ check, run: 0, step: 30, executor: "cpu" });
    expect(result?.findings.map(({ grade }) => grade)).not.toContain("fail");
    expect(result?.findings.map(({ grade }) => grade)).not.toContain("warn");
    expect(await client.send("weights", { run: 0 })).toEqual(before);
    expect(events.some(({ type }) => type === "checkProgress")).toBe(true);
    const more = await client.send("train", { steps: 5 });
    expect(more.steps).toBe(5);
  });

  test("a run of another structure is checked as it is", async () => {
    const base = defaultExperiment();
    const [run] = base.runs;
    if (!run) throw new Error("expected a run");
    const structure = { ...run.structure, activation: "relu" as const, width: 0.5 };
    await load({ ...base, runs: [run, { ...run, structure }] });
    const result = await client.send("check", request("gradient", 1));
    expect(result?.gradient?.tensors[0]).toMatchObject({ name: "dense_1/kernel", shape: [2, 8] });
    expect(result?.findings).toMatchObject([{ grade: "pass" }]);
  });

  test("is cancelled by a command, and by another check", async () => {
    await load(defaultExperiment());
    const endless = { ...request("overfit"), overfit: { ...overfitDefaults, steps: 1e7 } };
    const frozen = { ...endless, overfit: { ...endless.overfit, examples: 400 } };
    const first = client.send("check", frozen);
    const second = client.send("check", frozen);
    expect(await first).toBeNull();
    await client.send("cancelCheck", null);
    expect(await second).toBeNull();
  });

  test("an unknown run is refused", async () => {
    await load(defaultExperiment());
    await expect(client.send("check", request("gradient", 3))).rejects.toMatchObject({
      code: "engine.unknownRun",
    });
  });
});

describe("what is seen inside while training", () => {
  test("ReLU units that an aggressive rate has killed are reported", async () => {
    const moons = presets().find(({ id }) => id === "moons")?.experiment ?? defaultExperiment();
    const runs = moons.runs.map((run) => ({
      ...run,
      optimizer: { kind: "sgd" as const, learningRate: 5 },
    }));
    await load({ ...moons, runs });
    await client.send("train", { steps: 300 });
    await client.send("watchInspection", { hertz: 50 });
    await expect.poll(() => events.some(({ type }) => type === "inspection")).toBe(true);
    await client.send("watchInspection", null);
    const inspections = events.flatMap((event) =>
      event.type === "inspection" ? [event.inspection] : [],
    );
    const verdicts = verdictsOf({
      experiment: { ...moons, runs },
      run: 0,
      step: 300,
      divergence: null,
      inspections: inspections.flatMap(({ step, runs: [run] }) => (run ? [{ step, run }] : [])),
      stretches: [],
      evaluations: [],
      classes: true,
    });
    expect(verdicts).toMatchObject([{ rule: "deadUnits", grade: "fail" }]);
  });
});

describe("a run that has diverged", () => {
  test("goes back to the last state before, and trains on at a smaller rate", async () => {
    const experiment = wild();
    await load(experiment);
    const summary = await client.send("train", { steps: null });
    const [divergence] = summary.diverged;
    expect(divergence).toMatchObject({ run: 0 });
    const { step } = await client.send("undoPoint", null);
    expect(step).toBeLessThanOrEqual(divergence?.step ?? -1);
    const [run] = experiment.runs;
    if (!run) throw new Error("expected a run");
    const slow = { ...run, optimizer: { ...run.optimizer, learningRate: 0.01 } };
    await client.send("adjust", { experiment: { ...experiment, runs: [slow] } });
    expect(await client.send("undoDivergence", null)).toEqual({ step });
    expect(events.findLast(({ type }) => type === "rewound")).toEqual({ type: "rewound", step });
    const again = await client.send("train", { steps: 50 });
    expect(again.diverged).toEqual([]);
    expect(again.steps).toBe(50);
    expect(again.runs[0]?.loss).toBeGreaterThan(0);
  });
});
