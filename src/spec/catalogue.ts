/**
 * The catalogue: one row for each layer, activation, initializer, loss, optimizer and schedule.
 * A row holds fields only; its words stand in `i18n`, its implementation in the engine.
 */
import {
  boolean,
  choice,
  type Fields,
  initializerField,
  integer,
  number,
  numbers,
  optionalNumber,
  shownWhen,
} from "./field.ts";
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
  "geluTanh",
  "hardSigmoid",
  "hardSwish",
  "mish",
  "relu6",
  "softsign",
] as const;
/** Functions of one number. */
export type ActivationName = (typeof activationNames)[number];

/** What a layer may apply: softmax looks at all channels of a place together. */
export const layerActivationNames = [...activationNames, "softmax"] as const;
export type LayerActivationName = (typeof layerActivationNames)[number];

export interface Row {
  readonly fields: Fields;
}

/** Learning rates span many decades; zero freezes a run on purpose. */
const learningRate = (initial: number) => number(initial, 0, 1000, { scale: "log", live: true });
const decayRate = (initial: number) => number(initial, 0, 0.999999, { live: true });
const epsilon = (initial: number) => number(initial, 1e-16, 1, { scale: "log", live: true });
const penalty = number(0, 0, 10, { scale: "log", live: true });
const normLimit = number(0, 0, 1000, { live: true });

/** Slope of LeakyReLU and height of ELU; null is what the function has by itself, 0.01 and 1. */
const alpha = (field: string) => shownWhen(optionalNumber(0, 10), field, ["leakyRelu", "elu"]);

/** What every layer with a kernel has; L1 and L2 add to those of the run, a norm of 0 is no limit. */
const kernelFields = {
  initializer: initializerField,
  l1: penalty,
  l2: penalty,
  maxNorm: normLimit,
  trainable: boolean(true),
} as const;

const affineFields = {
  activation: choice(layerActivationNames, "linear"),
  alpha: alpha("activation"),
  useBias: boolean(true),
  biasInitializer: initializerField,
  ...kernelFields,
} as const;

const stride = integer(1, 1, 64);
const dilation = integer(1, 1, 64);
const imagePadding = choice(["valid", "same"], "valid");

const pooling = {
  size: integer(2, 1, 256),
  /** 0: the size, so that windows touch. */
  stride: integer(0, 0, 256),
  padding: imagePadding,
} as const;

const recurrentFields = {
  units: integer(32, 1, 1024, "log"),
  returnSequences: boolean(false),
  recurrentInitializer: initializerField,
  ...kernelFields,
} as const;

export const layers = {
  input: { fields: {} },
  flatten: { fields: {} },
  dense: { fields: { units: integer(16, 1, 4096, "log"), ...affineFields } },
  activation: {
    fields: { function: choice(layerActivationNames, "relu"), alpha: alpha("function") },
  },
  dropout: { fields: { rate: number(0.5, 0, 0.95, { live: true }) } },
  reshape: {
    /** Of one example; one -1 stands for what is left. */
    fields: { shape: numbers([-1], -1, 65_536, { integers: true, atMost: 3 }) },
  },
  conv1d: {
    fields: {
      filters: integer(16, 1, 1024, "log"),
      width: integer(5, 1, 256),
      stride,
      dilation,
      padding: choice(["valid", "same", "causal"], "valid"),
      ...affineFields,
    },
  },
  conv2d: {
    fields: {
      filters: integer(16, 1, 1024, "log"),
      height: integer(3, 1, 64),
      width: integer(3, 1, 64),
      stride,
      dilation,
      padding: imagePadding,
      ...affineFields,
    },
  },
  maxPooling1d: { fields: pooling },
  averagePooling1d: { fields: pooling },
  globalAveragePooling1d: { fields: {} },
  globalMaxPooling1d: { fields: {} },
  maxPooling2d: { fields: pooling },
  averagePooling2d: { fields: pooling },
  globalAveragePooling2d: { fields: {} },
  globalMaxPooling2d: { fields: {} },
  batchNormalization: {
    fields: {
      /** moving <- decay * moving + (1 - decay) * batch */
      decay: number(0.99, 0, 0.99999),
      epsilon: number(1e-3, 1e-12, 1, { scale: "log" }),
      /** What the moving variance averages: with n - 1 as in PyTorch, or with n as in Keras. */
      unbiased: boolean(false),
      trainable: boolean(true),
    },
  },
  layerNormalization: {
    fields: {
      epsilon: number(1e-3, 1e-12, 1, { scale: "log" }),
      trainable: boolean(true),
    },
  },
  gaussianNoise: { fields: { std: number(0.1, 0, 10, { live: true }) } },
  embedding: {
    fields: {
      vocabulary: integer(32, 1, 65_536, "log"),
      size: integer(8, 1, 1024, "log"),
      ...kernelFields,
    },
  },
  simpleRnn: {
    fields: { ...recurrentFields, activation: choice(["tanh", "relu"], "tanh") },
  },
  lstm: { fields: { ...recurrentFields, forgetBias: number(1, -10, 10) } },
  gru: { fields: { ...recurrentFields, resetAfter: boolean(true) } },
  add: { fields: {} },
  multiply: { fields: {} },
  concatenate: { fields: {} },
} as const satisfies Record<string, Row>;

