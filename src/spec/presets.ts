/** Experiments to start from; titles and descriptions stand in `i18n` under the same ids. */
import { type ActivationName, initializers, layers, losses, optimizers } from "./catalogue.ts";
import { datasets } from "./data-catalogue.ts";
import { defaultExperiment, defaultRun, rowDefault } from "./defaults.ts";
import type { DataSpec, Experiment, LayerValue, RunSpec, TrainingSpec } from "./experiment.ts";

export const presetIds = [
  "spiral",
  "circle",
  "xor",
  "gaussians",
  "moons",
  "sine",
  "bumps",
  "digits",
  "accelerometer",
  "residual",
  "lstm",
  "parity",
  "convDigits",
  "optimizers",
  "initializers",
] as const;
export type PresetId = (typeof presetIds)[number];

export interface Preset {
  readonly id: PresetId;
  readonly experiment: Experiment;
}

const dense = (units: number, activation: ActivationName = "linear") => ({
  ...rowDefault(layers, "dense"),
  units,
  activation,
});

interface Choices {
  readonly data: Partial<DataSpec>;
  /** Behind the input. */
  readonly layers: readonly LayerValue[];
  readonly initializer?: Experiment["network"]["initializer"];
  readonly loss?: Experiment["loss"];
  readonly training?: Partial<TrainingSpec>;
  readonly runs?: readonly Partial<RunSpec>[];
}

function experiment(choices: Choices): Experiment {
  const base = defaultExperiment();
  const values: LayerValue[] = [rowDefault(layers, "input"), ...choices.layers];
  return {
    ...base,
    data: { ...base.data, ...choices.data },
    network: {
      layers: values.map((value, index) => ({
        ...value,
        id: String(index + 1),
        inputs: index === 0 ? [] : [null],
      })),
      initializer: choices.initializer ?? base.network.initializer,
      start: null,
    },
    loss: choices.loss ?? base.loss,
    training: { ...base.training, ...choices.training },
    runs: (choices.runs ?? [{}]).map((run) => ({ ...defaultRun(), ...run })),
  };
}

const meanSquaredError = rowDefault(losses, "meanSquaredError");
const heNormal = rowDefault(initializers, "heNormal");
const xavierNormal = rowDefault(initializers, "xavierNormal");
const digitData = { source: rowDefault(datasets, "digits"), preprocessing: "divide255" } as const;

const circle = () =>
  experiment({
    data: { source: rowDefault(datasets, "circle") },
    layers: [dense(6, "tanh"), dense(2)],
    training: { limit: 200 },
  });

const xor = () =>
  experiment({
    data: { source: rowDefault(datasets, "xor") },
    layers: [dense(8, "tanh"), dense(1)],
    loss: rowDefault(losses, "binaryCrossEntropy"),
    training: { limit: 200 },
  });

const gaussians = () =>
  experiment({
    data: { source: { ...rowDefault(datasets, "gaussians"), noise: 0.2, classes: 4 } },
    layers: [dense(8, "relu"), dense(4)],
    initializer: heNormal,
    training: { limit: 100 },
  });

const moons = () =>
  experiment({
    data: { source: rowDefault(datasets, "moons") },
    layers: [dense(12, "relu"), dense(12, "relu"), dense(2)],
    initializer: heNormal,
    training: { limit: 200 },
  });

const sine = () =>
  experiment({
    data: { source: rowDefault(datasets, "sine") },
    layers: [dense(32, "tanh"), dense(32, "tanh"), dense(1)],
    loss: meanSquaredError,
  });

const bumps = () =>
  experiment({
    data: { source: { ...rowDefault(datasets, "bumps"), points: 1000 } },
    layers: [dense(32, "tanh"), dense(32, "tanh"), dense(1)],
    loss: meanSquaredError,
  });

const digits = () =>
  experiment({
    data: digitData,
    layers: [
      rowDefault(layers, "flatten"),
      dense(64, "relu"),
      { ...rowDefault(layers, "dropout"), rate: 0.2 },
      dense(10),
    ],
    initializer: heNormal,
    training: { batchSize: 100, limit: 20 },
    runs: [{ optimizer: { ...rowDefault(optimizers, "adam"), learningRate: 0.002 } }],
  });

const motionData = {
  source: rowDefault(datasets, "motion"),
  preprocessing: "standardize",
  split: "subject",
} as const;
const conv1d = (filters: number, width: number, changes: Partial<Conv1dValue> = {}) => ({
  ...rowDefault(layers, "conv1d"),
  filters,
  width,
  activation: "relu" as const,
  ...changes,
});
type Conv1dValue = Extract<LayerValue, { kind: "conv1d" }>;
const adam = (rate: number) => ({
  optimizer: { ...rowDefault(optimizers, "adam"), learningRate: rate },
});

