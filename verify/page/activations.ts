/** What five layers of 100 units make of inputs from N(0, 1), by activation and initial weights. */
import type { DataSet } from "../../src/engine/core/dataset.ts";
import { normal } from "../../src/engine/core/random.ts";
import { layers, losses } from "../../src/spec/catalogue.ts";
import { rowDefault } from "../../src/spec/defaults.ts";
import type { InitializerSpec, LayerSpec } from "../../src/spec/experiment.ts";
import type { Figure } from "../experiments.mjs";
import { type Engine, experimentOf, finite, mean, openSession } from "./training.ts";

const count = 1000;
const width = 100;
const depth = 5;
const inputStream = 91;

type Activation = "sigmoid" | "tanh" | "relu";

const initializers: Readonly<Record<string, InitializerSpec>> = {
  std_1: { kind: "normal", std: 1 },
  "std_0.01": { kind: "normal", std: 0.01 },
  // 1 / sqrt(fanIn)
  xavier: { kind: "lecunNormal" },
  he: { kind: "heNormal" },
};

/** Five layers, and the outputs of all of them side by side. */
function network(activation: Activation): LayerSpec[] {
  const dense = { ...rowDefault(layers, "dense"), units: width, activation };
  const ids = Array.from({ length: depth }, (_, index) => String(index + 2));
  return [
    { kind: "input", id: "1", inputs: [] },
    ...ids.map((id): LayerSpec => ({ ...dense, id, inputs: [null] })),
    { kind: "concatenate", id: String(depth + 2), inputs: ids },
  ];
}

/** Nothing is learnt: one example of zeros stands for the data. */
const dataset: DataSet = {
  name: "normal",
  inputShape: [width],
  featureNames: [],
  targets: { kind: "values", names: Array.from({ length: depth * width }, (_, i) => `a${i}`) },
  training: {
    count: 1,
    x: new Float32Array(width),
    y: new Float32Array(depth * width),
    lengths: null,
  },
  validation: { count: 0, x: new Float32Array(0), y: new Float32Array(0), lengths: null },
  normalization: { shift: [0], scale: [1] },
};

export async function activationStatistics(
  engine: Engine,
  seeds: readonly number[],
): Promise<Figure[]> {
  const figures: Figure[] = [];
  const inputs = Float32Array.from({ length: count * width }, (_, index) =>
    normal(seeds[0] ?? 1, inputStream, 0, index),
  );
  for (const activation of ["sigmoid", "tanh", "relu"] as const) {
    const experiment = experimentOf({
      layers: network(activation),
      loss: rowDefault(losses, "meanSquaredError"),
      training: { batchSize: 1, limit: 1 },
      orderSeed: 1,
      runs: Object.values(initializers).flatMap((initializer) =>
        seeds.map((seed) => ({ seed, initializer })),
      ),
    });
    const session = await openSession(engine, { experiment, dataset });
    const outputs = await session.predict({ count, inputs, lengths: null });
    session.dispose();
    for (const [index, name] of Object.keys(initializers).entries()) {
      const own = outputs.slice(index * seeds.length, (index + 1) * seeds.length);
      figures.push(...layerFigures(`${activation} ${name}`, activation, own));
    }
    console.log(`activations: ${activation} is done`);
  }
  return figures;
}

/** Of each layer and statistic, one number a seed. */
function layerFigures(row: string, activation: Activation, outputs: Float32Array[]): Figure[] {
  return Array.from({ length: depth }, (_, layer) => layer).flatMap((layer) => {
    const found = outputs.map((values) => statistics(activation, layerValues(values, layer)));
    return Object.keys(found[0] ?? {}).map((name) => ({
      row,
      figure: `layer ${layer + 1} ${name}`,
      values: found.map((each) => finite(each[name] ?? Number.NaN)),
    }));
  });
}

/** [count, width] of one layer, from [count, depth * width]. */
function layerValues(values: Float32Array, layer: number): Float32Array {
  const own = new Float32Array(count * width);
  for (let example = 0; example < count; example++) {
    const start = (example * depth + layer) * width;
    own.set(values.subarray(start, start + width), example * width);
  }
  return own;
}

function statistics(activation: Activation, values: Float32Array): Record<string, number> {
  const numbers = Array.from(values);
  const share = (holds: (value: number) => boolean) =>
    numbers.filter(holds).length / numbers.length;
  const middle = mean(numbers);
  const std = Math.sqrt(mean(numbers.map((value) => (value - middle) ** 2)));
  const common = { mean: middle, std };
  switch (activation) {
    case "sigmoid":
      return {
        ...common,
        saturated: share((a) => a < 0.05 || a > 0.95),
        saturated_strict: share((a) => a < 0.01 || a > 0.99),
      };
    case "tanh":
      return {
        ...common,
        saturated: share((a) => Math.abs(a) > 0.9),
        saturated_strict: share((a) => Math.abs(a) > 0.98),
      };
    case "relu":
      return { ...common, saturated: share((a) => a === 0), dead_units: deadUnits(values) };
  }
}

/** Share of units that are zero for every input. */
function deadUnits(values: Float32Array): number {
  const units = Array.from({ length: width }, (_, unit) => unit);
  const dead = units.filter((unit) => values.every((a, at) => at % width !== unit || a === 0));
  return dead.length / width;
}
