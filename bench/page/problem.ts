/** A task with its data and first weights: the same numbers for every contender. */
import type { DataSet } from "../../src/engine/core/dataset.ts";
import { normal, uniform } from "../../src/engine/core/random.ts";
import { layers, losses, optimizers } from "../../src/spec/catalogue.ts";
import { defaultExperiment, defaultRun, rowDefault } from "../../src/spec/defaults.ts";
import type { Experiment, LayerSpec, OptimizerSpec } from "../../src/spec/experiment.ts";
import { compileExperiment, initialState, type Program } from "../../src/train/program.ts";
import { batchesHeld, type Task } from "../tasks.mjs";

export interface Batch {
  /** [batch, inputs] */
  readonly x: Float32Array<ArrayBuffer>;
  /** One-hot [batch, classes], or [batch, 1] where one output tells two classes apart. */
  readonly y: Float32Array<ArrayBuffer>;
}

/** A kernel [in, out] or a bias [out]. */
export interface Weight {
  readonly shape: number[];
  readonly data: Float32Array<ArrayBuffer>;
}

export interface Problem {
  readonly task: Task;
  readonly experiment: Experiment;
  readonly dataset: DataSet;
  readonly batches: readonly Batch[];
  /** Of each run: kernel and bias, layer by layer. */
  readonly weights: readonly (readonly Weight[])[];
}

/** Greys [count, 784] followed by the labels [count], as the server gives them. */
export type Digits = Uint8Array;

const pixels = 784;
const digitClasses = 10;

export function makeProblem(task: Task, digits: Digits | null): Problem {
  const count = task.batch * batchesHeld;
  const dataset = task.data === "rings" ? rings(count) : images(count, digits);
  const experiment = experimentOf(task);
  const program = compileExperiment(experiment, dataset);
  const batches = Array.from({ length: batchesHeld }, (_, index) => batchOf(task, dataset, index));
  return { task, experiment, dataset, batches, weights: firstWeights(program) };
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
      task.units.at(-1) === 1 ? "binaryCrossEntropy" : "softmaxCrossEntropy",
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

function layersOf({ units, activation }: Task): LayerSpec[] {
  const dense = rowDefault(layers, "dense");
  const last = units.length - 1;
  return [
    { id: "1", kind: "input", inputs: [] },
    ...units.map(
      (width, index): LayerSpec => ({
        ...dense,
        id: String(index + 2),
        inputs: [null],
        units: width,
        activation: index === last ? "linear" : activation,
      }),
    ),
  ];
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

function batchOf(task: Task, { training }: DataSet, index: number): Batch {
  const { batch, inputs, units } = task;
  const classes = units.at(-1) ?? 1;
  const scale = task.data === "digits" ? 1 / 255 : 1;
  const first = index * batch;
  const raw = training.x.subarray(first * inputs, (first + batch) * inputs);
  const labels = training.y.subarray(first, first + batch);
  const y = new Float32Array(batch * classes);
  for (const [row, label] of labels.entries()) {
    if (classes === 1) y[row] = label;
    else y[row * classes + label] = 1;
  }
  return { x: Float32Array.from(raw, (value) => value * scale), y };
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
