/** Small documents and data for tests. */
import type { DataSet } from "../engine/core/dataset.ts";
import { normal, uniform } from "../engine/core/random.ts";
import { elements } from "../engine/core/shape.ts";
import { layers, type OptimizerKind, optimizers } from "../spec/catalogue.ts";
import { defaultExperiment, defaultRun, rowDefault } from "../spec/defaults.ts";
import type { Experiment, LayerSpec, LayerValue, RunSpec } from "../spec/experiment.ts";

/** Two rings, noise-free enough to be learnt in some hundred steps. */
export function rings(count = 120, heldOut = 40): DataSet {
  const examples = (first: number, size: number) => {
    const x = new Float32Array(size * 2);
    const y = new Float32Array(size);
    for (let i = 0; i < size; i++) {
      const label = (first + i) % 2;
      const angle = 2 * Math.PI * uniform(7, 1, 0, first + i);
      const radius = (label === 0 ? 0.4 : 1) + 0.05 * normal(7, 2, 0, first + i);
      x.set([radius * Math.cos(angle), radius * Math.sin(angle)], 2 * i);
      y[i] = label;
    }
    return { count: size, x, y, lengths: null };
  };
  return {
    name: "rings",
    inputShape: [2],
    featureNames: ["x1", "x2"],
    targets: { kind: "classes", names: ["inner", "outer"] },
    training: examples(0, count),
    validation: examples(count, heldOut),
    normalization: { shift: [0], scale: [1] },
  };
}

/** Two classes of random numbers; whole numbers below `symbols` where that is given. */
export function noise(inputShape: number[], symbols: number | null = null, count = 24): DataSet {
  const size = elements(inputShape);
  const value = (i: number) =>
    symbols === null ? normal(3, 1, 0, i) : Math.floor(uniform(3, 1, 0, i) * symbols);
  const examples = (first: number, number: number) => ({
    count: number,
    x: Float32Array.from({ length: number * size }, (_, i) => value(first * size + i)),
    y: Float32Array.from({ length: number }, (_, i) => (first + i) % 2),
    lengths: null,
  });
  return {
    name: "noise",
    inputShape,
    featureNames: [],
    targets: { kind: "classes", names: ["even", "odd"] },
    training: examples(0, count),
    validation: examples(count, 8),
    normalization: { shift: [0], scale: [1] },
  };
}

/** The input and then these layers, each fed by the one before; ids count from 1. */
export function chain(...values: LayerValue[]): LayerSpec[] {
  const all: LayerValue[] = [{ kind: "input" }, ...values];
  return all.map((value, index) => ({
    ...value,
    id: String(index + 1),
    inputs: index === 0 ? [] : [null],
  }));
}

export function stack(...units: number[]): LayerSpec[] {
  const dense = rowDefault(layers, "dense");
  const last = units.length - 1;
  return chain(
    ...units.map((size, index) => {
      const activation = index === last ? ("linear" as const) : ("relu" as const);
      return { ...dense, units: size, activation };
    }),
  );
}

export function runOf(kind: OptimizerKind, changes: Partial<RunSpec> = {}): RunSpec {
  return { ...defaultRun(), optimizer: rowDefault(optimizers, kind), ...changes };
}

/** A small classifier on `rings`, with the given runs. */
export function ringsExperiment(runs: RunSpec[] = [runOf("adam")]): Experiment {
  const base = defaultExperiment();
  return {
    ...base,
    network: { ...base.network, layers: stack(8, 2) },
    training: { ...base.training, batchSize: 16, limitUnit: "steps", limit: 200 },
    runs,
  };
}
