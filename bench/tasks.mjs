/**
 * The tasks of the benchmark and who runs them, as plain data: read by the page that measures and by
 * the script that reports.
 */

/** @typedef {"sgd" | "momentum" | "adagrad" | "adam"} OptimizerKind */

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {number} inputs features of an example
 * @property {number[]} units of each dense layer
 * @property {"tanh" | "relu"} activation of the hidden layers
 * @property {number} batch
 * @property {"rings" | "digits"} data
 * @property {{ kind: OptimizerKind, learningRate: number }[]} runs trained at once
 */

/** @typedef {{ name: string, kind: "gpu" | "cpu", ours: boolean, label: string }} Engine */

/** Different batches, visited in turn. */
export const batchesHeld = 20;

const digits = { inputs: 784, units: [100, 10], activation: "relu", batch: 100, data: "digits" };
const rings = { inputs: 2, units: [8, 8, 1], activation: "tanh", data: "rings" };
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
  { name: "deep-mlp", ...digits, units: [100, 100, 100, 100, 100, 10], batch: 128, runs: [adam] },
  { name: "mlp-wide", ...digits, units: [1024, 1024, 10], batch: 256, runs: [adam] },
  { name: "compare-4", ...digits, runs: optimizers },
  { name: "sweep-16", ...digits, runs: sweep },
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
 * Floating-point operations of one step of all runs in millions, a multiply-add as two: forward, the
 * weight gradients, and the input gradients of all layers but the first.
 * @param {Task} task
 */
export function megaflops({ inputs, units, batch, runs }) {
  const products = units.map((width, layer) => width * (units[layer - 1] ?? inputs));
  const all = products.reduce((sum, each) => sum + each, 0);
  return (2 * batch * runs.length * (3 * all - (products[0] ?? 0))) / 1e6;
}
