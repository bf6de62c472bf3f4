/**
 * The catalogue: one row for each layer, activation, initializer, loss, optimizer and data set.
 * A row holds fields only; its words stand in `i18n`, its implementation in the engine.
 */
import { boolean, choice, type Fields, initializerField, integer, number } from "./field.ts";
import { limits } from "./limits.ts";

export const activationNames = [
  "linear",
  "sigmoid",
  "tanh",
  "relu",
  "leakyRelu",
  "elu",
  "selu",
  "gelu",
  "silu",
  "softplus",
] as const;
export type ActivationName = (typeof activationNames)[number];

export interface Row {
  readonly fields: Fields;
}

/** Learning rates span many decades; zero freezes a run on purpose. */
const learningRate = (initial: number) => number(initial, 0, 1000, { scale: "log", live: true });
const decayRate = (initial: number) => number(initial, 0, 0.999999, { live: true });
const epsilon = (initial: number) => number(initial, 1e-16, 1, { scale: "log", live: true });

export const layers = {
  input: { fields: {} },
  flatten: { fields: {} },
  dense: {
    fields: {
      units: integer(16, 1, 4096, "log"),
      activation: choice(activationNames, "linear"),
      useBias: boolean(true),
      initializer: initializerField,
    },
  },
  activation: { fields: { function: choice(activationNames, "relu") } },
  dropout: { fields: { rate: number(0.5, 0, 0.95, { live: true }) } },
} as const satisfies Record<string, Row>;

export const initializers = {
  zeros: { fields: {} },
  constant: { fields: { value: number(0.1, -10, 10) } },
  normal: { fields: { std: number(0.01, 0, 10, { scale: "log" }) } },
  uniform: { fields: { limit: number(0.05, 0, 10, { scale: "log" }) } },
  xavierNormal: { fields: {} },
  xavierUniform: { fields: {} },
  heNormal: { fields: {} },
  heUniform: { fields: {} },
  lecunNormal: { fields: {} },
  orthogonal: { fields: { gain: number(1, 0, 10) } },
} as const satisfies Record<string, Row>;

export const losses = {
  softmaxCrossEntropy: { fields: {} },
  binaryCrossEntropy: { fields: {} },
  meanSquaredError: { fields: {} },
} as const satisfies Record<string, Row>;

export const optimizers = {
  sgd: { fields: { learningRate: learningRate(0.1) } },
  momentum: { fields: { learningRate: learningRate(0.05), momentum: decayRate(0.9) } },
  nesterov: { fields: { learningRate: learningRate(0.05), momentum: decayRate(0.9) } },
  adagrad: { fields: { learningRate: learningRate(0.05), epsilon: epsilon(1e-7) } },
  rmsprop: {
    fields: { learningRate: learningRate(0.005), rho: decayRate(0.9), epsilon: epsilon(1e-7) },
  },
  adam: {
    fields: {
      learningRate: learningRate(0.01),
      beta1: decayRate(0.9),
      beta2: decayRate(0.999),
      epsilon: epsilon(1e-8),
    },
  },
  adamw: {
    fields: {
      learningRate: learningRate(0.01),
      beta1: decayRate(0.9),
      beta2: decayRate(0.999),
      epsilon: epsilon(1e-8),
      decay: number(0.01, 0, 1, { scale: "log", live: true }),
    },
  },
} as const satisfies Record<string, Row>;

const points = integer(500, 10, 20000, "log");
const noise = (initial: number) => number(initial, 0, 1);

/** Data sets made from a seed; `file` and `remote` name data that must be found by their hash. */
export const datasets = {
  circle: { fields: { points, noise: noise(0.1) } },
  xor: { fields: { points, noise: noise(0.1) } },
  gaussians: { fields: { points, noise: noise(0.3), classes: integer(2, 2, 6) } },
  spiral: { fields: { points, noise: noise(0.1), arms: integer(2, 2, 3) } },
  moons: { fields: { points, noise: noise(0.1) } },
  plane: { fields: { points, noise: noise(0.05) } },
  bumps: { fields: { points, noise: noise(0.05) } },
  sine: { fields: { points, noise: noise(0.05) } },
  digits: { fields: { points: integer(4000, 100, 60000, "log"), distortion: number(0.5, 0, 1) } },
} as const satisfies Record<string, Row>;

export const preprocessings = ["none", "standardize", "minMax", "divide255"] as const;
export type Preprocessing = (typeof preprocessings)[number];

const seed = integer(1, 0, 4_294_967_295);

export const dataFields = {
  /** Of generation and of the split. */
  seed,
  /** Share of the examples held out; a set with a validation part of its own ignores it. */
  validationShare: number(0.2, 0, 0.9),
  preprocessing: choice(preprocessings, "none"),
} as const satisfies Fields;

/** How a CSV table is read. */
export const tableFields = {
  header: boolean(true),
  label: integer(0, 0, limits.columns - 1),
  task: choice(["classification", "regression"], "classification"),
  incomplete: choice(["stop", "drop", "mean"], "stop"),
} as const satisfies Fields;

/** Seed of the order of batches; the same for every run. */
export const orderSeed = seed;

/** What holds for every run: the batches are the same for all, so that runs can be compared. */
export const trainingFields = {
  batchSize: integer(32, 1, 8192, "log"),
  shuffle: choice(["epoch", "none"], "epoch"),
  limitUnit: choice(["epochs", "steps"], "epochs"),
  limit: integer(500, 1, 100_000_000, "log"),
  /** Steps between evaluations on the validation part; 0 is once an epoch. */
  evaluateEvery: integer(0, 0, 1_000_000, "log"),
} as const satisfies Fields;

/** What may differ from run to run within one cohort, besides optimizer and initializer. */
export const runFields = {
  seed,
  /** L2: adds `l2 * w` to the gradient of every kernel (biases are not decayed). */
  l2: number(0, 0, 10, { scale: "log", live: true }),
  /** Clipping by global norm; 0 is off. */
  clipNorm: number(0, 0, 1e6, { scale: "log", live: true }),
} as const satisfies Fields;

export type LayerKind = keyof typeof layers;
export type InitializerKind = keyof typeof initializers;
export type LossKind = keyof typeof losses;
export type OptimizerKind = keyof typeof optimizers;
export type DatasetKind = keyof typeof datasets;
