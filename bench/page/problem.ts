/** A task with its data and first weights: the same numbers for every contender. */

import { generate } from "../../src/data/generators/index.ts";
import { prepareNew } from "../../src/data/prepare.ts";
import type { DataSet } from "../../src/engine/core/dataset.ts";
import { normal, uniform } from "../../src/engine/core/random.ts";
import { layers, losses, optimizers } from "../../src/spec/catalogue.ts";
import { datasets } from "../../src/spec/data-catalogue.ts";
import { defaultExperiment, defaultRun, rowDefault } from "../../src/spec/defaults.ts";
import type {
  Experiment,
  LayerSpec,
  LayerValue,
  OptimizerSpec,
} from "../../src/spec/experiment.ts";
import { compileExperiment, initialState, type Program } from "../../src/train/program.ts";
import { batchesHeld, outputUnits, type Task, type TaskLayer } from "../tasks.mjs";

export interface Batch {
  /** [batch, ...input] */
  readonly x: Float32Array<ArrayBuffer>;
  /** One-hot [batch, classes], or [batch, 1] where one output tells two classes apart. */
  readonly y: Float32Array<ArrayBuffer>;
}

/** A kernel [in, out] or [width, in, out], a bias [out]; gates i, f, c, o side by side in `out`. */
export interface Weight {
  readonly shape: number[];
  readonly data: Float32Array<ArrayBuffer>;
}

export interface Problem {
  readonly task: Task;
  readonly experiment: Experiment;
  readonly dataset: DataSet;
  readonly batches: readonly Batch[];
  /** Of each run, layer by layer: kernel, of an LSTM its recurrent kernel, bias. */
  readonly weights: readonly (readonly Weight[])[];
}

/** Greys [count, 784] followed by the labels [count], as the server gives them. */
export type Digits = Uint8Array;

const pixels = 784;
const digitClasses = 10;

export function makeProblem(task: Task, digits: Digits | null): Problem {
  const count = task.batch * batchesHeld;
  const dataset = dataOf(task, count, digits);
  const experiment = experimentOf(task);
  const program = compileExperiment(experiment, dataset);
  const batches = Array.from({ length: batchesHeld }, (_, index) => batchOf(task, dataset, index));
  return { task, experiment, dataset, batches, weights: firstWeights(program) };
}

function dataOf({ data }: Task, count: number, digits: Digits | null): DataSet {
  switch (data) {
    case "rings":
      return rings(count);
    case "digits":
      return images(count, digits);
    case "motion": {
      const windows = generate({ ...rowDefault(datasets, "motion"), points: count }, 7);
      return prepareNew({ ...windows, validation: nothing }, { seed: 1, validationShare: 0 })
        .dataset;
    }
  }
}

function experimentOf(task: Task): Experiment {
  const base = defaultExperiment();
  return {
    ...base,
    network: {
      layers: layersOf(task),
      initializer: { kind: task.activation === "relu" ? "heNormal" : "xavierUniform" },
      start: null,
    },
    loss: rowDefault(
      losses,
      outputUnits(task) === 1 ? "binaryCrossEntropy" : "softmaxCrossEntropy",
    ),
    training: {
      ...base.training,
      batchSize: task.batch,
      shuffle: "none",
      limitUnit: "steps",
      limit: 100_000_000,
      evaluateEvery: 1_000_000,
    },
    runs: task.runs.map((run) => ({ ...defaultRun(), optimizer: optimizerOf(run) })),
  };
}

function layersOf({ layers: all, activation }: Task): LayerSpec[] {
  const last = all.length - 1;
  const values = all.map((each, index) => layerOf(each, index === last ? "linear" : activation));
  return [{ kind: "input" } as const, ...values].map((value, index) => ({
    ...value,
    id: String(index + 1),
    inputs: index === 0 ? [] : [null],
  }));
}

