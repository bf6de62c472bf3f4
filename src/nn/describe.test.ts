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
  return { ...rowDefault(layers, "dense"), id, units };
}

function network(specs: LayerSpec[], loss: LossSpec["kind"] = "softmaxCrossEntropy"): Experiment {
  const base = defaultExperiment();
  const input: LayerSpec = { id: "1", kind: "input" };
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
    { id: "3", kind: "activation", function: "relu" },
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
      remedy: { kind: "insertFlatten", before: "2" },
    });
    const flattened = [{ id: "9", kind: "flatten" } as const, dense("2", 10)];
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
    const found = describeNetwork(network([{ id: "2", kind: "flatten" }]), [5, 5], classes(4));
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

test("two classes may have one output or two where the loss knows both", () => {
  for (const loss of ["binaryCrossEntropy", "meanSquaredError"] as const) {
    for (const units of [1, 2]) {
      const found = describeNetwork(network([dense("2", units)], loss), [2], classes(2));
      expect(found.fault).toBeNull();
    }
  }
});