/** Layers that take several inputs of other layers. */
export const mergeKinds = [
  "add",
  "multiply",
  "concatenate",
] as const satisfies (keyof typeof layers)[];

export function isMerge(kind: keyof typeof layers): boolean {
  return mergeKinds.some((merge) => merge === kind);
}

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
  softmaxCrossEntropy: {
    fields: {
      labelSmoothing: number(0, 0, 0.99),
      /** One a class, or none: all count alike. */
      classWeights: numbers([], 0, 1000, { atMost: limits.classes }),
      /** The weighted sum is divided by the weights of the batch (PyTorch) or by its size (Keras). */
      divideBy: choice(["weights", "examples"], "weights"),
    },
  },
  binaryCrossEntropy: { fields: { positiveWeight: number(1, 0, 1000) } },
  hinge: { fields: { margin: number(1, 0, 100), squared: boolean(false) } },
  meanSquaredError: { fields: {} },
  meanAbsoluteError: { fields: {} },
  huber: { fields: { delta: number(1, 1e-6, 1000, { scale: "log" }) } },
} as const satisfies Record<string, Row>;

const betas = { beta1: decayRate(0.9), beta2: decayRate(0.999) } as const;

/** Momentum that rises in a line from `startMomentum` over `rampSteps` updates; 0 steps: constant. */
const momenta = {
  momentum: decayRate(0.9),
  startMomentum: decayRate(0.5),
  rampSteps: number(0, 0, 10_000_000, { scale: "log", live: true }),
} as const;

export const optimizers = {
  sgd: { fields: { learningRate: learningRate(0.1) } },
  momentum: { fields: { learningRate: learningRate(0.05), ...momenta } },
  nesterov: { fields: { learningRate: learningRate(0.05), ...momenta } },
  adagrad: { fields: { learningRate: learningRate(0.05), epsilon: epsilon(1e-7) } },
  rmsprop: {
    fields: {
      learningRate: learningRate(0.005),
      rho: decayRate(0.9),
      epsilon: epsilon(1e-7),
      /** sqrt(h + eps) as in Keras, not sqrt(h) + eps. */
      epsilonInside: boolean(false),
    },
  },
  adadelta: {
    fields: { learningRate: learningRate(1), rho: decayRate(0.9), epsilon: epsilon(1e-6) },
  },
  adam: {
    fields: {
      learningRate: learningRate(0.01),
      ...betas,
      epsilon: epsilon(1e-8),
      /** Epsilon beside the uncorrected root, as in Keras and in the notes. */
      epsilonHat: boolean(false),
      /** m and v without bias correction, the notes' short form. */
      uncorrected: boolean(false),
    },
  },
  adamw: {
    fields: {
      learningRate: learningRate(0.01),
      ...betas,
      epsilon: epsilon(1e-8),
      decay: number(0.01, 0, 1, { scale: "log", live: true }),
    },
  },
  amsgrad: { fields: { learningRate: learningRate(0.01), ...betas, epsilon: epsilon(1e-8) } },
  adamax: { fields: { learningRate: learningRate(0.01), ...betas, epsilon: epsilon(1e-8) } },
  nadam: {
    fields: {
      learningRate: learningRate(0.01),
      ...betas,
      epsilon: epsilon(1e-8),
      momentumDecay: number(0.004, 0, 1, { live: true }),
    },
  },
  radam: { fields: { learningRate: learningRate(0.01), ...betas, epsilon: epsilon(1e-8) } },
  lion: {
    fields: { learningRate: learningRate(0.001), beta1: decayRate(0.9), beta2: decayRate(0.99) },
  },
} as const satisfies Record<string, Row>;

const steps = (initial: number) => number(initial, 1, 100_000_000, { scale: "log", live: true });
const factor = (initial: number) => number(initial, 0, 1, { live: true });
const lowestRate = number(0, 0, 1000, { scale: "log", live: true });

