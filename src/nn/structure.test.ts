import { describe, expect, test } from "vitest";
import { layers as rows } from "../spec/catalogue.ts";
import { asBuilt, defaultExperiment, rowDefault } from "../spec/defaults.ts";
import type { LayerSpec, NetworkSpec } from "../spec/experiment.ts";
import { networkOf } from "./structure.ts";

const { network } = defaultExperiment();

function withLayers(layers: LayerSpec[]): NetworkSpec {
  return { ...network, layers };
}

function kinds({ layers }: NetworkSpec): string[] {
  return layers.map((layer) => layer.kind);
}

describe("a run's own network", () => {
  test("is the shared one where nothing is changed", () => {
    expect(networkOf(network, asBuilt())).toBe(network);
  });

  test("has another width and activation in hidden layers only", () => {
    const changed = networkOf(network, { ...asBuilt(), width: 0.5, activation: "relu" });
    const sizes = changed.layers.map((layer) => ("units" in layer ? layer.units : null));
    expect(sizes).toEqual([null, 8, 8, 2]);
    const functions = changed.layers.map((layer) =>
      "activation" in layer ? layer.activation : null,
    );
    expect(functions).toEqual([null, "relu", "relu", "linear"]);
  });

  test("never loses its last unit", () => {
    const { layers } = networkOf(network, { ...asBuilt(), width: 0.0625 / 2 });
    expect(layers[1]).toMatchObject({ units: 1 });
  });

  test("normalises before each hidden activation; skips read behind it", () => {
    const [input, first, second, last] = network.layers;
    if (!input || !first || !second || !last) throw new Error("expected four layers");
    const sum: LayerSpec = { ...rowDefault(rows, "add"), id: "sum", inputs: [null, first.id] };
    const changed = networkOf(withLayers([input, first, second, sum, last]), {
      ...asBuilt(),
      batchNormalization: "on",
    });
    const block = ["dense", "batchNormalization", "activation"];
    expect(kinds(changed)).toEqual(["input", ...block, ...block, "add", "dense"]);
    const end = changed.layers[3];
    expect(end).toMatchObject({ kind: "activation", function: "tanh" });
    expect(changed.layers[7]?.inputs).toEqual([null, end?.id]);
    expect(changed.layers[1]).toMatchObject({ activation: "linear" });
  });

  test("loses its normalisation; what read it reads what it read", () => {
    const on = networkOf(network, { ...asBuilt(), batchNormalization: "on" });
    const off = networkOf(on, { ...asBuilt(), batchNormalization: "off" });
    expect(kinds(off)).toEqual(["input", "dense", "activation", "dense", "activation", "dense"]);
    const [norm] = on.layers.filter(({ kind }) => kind === "batchNormalization");
    const [last] = on.layers.slice(-1);
    if (!norm || !last) throw new Error("expected a normalisation");
    const sum: LayerSpec = { ...rowDefault(rows, "add"), id: "sum", inputs: [null, norm.id] };
    const skipping = withLayers([...on.layers.slice(0, -1), sum, last]);
    const bare = networkOf(skipping, { ...asBuilt(), batchNormalization: "off" });
    expect(bare.layers.at(-2)?.inputs).toEqual([null, network.layers[1]?.id]);
  });
});
