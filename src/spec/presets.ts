/** Experiments to start from; titles and descriptions stand in `i18n` under the same ids. */
import {
  type ActivationName,
  datasets,
  initializers,
  layers,
  losses,
  optimizers,
} from "./catalogue.ts";
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
  optimizers: fourOptimizers,
  initializers: threeInitializers,
};

/** In the order in which they are offered; the first one opens on arrival. */
export function presets(): Preset[] {
  return presetIds.map((id) => ({ id, experiment: makers[id]() }));
}
