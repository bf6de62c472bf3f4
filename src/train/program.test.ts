import { describe, expect, test } from "vitest";
import { Fault } from "../spec/fault.ts";
import { limits } from "../spec/limits.ts";
import { changeKind } from "./changes.ts";
import { checkMemory, compileExperiment, initialState, planBytes } from "./program.ts";
import { rings, ringsExperiment, runOf, stack } from "./test-experiments.ts";

describe("memory is estimated before anything is built", () => {
  const program = compileExperiment(ringsExperiment(), rings());

  test("what fits passes, one byte less does not", () => {
    const needed = planBytes(program.plan);
    expect(() => checkMemory([program], needed)).not.toThrow();
    expect(() => checkMemory([program], needed - 1)).toThrow(Fault);
  });

  test("the layer that needs most is named, before any array is made", () => {
    const experiment = ringsExperiment(
      Array.from({ length: 40 }, (_, seed) => runOf("adam", { seed })),
    );
    const network = { ...experiment.network, layers: stack(16, 2000, 800, 2) };
    const large = compileExperiment({ ...experiment, network }, rings());
    const refused = () => checkMemory([large], limits.memoryBytes);
    expect(refused).toThrow(expect.objectContaining({ code: "memory.tooMuch" }));
    expect(refused).toThrow(/dense_3/);
  });
});

test("steps follow from epochs, batches and examples", () => {
  const base = ringsExperiment();
  const training = { ...base.training, limitUnit: "epochs" as const, limit: 3, batchSize: 50 };
  const program = compileExperiment({ ...base, training }, rings(120));
  expect(program.stepsPerEpoch).toBeCloseTo(2.4);
  expect(program.stepLimit).toBe(8);
});

test("a batch larger than the data is the data", () => {
  const base = ringsExperiment();
  const training = { ...base.training, batchSize: 4096 };
  expect(compileExperiment({ ...base, training }, rings(120)).batch).toBe(120);
});

test("runs with one seed draw alike, whatever their optimizer", () => {
  const program = compileExperiment(ringsExperiment([runOf("sgd"), runOf("adam")]), rings());
  const values = initialState(program).parameters;
  const stride = program.plan.parameterStride;
  expect(values.subarray(0, stride)).toEqual(values.subarray(stride));
});

describe("what an edit means", () => {
  const before = ringsExperiment();
  const [run] = before.runs;
  const edits: [string, typeof before, ReturnType<typeof changeKind>][] = [
    ["nothing", { ...before }, "none"],
    ["the title", { ...before, title: "Rings" }, "live"],
    ["warmup", { ...before, runs: run ? [{ ...run, warmup: 10 }] : [] }, "live"],
    ["decay turned on", { ...before, runs: run ? [{ ...run, weightDecay: 0.1 }] : [] }, "rebuild"],
    ["L2 turned on", { ...before, runs: run ? [{ ...run, l2: 0.1 }] : [] }, "rebuild"],
    ["clipping turned on", { ...before, runs: run ? [{ ...run, clipNorm: 1 }] : [] }, "rebuild"],
    ["another optimizer", { ...before, runs: [runOf("sgd")] }, "rebuild"],
    ["the batch size", { ...before, training: { ...before.training, batchSize: 8 } }, "rebuild"],
    ["the loss", { ...before, loss: { kind: "meanSquaredError" as const } }, "rebuild"],
    ["the seed", { ...before, runs: run ? [{ ...run, seed: 2 }] : [] }, "reset"],
    ["another run", { ...before, runs: [...before.runs, runOf("sgd")] }, "reset"],
    ["units", { ...before, network: { ...before.network, layers: stack(9, 2) } }, "reset"],
    ["data", { ...before, data: { ...before.data, seed: 2 } }, "reset"],
  ];

  test.each(edits)("%s", (_, after, kind) => {
    expect(changeKind(before, after, [2])).toBe(kind);
  });

  test("an activation keeps the weights", () => {
    const layers = before.network.layers.map((layer) =>
      layer.kind === "dense" ? { ...layer, activation: "tanh" as const } : layer,
    );
    const after = { ...before, network: { ...before.network, layers } };
    expect(changeKind(before, after, [2])).toBe("rebuild");
  });

  test("freezing a layer, or limiting its norms, keeps the weights", () => {
    const changed = (change: { trainable?: boolean; maxNorm?: number }) => {
      const layers = before.network.layers.map((layer) =>
        layer.kind === "dense" ? { ...layer, ...change } : layer,
      );
      return { ...before, network: { ...before.network, layers } };
    };
    expect(changeKind(before, changed({ trainable: false }), [2])).toBe("rebuild");
    expect(changeKind(before, changed({ maxNorm: 2 }), [2])).toBe("rebuild");
    expect(changeKind(changed({ maxNorm: 2 }), changed({ maxNorm: 3 }), [2])).toBe("live");
  });

  test("a learning-rate schedule is live, augmentation needs another plan", () => {
    const [run = runOf("adam")] = before.runs;
    const cosine = {
      ...before,
      runs: [{ ...run, schedule: { kind: "cosine" as const, lowest: 0 } }],
    };
    expect(changeKind(before, cosine, [2])).toBe("live");
    const augmentation = { ...before.data.augmentation, jitter: 0.1 };
    expect(changeKind(before, { ...before, data: { ...before.data, augmentation } }, [2])).toBe(
      "rebuild",
    );
  });

  test("a dropout rate is live", () => {
    const dropped = (rate: number) => {
      const [input, ...rest] = before.network.layers;
      const dropout = { id: "9", kind: "dropout" as const, rate, inputs: [null] };
      const layers = input ? [input, dropout, ...rest] : [];
      return { ...before, network: { ...before.network, layers } };
    };
    expect(changeKind(dropped(0.2), dropped(0.5), [2])).toBe("live");
    expect(changeKind(before, dropped(0.2), [2])).toBe("rebuild");
  });
});
