import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Gpu, openGpu } from "../engine/gpu/device.ts";
import { createGpuExecutor } from "../engine/gpu/executor.ts";
import { GraphBuilder } from "../engine/graph/graph.ts";
import { engineOps } from "../engine/ops/index.ts";
import { summarize, summaryWidth } from "../engine/ops/summary.ts";
import { graphPlan } from "../engine/plan/graph-plan.ts";
import { createReferenceExecutor } from "../engine/reference/executor.ts";
import { singleStep, trainingSteps } from "./hyper-parameters.ts";
import {
  enqueueComparison,
  enqueueInspection,
  prepareInspection,
  readInspection,
  type TensorStatistics,
} from "./inspection.ts";
import { allOps, type Program } from "./program.ts";
import { takeState } from "./state.ts";
import { denseNetwork, opened, windowsNetwork } from "./test-inspections.ts";

let gpu: Gpu;
beforeAll(async () => {
  gpu = await openGpu();
});
afterAll(() => gpu.dispose());

async function onGpu(program: Program) {
  return opened(program, await createGpuExecutor({ plan: program.plan, ops: allOps, gpu }));
}

async function trained(program: Program, steps: number, looks: boolean) {
  const executor = await onGpu(program);
  for (let step = 0; step < steps; step++) {
    if (looks) enqueueInspection(program, executor, step);
    executor.run("train", trainingSteps(program, step, 1));
    if (looks) enqueueComparison(program, executor);
  }
  const state = await takeState(program, executor);
  executor.dispose();
  return state;
}

function expectNear(got: TensorStatistics, wanted: TensorStatistics, where: string): void {
  const size = Math.max(Math.abs(wanted.min), Math.abs(wanted.max), 1e-6);
  const { bins, ...numbers } = got;
  for (const [name, value] of Object.entries(numbers)) {
    const expected = wanted[name as keyof typeof numbers];
    const tolerance = name === "norm" ? 1e-4 * wanted.norm + 1e-6 : 1e-4 * size;
    expect(Math.abs(value - expected), `${where} ${name}`).toBeLessThan(
      name === "count" || name === "notFinite" ? 0.5 : tolerance + 1e-6,
    );
  }
  expect(bins.reduce((sum, bin) => sum + bin, 0)).toBe(got.count);
}

describe.each([1, 3])("%i runs on WebGPU", (runs) => {
  const subjects = () => [denseNetwork(runs), windowsNetwork(runs)];

  test("training does not notice, to the bit", async () => {
    for (const { program } of subjects()) {
      expect(await trained(program, 9, true)).toEqual(await trained(program, 9, false));
    }
  });

  test("figures are those of the reference", async () => {
    for (const { program } of subjects()) {
      const executors = [
        await onGpu(program),
        opened(program, createReferenceExecutor(program.plan, allOps)),
      ];
      await prepareInspection(executors[0]!);
      const [got = [], wanted = []] = await Promise.all(
        executors.map((executor) => {
          enqueueInspection(program, executor, 0);
          executor.run("train", trainingSteps(program, 0, 1));
          enqueueComparison(program, executor);
          return readInspection(program, executor, { compared: true });
        }),
      );
      expect(got).toHaveLength(runs);
      for (const [run, { layers, parameters }] of wanted.entries()) {
        for (const [index, layer] of layers.entries()) {
          const seen = got[run]!.layers[index]!;
          expectNear(seen.activation, layer.activation, layer.name);
          expectNear(seen.gradient!, layer.gradient!, `${layer.name} gradient`);
          expect(seen.dead === null).toBe(layer.dead === null);
          expect(Math.abs((seen.saturated ?? 0) - (layer.saturated ?? 0))).toBeLessThan(0.05);
        }
        for (const [index, parameter] of parameters.entries()) {
          const seen = got[run]!.parameters[index]!;
          expectNear(seen.weights, parameter.weights, parameter.name);
          expectNear(seen.gradient!, parameter.gradient!, `${parameter.name} gradient`);
          // Adam makes updates of full size of a gradient that is nothing but rounding.
          if (parameter.gradient!.norm < 1e-6) continue;
          expectNear(seen.update!, parameter.update!, `${parameter.name} update`);
        }
      }
      executors[0]!.dispose();
    }
  });
});

/** A conformance tolerance is beside the count; here every number counts beside its own size. */
test.each([
  ["gradients that have all but vanished", 1e-25],
  ["numbers of ordinary size", 1],
  ["activations that explode", 1e25],
])("squares neither vanish nor overflow: %s", async (_, size) => {
  const values = Float32Array.from(
    { length: 3001 },
    (__, i) => size * (1 + Math.sin(7 * i) * (i % 5)),
  );
  const builder = new GraphBuilder(engineOps);
  const x = builder.pinned("x", [values.length], { buffer: "x", runs: true });
  const [summary = -1] = builder.emit("summary", [x]);
  builder.put(summary, "summary", { buffer: "summary", offset: 0 });
  const plan = graphPlan({ ops: engineOps, runs: 1, tableColumns: 4, train: builder.finish() });
  const executor = await createGpuExecutor({ plan, ops: engineOps, gpu });
  executor.write("x", values);
  executor.run("train", singleStep(denseNetwork(1).program));
  const got = await executor.read("summary", 0, summaryWidth);
  for (const [index, expected] of summarize(values).entries()) {
    const error = Math.abs(got[index]! - expected) / Math.max(Math.abs(expected), 1e-30);
    expect(error, `number ${index}`).toBeLessThan(1e-5);
  }
  executor.dispose();
});
