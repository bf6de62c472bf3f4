/** Small documents and data for tests. */
import type { DataSet } from "../engine/core/dataset.ts";
import { normal, uniform } from "../engine/core/random.ts";
import { layers, type OptimizerKind, optimizers } from "../spec/catalogue.ts";
import { defaultExperiment, defaultRun, rowDefault } from "../spec/defaults.ts";
import type { Experiment, LayerSpec, RunSpec } from "../spec/experiment.ts";

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

export function stack(...units: number[]): LayerSpec[] {
  const dense = rowDefault(layers, "dense");
  const last = units.length - 1;
  return [
    { id: "1", kind: "input", inputs: [] },
    ...units.map((size, index): LayerSpec => {
      const activation = index === last ? "linear" : "relu";
      return { ...dense, id: String(index + 2), inputs: [null], units: size, activation };
    }),
  ];
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
