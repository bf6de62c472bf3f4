import { describe, expect, test } from "vitest";
import type { Targets } from "../engine/core/dataset.ts";
import { layers, losses } from "../spec/catalogue.ts";
import { defaultExperiment, rowDefault } from "../spec/defaults.ts";
import type { Experiment, LayerSpec, LossSpec } from "../spec/experiment.ts";
import { limits } from "../spec/limits.ts";
import { describeNetwork } from "./describe.ts";

const classes = (count: number): Targets => ({
  kind: "classes",
  names: Array.from({ length: count }, (_, index) => String(index)),
});
const values: Targets = { kind: "values", names: ["y"] };

function dense(id: string, units: number): LayerSpec {
  return { ...rowDefault(layers, "dense"), id, inputs: [null], units };
}

function network(specs: LayerSpec[], loss: LossSpec["kind"] = "softmaxCrossEntropy"): Experiment {
  const base = defaultExperiment();
  const input: LayerSpec = { id: "1", kind: "input", inputs: [] };
  const stack = [input, ...specs];
  return { ...base, loss: rowDefault(losses, loss), network: { ...base.network, layers: stack } };
}

test("the first visit's network fits its data", () => {
  const found = describeNetwork(defaultExperiment(), [2], classes(2));
  expect(found.fault).toBeNull();
  expect(found.layers.map(({ outputShape }) => outputShape)).toEqual([[2], [16], [16], [2]]);
  expect(found.parameters).toBe(354);
});

test("names count each kind as Keras does", () => {
  const specs: LayerSpec[] = [
    dense("2", 3),
    { id: "3", kind: "activation", function: "relu", alpha: null, inputs: [null] },
    dense("4", 2),
  ];
  const found = describeNetwork(network(specs), [2], classes(2));
  expect(found.layers.map(({ name }) => name)).toEqual([
    "input_1",
    "dense_1",
    "activation_1",
    "dense_2",
  ]);
});

describe("what does not fit", () => {
  test("an image into a dense layer: a Flatten before it", () => {
    const found = describeNetwork(network([dense("2", 10)]), [28, 28], classes(10));
    expect(found.layers[1]).toMatchObject({
      fault: { code: "shape.needsFlat", values: { layer: "dense_1", got: "28×28" } },
      remedy: { kind: "insertFlatten", before: "2", input: 0 },
    });
    const flattened = [{ id: "9", kind: "flatten" as const, inputs: [null] }, dense("2", 10)];
    expect(describeNetwork(network(flattened), [28, 28], classes(10)).fault).toBeNull();
  });

  test("an output of the wrong width: the units that the loss expects", () => {
    const found = describeNetwork(network([dense("2", 7)]), [2], classes(3));
    expect(found.layers[1]).toMatchObject({
      fault: { code: "shape.outputUnits", values: { expected: 3, got: 7 } },
      remedy: { kind: "setUnits", layer: "2", units: 3 },
    });
  });

  test("a loss for classes over values: squared error", () => {
    const found = describeNetwork(network([dense("2", 1)]), [2], values);
    expect(found.layers.at(-1)?.remedy).toEqual({ kind: "setLoss", loss: "meanSquaredError" });
  });

  test("no layer that could be the output: one is added", () => {
    const found = describeNetwork(
      network([{ id: "2", kind: "flatten", inputs: [null] }]),
      [5, 5],
      classes(4),
    );
    expect(found.layers.at(-1)?.remedy).toEqual({ kind: "addDense", units: 4 });
  });

  test("more parameters than a network may have, counted over all layers", () => {
    const wide = Array.from({ length: 3 }, (_, index) => dense(String(index + 2), limits.width));
    const found = describeNetwork(network([...wide, dense("9", 2)]), [2], classes(2));
    expect(found.layers.map(({ fault }) => fault?.code ?? null)).toEqual([
      null,
      null,
      null,
      "shape.tooManyParameters",
      null,
    ]);
  });
});

describe("branches", () => {
  const conv = { ...rowDefault(layers, "conv1d"), filters: 4, width: 1, padding: "same" as const };
  const residual = (filters: number): LayerSpec[] => [
    { ...conv, id: "2", inputs: [null] },
    { ...conv, id: "3", filters, inputs: [null] },
    { id: "4", kind: "add", inputs: [null, "2"] },
    { id: "5", kind: "flatten", inputs: [null] },
    dense("6", 2),
  ];

  test("a merge that fits names the layers that feed it", () => {
    const found = describeNetwork(network(residual(4)), [8, 3], classes(2));
    expect(found.fault).toBeNull();
    expect(found.layers[3]).toMatchObject({ inputs: ["3", "2"], outputShape: [8, 4] });
  });

  test("a merge that does not fit says both shapes, and which layer one place wide bridges them", () => {
    const found = describeNetwork(network(residual(6)), [8, 3], classes(2));
    expect(found.layers[3]).toMatchObject({
      fault: { code: "shape.mergeConflict", values: { first: "8×6", second: "8×4" } },
      remedy: { kind: "insertBridge", layer: "conv1d", before: "4", input: 1, channels: 6 },
    });
  });

  test("a layer from which no path leads to the output is said to be unused", () => {
    const specs = residual(4).map((spec) =>
      spec.id === "4" ? { ...spec, inputs: ["2", "2"] } : spec,
    );
    const found = describeNetwork(network(specs), [8, 3], classes(2));
    expect(found.layers[2]).toMatchObject({
      fault: { code: "shape.unused" },
      remedy: { kind: "removeLayer", layer: "3" },
    });
  });

  test("an image without channels into a convolution: a Reshape that adds them", () => {
    const spec: LayerSpec = { ...rowDefault(layers, "conv2d"), id: "2", inputs: [null] };
    const found = describeNetwork(network([spec, dense("3", 2)]), [28, 28], classes(2));
    expect(found.layers[1]?.remedy).toEqual({
      kind: "insertReshape",
      before: "2",
      input: 0,
      shape: [28, 28, 1],
    });
  });
});

test("two classes may have one output or two where the loss knows both", () => {
  for (const loss of ["binaryCrossEntropy", "meanSquaredError"] as const) {
    for (const units of [1, 2]) {
      const found = describeNetwork(network([dense("2", units)], loss), [2], classes(2));
      expect(found.fault).toBeNull();
    }
  }
});
