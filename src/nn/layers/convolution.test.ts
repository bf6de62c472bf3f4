/** Convolution layers: shapes, parameters and numbers as Keras has them. */
import { describe, expect, test } from "vitest";
import { elements, type Shape } from "../../engine/core/shape.ts";
import { GraphBuilder } from "../../engine/graph/graph.ts";
import { engineOps } from "../../engine/ops/index.ts";
import { graphPlan } from "../../engine/plan/graph-plan.ts";
import { createReferenceExecutor } from "../../engine/reference/executor.ts";
import { layers } from "../../spec/catalogue.ts";
import { rowDefault } from "../../spec/defaults.ts";
import type { LayerSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";
import { layerOf } from "./index.ts";

function layer(kind: "conv1d" | "conv2d", values: Readonly<Record<string, unknown>>): LayerSpec {
  return Object.assign(rowDefault(layers, kind), { id: "1", inputs: [null] }, values);
}

const infer = (spec: LayerSpec, input: Shape) => layerOf(spec).infer(spec, [input], "conv_1");

describe("output lengths", () => {
  const base = { filters: 7, width: 5 };
  const conv1d = (values: Readonly<Record<string, unknown>>) =>
    infer(layer("conv1d", { ...base, ...values }), [20, 3]);

  test("valid: floor((n - d (w - 1) - 1) / s) + 1", () => {
    expect(conv1d({})).toEqual([16, 7]);
    expect(conv1d({ stride: 3 })).toEqual([6, 7]);
    expect(conv1d({ dilation: 4 })).toEqual([4, 7]);
    expect(conv1d({ width: 20 })).toEqual([1, 7]);
  });

  test.each(["same", "causal"])("%s: ceil(n / s)", (padding) => {
    expect(conv1d({ padding })).toEqual([20, 7]);
    expect(conv1d({ padding, stride: 3 })).toEqual([7, 7]);
    expect(conv1d({ padding, dilation: 6, width: 9 })).toEqual([20, 7]);
  });

  test("images, along both axes", () => {
    const conv2d = layer("conv2d", { filters: 4, height: 3, width: 5, stride: 2 });
    expect(infer(conv2d, [28, 21, 3])).toEqual([13, 9, 4]);
    expect(infer({ ...conv2d, padding: "same" } as LayerSpec, [28, 21, 3])).toEqual([14, 11, 4]);
  });
});

describe("what does not fit", () => {
  const faultOf = (spec: LayerSpec, input: Shape) => {
    try {
      return infer(spec, input);
    } catch (error) {
      return error instanceof Fault ? { code: error.code, ...error.values } : error;
    }
  };

  test("the rank of an example", () => {
    const expected = "[time, channels]";
    const values = { code: "shape.needsRank", layer: "conv_1", expected, got: "20" };
    expect(faultOf(layer("conv1d", {}), [20])).toEqual(values);
    const image = { ...values, expected: "[height, width, channels]", got: "28×28" };
    expect(faultOf(layer("conv2d", {}), [28, 28])).toEqual(image);
  });

  test("a window longer than what it slides over, unless it is padded", () => {
    const fault = { code: "shape.windowTooLong", layer: "conv_1", window: 9, got: 8 };
    const values = { width: 5, dilation: 2, filters: 2 };
    expect(faultOf(layer("conv1d", values), [8, 1])).toEqual(fault);
    expect(faultOf(layer("conv1d", { ...values, padding: "causal" }), [8, 1])).toEqual([8, 2]);
    expect(faultOf(layer("conv2d", { ...values, height: 1 }), [20, 8, 1])).toEqual(fault);
  });
});

test("parameters of the notes' accelerometer network", () => {
  const spec = layer("conv1d", { filters: 100, width: 10 });
  const rows = layerOf(spec).parameters(spec, [[80, 3]]);
  expect(rows).toMatchObject([
    { name: "kernel", shape: [10, 3, 100], fanIn: 30, fanOut: 1000, decays: true },
    { name: "bias", shape: [100], fanIn: 30, fanOut: 1000, decays: false },
  ]);
  const image = layer("conv2d", { filters: 8, height: 3, width: 5, useBias: false });
  expect(layerOf(image).parameters(image, [[28, 28, 2]])).toMatchObject([
    { shape: [3, 5, 2, 8], fanIn: 30, fanOut: 120 },
  ]);
});

/** y of a layer whose kernel is all ones and whose bias is 10. */
function run(spec: LayerSpec, shape: Shape, values: readonly number[]): number[] {
  const builder = new GraphBuilder(engineOps);
  const pin = (name: string, of: Shape) => builder.pinned(name, of, { buffer: name, runs: true });
  const x = pin("x", shape);
  const rows = layerOf(spec).parameters(spec, [shape.slice(1)]);
  const parameters = rows.map((row) => pin(row.name, row.shape));
  const context = { builder, training: true, parameters, column: 16, stream: 7, lengths: null };
  const y = layerOf(spec).emit(spec, [x], { ...context, afterLoss: () => {} });
  expect(builder.shape(y)).toEqual([shape[0], ...infer(spec, shape.slice(1))]);
  builder.put(y, "y", { buffer: "y", offset: 0 });
  const plan = graphPlan({ ops: engineOps, runs: 1, tableColumns: 32, train: builder.finish() });
  const executor = createReferenceExecutor(plan, engineOps);
  executor.write("x", Float64Array.from(values));
  for (const row of rows) {
    const value = row.name === "bias" ? 10 : 1;
    executor.write(row.name, new Float64Array(elements(row.shape)).fill(value));
  }
  const step = { step: 0, epoch: 0, offset: 0, count: 1, slot: 0 };
  executor.run("train", { steps: [step], scalars: new Float64Array(4) });
  return [...executor.peek("y")];
}

describe("what a window sees", () => {
  const ones = { filters: 1, width: 3, activation: "relu" };
  const ramp = [1, 2, 3, 4, 5, 6];

  test("valid, same and causal", () => {
    const conv1d = (values: Readonly<Record<string, unknown>>) =>
      run(layer("conv1d", { ...ones, ...values }), [1, 6, 1], ramp);
    expect(conv1d({})).toEqual([16, 19, 22, 25]);
    expect(conv1d({ padding: "same" })).toEqual([13, 16, 19, 22, 25, 21]);
    // The odd cell of padding stands behind.
    expect(conv1d({ padding: "same", width: 2 })).toEqual([13, 15, 17, 19, 21, 16]);
    expect(conv1d({ padding: "causal" })).toEqual([11, 13, 16, 19, 22, 25]);
    expect(conv1d({ padding: "causal", dilation: 2 })).toEqual([11, 12, 14, 16, 19, 22]);
    expect(conv1d({ padding: "causal", stride: 2 })).toEqual([11, 16, 22]);
  });

  test("an image", () => {
    const spec = layer("conv2d", { ...ones, height: 2, padding: "same" });
    expect(run(spec, [1, 2, 3, 1], ramp)).toEqual([22, 31, 26, 19, 25, 21]);
  });
});