/** The learning rate over time; t counts updates from 0, T is the limit of the training. */
export const schedules = {
  constant: { fields: {} },
  step: { fields: { factor: factor(0.5), every: steps(1000) } },
  milestones: {
    fields: {
      factor: factor(0.1),
      at: numbers([1000, 2000], 1, 100_000_000, { integers: true, atMost: 16 }),
    },
  },
  /** factor^(t / every) */
  exponential: { fields: { factor: factor(0.1), every: steps(10_000) } },
  /** 1 / (1 + rate t) */
  inverseTime: { fields: { rate: number(0.001, 0, 1000, { scale: "log", live: true }) } },
  cosine: { fields: { lowest: lowestRate } },
  cosineRestarts: { fields: { lowest: lowestRate, period: steps(1000) } },
  polynomial: { fields: { lowest: lowestRate, power: number(2, 0.1, 10, { live: true }) } },
  oneCycle: {
    fields: {
      warmShare: number(0.3, 0.01, 0.99, { live: true }),
      startDivisor: number(25, 1, 1e6, { scale: "log", live: true }),
      endDivisor: number(10_000, 1, 1e9, { scale: "log", live: true }),
      /** Momentum falls while the rate rises; only SGD with momentum or Nesterov. */
      cycleMomentum: boolean(false),
      lowMomentum: decayRate(0.85),
      highMomentum: decayRate(0.95),
    },
  },
  plateau: {
    fields: {
      factor: factor(0.5),
      /** Evaluations without an improvement. */
      patience: number(5, 0, 10_000, { live: true }),
      watch: choice(["accuracy", "loss"], "accuracy"),
      threshold: number(1e-4, 0, 1, { live: true }),
      cooldown: number(0, 0, 10_000, { live: true }),
      lowest: lowestRate,
      /** PyTorch: relative threshold, more bad ones than the patience; Keras: absolute, as many. */
      rule: choice(["pytorch", "keras"], "pytorch"),
    },
  },
} as const satisfies Record<string, Row>;

/** Seed of the order of batches; the same for every run. */
export const orderSeed = integer(1, 0, 4_294_967_295);

/** What holds for every run: the batches are the same for all, so that runs can be compared. */
export const trainingFields = {
  batchSize: integer(32, 1, 8192, "log"),
  shuffle: choice(["epoch", "none"], "epoch"),
  limitUnit: choice(["epochs", "steps"], "epochs"),
  limit: integer(500, 1, 100_000_000, "log"),
  /** Steps between evaluations on the validation part; 0 is once an epoch. */
  evaluateEvery: integer(0, 0, 1_000_000, "log"),
  /** Training stops when every run's validation accuracy (or R^2) has reached it; 0 is off. */
  target: number(0, 0, 1, { live: true }),
  /** Training stops when no run has improved for as many evaluations; 0 is off. */
  patience: integer(0, 0, 100_000),
  /** What patience and the best checkpoint go by. */
  watch: choice(["loss", "accuracy"], "loss"),
  /** How often each run is trained, with seeds that follow its own: one seed crowns no winner. */
  seeds: integer(1, 1, 16),
  /** Keeps a checkpoint of the best evaluation. */
  keepBest: boolean(false),
  /** Steps between checkpoints; 0 is none. */
  checkpointEvery: integer(0, 0, 100_000_000),
} as const satisfies Fields;

/** What may differ from run to run within one cohort, besides optimizer, schedule and initializer. */
export const runFields = {
  seed: orderSeed,
  /** L1: adds `l1 * sign(w)` to the gradient of every kernel (biases are not decayed). */
  l1: penalty,
  /** L2: adds `l2 * w` to the gradient of every kernel; its penalty is `l2 / 2 * w^2`. */
  l2: penalty,
  /** Decoupled: w <- w - learning rate * decay * w for every kernel, whatever the optimizer. */
  weightDecay: number(0, 0, 1, { scale: "log", live: true }),
  /** Largest norm of a unit's incoming weights, for layers that have none of their own; 0 is off. */
  maxNorm: normLimit,
  /** Clipping by global norm; 0 is off. */
  clipNorm: number(0, 0, 1e6, { scale: "log", live: true }),
  /** Clipping of each component, after that of the norm; 0 is off. */
  clipValue: number(0, 0, 1e6, { scale: "log", live: true }),
  /** The rate of every dropout layer in this run; null: as the layers say. */
  dropout: optionalNumber(0, 0.95, { live: true }),
  /** Steps over which the learning rate rises to its own value; the schedule starts after them. */
  warmup: number(0, 0, 10_000_000, { scale: "log", live: true }),
} as const satisfies Fields;

/** What a run changes in the network; with any of it, it is trained in a cohort of its own. */
export const structureFields = {
  /** The activation of every hidden layer; the output stays as it is. */
  activation: choice(["asBuilt", ...activationNames], "asBuilt"),
  /** On: behind every hidden dense and convolution layer, before its activation. */
  batchNormalization: choice(["asBuilt", "on", "off"], "asBuilt"),
  /** Multiplies units and filters of hidden layers; at least one is left. */
  width: number(1, 0.0625, 16, { scale: "log" }),
} as const satisfies Fields;

export type LayerKind = keyof typeof layers;
export type InitializerKind = keyof typeof initializers;
export type LossKind = keyof typeof losses;
export type OptimizerKind = keyof typeof optimizers;
export type ScheduleKind = keyof typeof schedules;
