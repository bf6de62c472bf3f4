/**
 * The golden curve of a small conv1d network on accelerometer windows as a program of ours: PyTorch's
 * weights, batches and optimizers.
 */
import type { DataSet } from "../engine/core/dataset.ts";
import { layers } from "../spec/catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import { type CurveRun, npyBody, optimizerOf, transposed } from "./curve-golden.ts";
import { compileExperiment, type Program } from "./program.ts";
import { chain, ringsExperiment, runOf } from "./test-experiments.ts";
import type { WeightArray } from "./weights.ts";

export const conv1dCurveFile = "curve_conv1d_har.json";
export const conv1dCurveArrays = ["x", "y", "c1w", "c1b", "c2w", "c2b", "fw", "fb"].map(
  (name) => `har_${name}.npy`,
);

export interface Conv1dRun extends Omit<CurveRun, "optimizer" | "final_train_correct_of_1000"> {
  final_train_correct: number;
}

export interface Conv1dGolden {
  meta: { mean: number[]; std: number[] };
  batches: number[][];
  runs: Conv1dRun[];
}

type Bytes = (name: string) => Uint8Array;

const time = 80;
const channels = 3;
const classes = 6;

/** The windows in the order in which the batches visit them; all of them once are held out. */
function visited({ meta, batches }: Conv1dGolden, bytes: Bytes): DataSet {
  const windows = new Float32Array(npyBody(bytes("har_x.npy")));
  const labels = new Uint8Array(npyBody(bytes("har_y.npy")));
  const order = batches.flat();
  const size = time * channels;
  const x = new Float32Array(order.length * size);
  for (const [at, example] of order.entries()) {
    x.set(windows.subarray(example * size, (example + 1) * size), at * size);
  }
  const overTime = (values: number[]) => Array.from({ length: time }, () => values).flat();
  return {
    name: "har",
    inputShape: [time, channels],
    featureNames: ["x", "y", "z"],
    targets: { kind: "classes", names: Array.from({ length: classes }, (_, i) => String(i)) },
    training: {
      count: order.length,
      x,
      y: Float32Array.from(order, (example) => labels[example] ?? 0),
      lengths: null,
    },
    validation: { count: labels.length, x: windows, y: Float32Array.from(labels), lengths: null },
    normalization: { shift: overTime(meta.mean), scale: overTime(meta.std.map((std) => 1 / std)) },
  };
}

/** conv 3-8 w5, ReLU, max-pooling 3, conv 8-16 w5, ReLU, global average, dense 6. */
export function conv1dProgram(golden: Conv1dGolden, bytes: Bytes, run: Conv1dRun): Program {
  const optimizer = optimizerOf({ ...run, optimizer: "adam" });
  const base = ringsExperiment([{ ...runOf("adam"), optimizer }]);
  const conv = { ...rowDefault(layers, "conv1d"), width: 5, activation: "relu" as const };
  const network = {
    ...base.network,
    layers: chain(
      { ...conv, filters: 8 },
      { ...rowDefault(layers, "maxPooling1d"), size: 3 },
      { ...conv, filters: 16 },
      rowDefault(layers, "globalAveragePooling1d"),
      { ...rowDefault(layers, "dense"), units: classes },
    ),
  };
  const limit = golden.batches.length;
  const training = { ...base.training, batchSize: 32, shuffle: "none" as const, limit };
  return compileExperiment({ ...base, network, training }, visited(golden, bytes));
}

/** [out, in, width] -> [width, in, out] */
function channelsLast(values: Float32Array, width: number, fanIn: number): Float32Array {
  const out = values.length / (width * fanIn);
  return Float32Array.from(values, (_, index) => {
    const filter = index % out;
    const channel = Math.floor(index / out) % fanIn;
    const place = Math.floor(index / (out * fanIn));
    return values[(filter * fanIn + channel) * width + place] ?? 0;
  });
}

/** PyTorch's first weights in our names and layouts. */
export function conv1dWeights(bytes: Bytes): Record<string, WeightArray> {
  const floats = (name: string) => new Float32Array(npyBody(bytes(`har_${name}.npy`)));
  return {
    "conv1d_1/kernel": { shape: [5, 3, 8], data: channelsLast(floats("c1w"), 5, 3) },
    "conv1d_1/bias": { shape: [8], data: floats("c1b") },
    "conv1d_2/kernel": { shape: [5, 8, 16], data: channelsLast(floats("c2w"), 5, 8) },
    "conv1d_2/bias": { shape: [16], data: floats("c2b") },
    "dense_1/kernel": { shape: [16, 6], data: transposed(floats("fw"), 6) },
    "dense_1/bias": { shape: [6], data: floats("fb") },
  };
}