function layerOf(layer: TaskLayer, activation: Task["activation"] | "linear"): LayerValue {
  switch (layer.kind) {
    case "dense":
      return { ...rowDefault(layers, "dense"), ...layer, activation };
    case "conv1d":
      return { ...rowDefault(layers, "conv1d"), ...layer, activation };
    case "maxPooling1d":
      return { ...rowDefault(layers, "maxPooling1d"), ...layer };
    case "globalAveragePooling1d":
      return layer;
    case "lstm":
      return { ...rowDefault(layers, "lstm"), ...layer };
  }
}

function optimizerOf({ kind, learningRate }: Task["runs"][number]): OptimizerSpec {
  return { ...rowDefault(optimizers, kind), learningRate };
}

const normalization = (scale: number) => ({ shift: [0], scale: [scale] });
const nothing = { count: 0, x: new Float32Array(0), y: new Float32Array(0), lengths: null };

/** Two noisy rings. */
function rings(count: number): DataSet {
  const x = new Float32Array(count * 2);
  const y = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const label = i % 2;
    const angle = 2 * Math.PI * uniform(7, 1, 0, i);
    const radius = (label === 0 ? 0.4 : 1) + 0.1 * normal(7, 2, 0, i);
    x.set([radius * Math.cos(angle), radius * Math.sin(angle)], 2 * i);
    y[i] = label;
  }
  return {
    name: "rings",
    inputShape: [2],
    featureNames: [],
    targets: { kind: "classes", names: ["inner", "outer"] },
    training: { count, x, y, lengths: null },
    validation: nothing,
    normalization: normalization(1),
  };
}

function images(count: number, digits: Digits | null): DataSet {
  const held = digits ?? blots(count);
  const labels = held.length - held.length / (pixels + 1);
  return {
    name: "digits",
    inputShape: [pixels],
    featureNames: [],
    targets: { kind: "classes", names: Array.from({ length: digitClasses }, (_, i) => String(i)) },
    training: {
      count,
      x: held.slice(0, count * pixels),
      y: Float32Array.from(held.subarray(labels, labels + count)),
      lengths: null,
    },
    validation: { ...nothing, x: new Uint8Array(0) },
    normalization: normalization(1 / 255),
  };
}

/** Where MNIST is not at hand: noise around a picture for each class. */
function blots(count: number): Digits {
  const bytes = new Uint8Array(count * (pixels + 1));
  for (let i = 0; i < count; i++) {
    const label = i % digitClasses;
    bytes[count * pixels + i] = label;
    for (let p = 0; p < pixels; p++) {
      const ink = uniform(11, 1, label, p) < 0.2 ? 200 : 0;
      bytes[i * pixels + p] = 55 * uniform(11, 2, i, p) + ink;
    }
  }
  return bytes;
}

function batchOf(task: Task, { training, normalization }: DataSet, index: number): Batch {
  const { batch } = task;
  const { shift, scale } = normalization;
  const features = task.input.reduce((product, axis) => product * axis, 1);
  const classes = outputUnits(task);
  const first = index * batch;
  const raw = training.x.subarray(first * features, (first + batch) * features);
  const labels = training.y.subarray(first, first + batch);
  const y = new Float32Array(batch * classes);
  for (const [row, label] of labels.entries()) {
    if (classes === 1) y[row] = label;
    else y[row * classes + label] = 1;
  }
  const of = (numbers: readonly number[], at: number) => numbers[at % numbers.length] ?? 0;
  return { x: Float32Array.from(raw, (value, at) => (value - of(shift, at)) * of(scale, at)), y };
}

function firstWeights(program: Program): Weight[][] {
  const values = initialState(program).parameters;
  const { parameterStride, parameters, runs } = program.plan;
  return Array.from({ length: runs }, (_, run) =>
    parameters.map(({ shape, offset }) => {
      const start = run * parameterStride + offset;
      const size = shape.reduce((product, axis) => product * axis, 1);
      return { shape: [...shape], data: Float32Array.from(values.subarray(start, start + size)) };
    }),
  );
}