/** The notes' network for accelerometer windows, on people it has not seen. */
const accelerometer = () =>
  experiment({
    data: motionData,
    layers: [
      { ...rowDefault(layers, "reshape"), shape: [80, 3] },
      conv1d(100, 10),
      conv1d(100, 10),
      { ...rowDefault(layers, "maxPooling1d"), size: 3 },
      conv1d(160, 10),
      conv1d(160, 10),
      rowDefault(layers, "globalAveragePooling1d"),
      rowDefault(layers, "dropout"),
      dense(6),
    ],
    training: { batchSize: 32, limit: 10, keepBest: true, watch: "accuracy" },
    runs: [adam(0.001)],
  });

/** Two convolutions with a way around them: what they learn is added to what came in. */
const residual = () => {
  const base = experiment({
    data: motionData,
    layers: [
      conv1d(16, 5, { padding: "same" }),
      conv1d(16, 5, { padding: "same" }),
      conv1d(16, 5, { padding: "same", activation: "linear" }),
      rowDefault(layers, "add"),
      rowDefault(layers, "activation"),
      rowDefault(layers, "globalAveragePooling1d"),
      dense(6),
    ],
    initializer: heNormal,
    training: { batchSize: 64, limit: 20 },
    runs: [adam(0.005)],
  });
  const [, first] = base.network.layers;
  const merge = base.network.layers.find(({ kind }) => kind === "add");
  if (first && merge) merge.inputs = [null, first.id];
  return base;
};

const lstm = () =>
  experiment({
    data: motionData,
    layers: [{ ...rowDefault(layers, "lstm"), units: 32 }, rowDefault(layers, "dropout"), dense(6)],
    training: { batchSize: 64, limit: 15 },
    runs: [{ ...adam(0.005), clipNorm: 1 }],
  });

const parity = () =>
  experiment({
    data: { source: rowDefault(datasets, "parity") },
    layers: [{ ...rowDefault(layers, "gru"), units: 16 }, dense(2)],
    training: { batchSize: 64, limit: 60 },
    runs: [adam(0.01)],
  });

const convDigits = () =>
  experiment({
    data: digitData,
    layers: [
      { ...rowDefault(layers, "reshape"), shape: [28, 28, 1] },
      { ...rowDefault(layers, "conv2d"), filters: 8, activation: "relu" },
      rowDefault(layers, "maxPooling2d"),
      { ...rowDefault(layers, "conv2d"), filters: 16, activation: "relu" },
      rowDefault(layers, "maxPooling2d"),
      rowDefault(layers, "flatten"),
      dense(10),
    ],
    initializer: heNormal,
    training: { batchSize: 64, limit: 5 },
    runs: [adam(0.002)],
  });

/** The four optimizers at rates that suit each, on a ReLU network that is not too easy. */
const fourOptimizers = () =>
  experiment({
    data: digitData,
    layers: [rowDefault(layers, "flatten"), dense(100, "relu"), dense(50, "relu"), dense(10)],
    initializer: heNormal,
    training: { batchSize: 100, limit: 20 },
    runs: [
      { optimizer: { ...rowDefault(optimizers, "sgd"), learningRate: 0.01 } },
      { optimizer: { ...rowDefault(optimizers, "momentum"), learningRate: 0.01 } },
      { optimizer: { ...rowDefault(optimizers, "adagrad"), learningRate: 0.01 } },
      { optimizer: { ...rowDefault(optimizers, "adam"), learningRate: 0.001 } },
    ],
  });

/** Five hidden layers of 100: std 0.01 starves the upper ones of signal. */
const threeInitializers = () => {
  const optimizer = { ...rowDefault(optimizers, "sgd"), learningRate: 0.01 };
  const normal = { ...rowDefault(initializers, "normal"), std: 0.01 };
  return experiment({
    data: digitData,
    layers: [
      rowDefault(layers, "flatten"),
      ...Array.from({ length: 5 }, () => dense(100, "relu")),
      dense(10),
    ],
    initializer: heNormal,
    training: { batchSize: 100, limit: 30 },
    runs: [
      { optimizer, initializer: normal },
      { optimizer, initializer: xavierNormal },
      { optimizer, initializer: heNormal },
    ],
  });
};

const makers: Record<PresetId, () => Experiment> = {
  spiral: defaultExperiment,
  circle,
  xor,
  gaussians,
  moons,
  sine,
  bumps,
  digits,
  accelerometer,
  residual,
  lstm,
  parity,
  convDigits,
  optimizers: fourOptimizers,
  initializers: threeInitializers,
};

/** In the order in which they are offered; the first one opens on arrival. */
export function presets(): Preset[] {
  return presetIds.map((id) => ({ id, experiment: makers[id]() }));
}
