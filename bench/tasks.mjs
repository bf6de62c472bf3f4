/**
 * The tasks of the benchmark and who runs them, as plain data: read by the page that measures and by
 * the script that reports.
 */

/** @typedef {"sgd" | "momentum" | "adagrad" | "adam"} OptimizerKind */

/**
 * @typedef {{ kind: "dense", units: number }
 *   | { kind: "conv1d", filters: number, width: number }
 *   | { kind: "maxPooling1d", size: number }
 *   | { kind: "globalAveragePooling1d" }
 *   | { kind: "lstm", units: number }} TaskLayer
 */

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {number[]} input shape of an example: features, or time and channels
 * @property {TaskLayer[]} layers the last one is dense and gives the logits
 * @property {"tanh" | "relu"} activation of all dense and convolutional layers but the last
 * @property {number} batch
 * @property {"rings" | "digits" | "motion"} data
 * @property {{ kind: OptimizerKind, learningRate: number }[]} runs trained at once
 */

/** @typedef {{ name: string, kind: "gpu" | "cpu", ours: boolean, label: string }} Engine */

/** Different batches, visited in turn. */
export const batchesHeld = 20;

/** @param {number[]} units @returns {TaskLayer[]} */
const dense = (...units) => units.map((each) => ({ kind: "dense", units: each }));
/** @param {number} filters @param {number} width @returns {TaskLayer} */
const conv1d = (filters, width) => ({ kind: "conv1d", filters, width });

const digits = {
  input: [784],
  layers: dense(100, 10),
  activation: "relu",
  batch: 100,
  data: "digits",
};
const rings = { input: [2], layers: dense(8, 8, 1), activation: "tanh", data: "rings" };
const motion = { input: [80, 3], activation: "relu", batch: 32, data: "motion" };
const pool = { kind: "maxPooling1d", size: 3 };
const average = { kind: "globalAveragePooling1d" };
const adam = { kind: "adam", learningRate: 0.001 };
const sgd = { kind: "sgd", learningRate: 0.1 };

/** 0.001 to 0.3, evenly on a logarithmic axis. */
const sweep = Array.from({ length: 16 }, (_, index) => ({
  kind: "sgd",
  learningRate: 0.001 * 300 ** (index / 15),
}));

const optimizers = [
  sgd,
  { kind: "momentum", learningRate: 0.05 },
  { kind: "adagrad", learningRate: 0.01 },
  adam,
];

export const tasks = /** @type {Task[]} */ ([
  { name: "toy-2d-b10", ...rings, batch: 10, runs: [sgd] },
  { name: "toy-2d-b128", ...rings, batch: 128, runs: [sgd] },
  { name: "mlp-mnist-sgd", ...digits, runs: [sgd] },
  { name: "mlp-mnist-adam", ...digits, runs: [adam] },
  {
    name: "deep-mlp",
    ...digits,
    layers: dense(100, 100, 100, 100, 100, 10),
    batch: 128,
    runs: [adam],
  },
  { name: "mlp-wide", ...digits, layers: dense(1024, 1024, 10), batch: 256, runs: [adam] },
  { name: "compare-4", ...digits, runs: optimizers },
  { name: "sweep-16", ...digits, runs: sweep },
  // The notes' accelerometer network, without the dropout that would make losses differ.
  {
    name: "har-conv1d",
    ...motion,
    layers: [
      conv1d(100, 10),
      conv1d(100, 10),
      pool,
      conv1d(160, 10),
      conv1d(160, 10),
      average,
      ...dense(6),
    ],
    runs: [adam],
  },
  {
    name: "har-conv1d-small",
    ...motion,
    layers: [conv1d(8, 5), pool, conv1d(16, 5), average, ...dense(6)],
    runs: [adam],
  },
  {
    name: "lstm",
    ...motion,
    activation: "tanh",
    layers: [{ kind: "lstm", units: 64 }, ...dense(6)],
    runs: [adam],
  },
]);

export const engines = /** @type {Engine[]} */ ([
  { name: "gpu", kind: "gpu", ours: true, label: "Trainyard gpu" },
  { name: "jax-webgpu", kind: "gpu", ours: false, label: "jax-js webgpu" },
  { name: "tfjs-webgpu", kind: "gpu", ours: false, label: "tfjs webgpu" },
  { name: "cpu", kind: "cpu", ours: true, label: "Trainyard cpu" },
  { name: "jax-wasm", kind: "cpu", ours: false, label: "jax-js wasm" },
  { name: "tfjs-wasm", kind: "cpu", ours: false, label: "tfjs wasm" },
  { name: "tfjs-cpu", kind: "cpu", ours: false, label: "tfjs cpu" },
]);

/**
 * Multiply-adds of a layer for one example, how many of them are with its input, and the shape of
 * what comes out.
 * @param {TaskLayer} layer @param {readonly number[]} shape
 */
function layerCost(layer, [time = 1, channels = 1]) {
  switch (layer.kind) {
    case "dense": {
      const all = time * channels * layer.units;
      return { all, ofInput: all, shape: [layer.units] };
    }
    case "conv1d": {
      const length = time - layer.width + 1;
      const all = length * layer.width * channels * layer.filters;
      return { all, ofInput: all, shape: [length, layer.filters] };
    }
    case "maxPooling1d":
      return { all: 0, ofInput: 0, shape: [Math.floor(time / layer.size), channels] };
    case "globalAveragePooling1d":
      return { all: 0, ofInput: 0, shape: [channels] };
    case "lstm": {
      const gates = 4 * layer.units;
      const ofInput = time * channels * gates;
      return { all: ofInput + time * layer.units * gates, ofInput, shape: [layer.units] };
    }
  }
}

/**
 * Floating-point operations of one step of all runs in millions, a multiply-add as two: forward, the
 * weight gradients, and the input gradients of all layers but the first.
 * @param {Task} task
 */
export function megaflops({ input, layers, batch, runs }) {
  let shape = input;
  let products = 0;
  for (const [index, layer] of layers.entries()) {
    const cost = layerCost(layer, shape);
    products += 3 * cost.all - (index === 0 ? cost.ofInput : 0);
    shape = cost.shape;
  }
  return (2 * batch * runs.length * products) / 1e6;
}

/** In words. @param {TaskLayer} layer */
function layerText(layer) {
  switch (layer.kind) {
    case "dense":
      return String(layer.units);
    case "conv1d":
      return `conv ${layer.filters} of ${layer.width}`;
    case "maxPooling1d":
      return `max ${layer.size}`;
    case "globalAveragePooling1d":
      return "average";
    case "lstm":
      return `LSTM ${layer.units}`;
  }
}

/** The network in a few words: `784-100-10 relu`. @param {Task} task */
export function networkText({ input, layers, activation }) {
  const parts = [input.join("x"), ...layers.map(layerText)];
  const isDense = layers.every(({ kind }) => kind === "dense");
  return `${parts.join(isDense ? "-" : ", ")}${isDense ? " " : "; "}${activation}`;
}

/** Outputs of the last layer. @param {Task} task */
export function outputUnits({ layers }) {
  const last = layers.at(-1);
  return last?.kind === "dense" ? last.units : 1;
}
