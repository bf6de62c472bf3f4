import { afterEach, describe, expect, test } from "vitest";
import { defaultExperiment } from "../spec/defaults.ts";
import type { Experiment } from "../spec/experiment.ts";
import type { EngineEvent } from "../worker/protocol.ts";
import type { EngineClient } from "./client.ts";
import { createLocalClient } from "./local-client.ts";

let client: EngineClient;
let events: EngineEvent[];

function open(): EngineClient {
  client = createLocalClient();
  events = [];
  client.onEvent((event) => events.push(event));
  return client;
}

afterEach(() => client.dispose());

function limited(steps: number): Experiment {
  const base = defaultExperiment();
  return { ...base, training: { ...base.training, limitUnit: "steps", limit: steps } };
}

/** The last event of a kind. */
function last<T extends EngineEvent["type"]>(type: T) {
  return events.findLast(
    (event): event is Extract<EngineEvent, { type: T }> => event.type === type,
  );
}

describe("the engine without WebGPU", () => {
  test("builds the first visit's document and says why the CPU computes", async () => {
    const report = await open().send("load", { experiment: defaultExperiment() });
    expect(report.layers.map(({ name }) => name)).toEqual([
      "input_1",
      "dense_1",
      "dense_2",
      "dense_3",
    ]);
    expect(report.parameters).toBe(2 * 16 + 16 + 16 * 16 + 16 + 16 * 2 + 2);
    expect(report.engine).toMatchObject({ kind: "cpu", reason: "noWebGpu" });
    expect(report.engine.fault?.code).toBe("engine.noWebGpu");
    expect(last("dataset")?.info.trainingCount).toBe(400);
    expect(last("status")?.status.phase).toBe("ready");
  });

  test("trains to the document's limit and tells every step once", async () => {
    await open().send("load", { experiment: limited(300) });
    const summary = await client.send("train", { steps: null });
    expect(summary.steps).toBe(300);
    expect(last("status")?.status).toMatchObject({ phase: "finished", step: 300 });
    const batches = events.flatMap((event) => (event.type === "metrics" ? [event.batch] : []));
    const steps = batches.flatMap(({ firstStep, loss }) =>
      Array.from(loss, (_, i) => firstStep + i),
    );
    expect(steps).toEqual(Array.from({ length: 300 }, (_, index) => index));
    expect(summary.runs[0]?.validationLoss).toBeLessThan(Math.LN2);
  });

  test("pause stops, train goes on where it stopped", async () => {
    await open().send("load", { experiment: limited(1_000_000) });
    const training = client.send("train", { steps: null });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await client.send("pause", null);
    const { steps } = await training;
    expect(steps).toBeGreaterThan(0);
    expect(last("status")?.status).toMatchObject({ phase: "paused", step: steps });
    const more = await client.send("train", { steps: 7 });
    expect(more.steps).toBe(7);
    expect(last("status")?.status.step).toBe(steps + 7);
  });

  test("an edit that needs a new plan keeps weights and step", async () => {
    const experiment = limited(1000);
    await open().send("load", { experiment });
    await client.send("train", { steps: 50 });
    const before = await client.send("weights", { run: 0 });
    const training = { ...experiment.training, batchSize: 64 };
    await client.send("adjust", { experiment: { ...experiment, training } });
    expect(await client.send("weights", { run: 0 })).toEqual(before);
    expect(last("status")?.status.step).toBe(50);
  });

  test("another engine goes on with the same weights", async () => {
    await open().send("load", { experiment: limited(1000) });
    await client.send("train", { steps: 20 });
    const before = await client.send("weights", { run: 0 });
    const info = await client.send("setEngine", { choice: "reference" });
    expect(info?.kind).toBe("reference");
    expect(await client.send("weights", { run: 0 })).toEqual(before);
    expect((await client.send("train", { steps: 5 })).steps).toBe(5);
  });

  test("a network that does not fit is refused, and what stood before still trains", async () => {
    const experiment = limited(100);
    await open().send("load", { experiment });
    const layers = experiment.network.layers.slice(0, 3);
    const network = { ...experiment.network, layers };
    const refused = client.send("load", { experiment: { ...experiment, network } });
    await expect(refused).rejects.toMatchObject({ code: "shape.outputUnits" });
    expect((await client.send("train", { steps: 3 })).steps).toBe(3);
  });

  test("weights go out and in by name; what does not fit is named", async () => {
    await open().send("load", { experiment: limited(100) });
    const weights = await client.send("weights", { run: 0 });
    const kernel = weights["dense_1/kernel"];
    expect(kernel?.shape).toEqual([2, 16]);
    const doubled = kernel && { ...kernel, data: kernel.data.map((value) => 2 * value) };
    await client.send("setWeights", {
      run: 0,
      weights: doubled ? { "dense_1/kernel": doubled } : {},
    });
    expect((await client.send("weights", { run: 0 }))["dense_1/kernel"]).toEqual(doubled);
    const wrong = client.send("setWeights", {
      run: 0,
      weights: { "dense_9/kernel": { shape: [1], data: new Float32Array(1) } },
    });
    await expect(wrong).rejects.toMatchObject({ code: "engine.unknownWeight" });
  });

  test("arrays train like any other data", async () => {
    open();
    const x = Float32Array.from({ length: 60 }, (_, index) => index / 30 - 1);
    const training = { x, y: x.map((value) => value * value) };
    const arrays = {
      name: "parabola",
      inputShape: [1],
      targets: { kind: "values" as const, names: ["y"] },
      training,
      validation: null,
    };
    await client.send("addArrays", { arrays });
    const base = limited(400);
    const layers = base.network.layers.map((layer) =>
      layer.id === "4" && layer.kind === "dense" ? { ...layer, units: 1 } : layer,
    );
    await client.send("load", {
      experiment: {
        ...base,
        data: { ...base.data, source: { kind: "arrays", name: "parabola" } },
        network: { ...base.network, layers },
        loss: { kind: "meanSquaredError" },
      },
    });
    const { runs } = await client.send("train", { steps: null });
    expect(runs[0]?.validationAccuracy).toBeGreaterThan(0.9);
  });

  test("a picture of the plane comes while somebody watches", async () => {
    await open().send("load", { experiment: limited(100) });
    await client.send("watchSurface", { size: 12, hertz: 50 });
    await new Promise((resolve) => setTimeout(resolve, 120));
    await client.send("watchSurface", null);
    const surface = last("surface")?.surface;
    expect(surface).toMatchObject({ columns: 12, rows: 12, outputs: 2 });
    const [p = 0, q = 0] = surface?.values[0] ?? [];
    expect(p + q).toBeCloseTo(1, 5);
  });

  test("answers to examples come while somebody watches, and change with training", async () => {
    await open().send("load", { experiment: limited(100) });
    const { x, y, count, lengths } = last("dataset")?.info.preview.validation ?? examples(0);
    await client.send("watchAnswers", { request: 7, count, x, lengths, hertz: 50 });
    await client.send("train", { steps: null });
    await expect.poll(() => last("answers")?.answers.step).toBe(100);
    const { answers } = last("answers") ?? {};
    expect(answers).toMatchObject({ request: 7, outputs: 2 });
    const values = answers?.values[0] ?? new Float32Array(0);
    expect(values).toHaveLength(2 * count);
    const right = Array.from(y).filter((label, i) => (values[2 * i + label] ?? 0) > 0.5).length;
    const accuracy = last("metrics")?.batch.evaluations.at(-1)?.accuracy[0] ?? 0;
    expect(right / count).toBeCloseTo(accuracy, 5);
    await client.send("watchAnswers", null);
  });

  test("examples of another shape than the data have no answer", async () => {
    await open().send("load", { experiment: limited(100) });
    const events0 = events.length;
    await client.send("watchAnswers", { request: 1, ...examples(7), lengths: null, hertz: 50 });
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(events.slice(events0).filter(({ type }) => type === "answers")).toEqual([]);
    await client.send("watchAnswers", null);
  });
});

/** `count` numbers, as one example of so many features. */
function examples(count: number) {
  const x = new Float32Array(count);
  return { x, y: x, count: 1, lengths: null };
}

test("train waits for builds under way, however many, and then trains", async () => {
  const experiment = limited(1000);
  await open().send("load", { experiment });
  const builds = [1, 2, 3].map(() => client.send("load", { experiment }));
  const { steps } = await client.send("train", { steps: 12 });
  expect(steps).toBe(12);
  await Promise.all(builds);
  const again = client.send("load", { experiment });
  const training = client.send("train", { steps: null });
  await client.send("pause", null);
  expect((await training).steps).toBe(0);
  await again;
});
