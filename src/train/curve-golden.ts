/**
 * The golden MNIST curve as a program of ours: PyTorch's weights, batches and optimizers. Shared by
 * the test in Node and the one on WebGPU, which differ in how they read files only.
 */
import type { DataSet } from "../engine/core/dataset.ts";
import type { Executor } from "../engine/plan/executor.ts";
import { optimizers } from "../spec/catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import type { OptimizerSpec, RunSpec } from "../spec/experiment.ts";
import { compileExperiment, type Program } from "./program.ts";
import { Session } from "./session.ts";
import { ringsExperiment, runOf, stack } from "./test-experiments.ts";
import { trainingOf } from "./training.ts";
import { type WeightArray, writeWeights } from "./weights.ts";

export const curveFile = "curve_mlp_mnist.json";

export interface CurveRun {
  name: string;
  optimizer: "sgd" | "momentum" | "adagrad" | "rmsprop" | "adam";
  lr: number;
  hyper: { momentum?: number; eps?: number; rho?: number; b1?: number; b2?: number };
  loss: number[];
  final_train_correct_of_1000: number;
}

export interface CurveGolden {
  perm: number[][];
  runs: CurveRun[];
}

type Bytes = (name: string) => Uint8Array;

const npyMagicLength = 10;

/** The data of a small npy file of a known kind, after its header. */
export function npyBody(bytes: Uint8Array): ArrayBuffer {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint16(8, true);
  const start = npyMagicLength + length;
  return bytes.slice(start).buffer;
}

export function optimizerOf({
  optimizer,
  lr,
  hyper,
}: Pick<CurveRun, "optimizer" | "lr" | "hyper">): OptimizerSpec {
  const epsilon = hyper.eps ?? 1e-8;
  switch (optimizer) {
    case "sgd":
      return { kind: "sgd", learningRate: lr };
    case "momentum":
      return {
        ...rowDefault(optimizers, "momentum"),
        learningRate: lr,
        momentum: hyper.momentum ?? 0.9,
      };
    case "adagrad":
      return { kind: "adagrad", learningRate: lr, epsilon };
    case "rmsprop":
      return {
        ...rowDefault(optimizers, "rmsprop"),
        learningRate: lr,
        rho: hyper.rho ?? 0.9,
        epsilon,
      };
    case "adam":
      return {
        ...rowDefault(optimizers, "adam"),
        learningRate: lr,
        beta1: hyper.b1 ?? 0.9,
        beta2: hyper.b2 ?? 0.999,
        epsilon,
      };
  }
}

/** The images in the order in which five epochs visit them, so that no shuffle is needed. */
function visited(golden: CurveGolden, bytes: Bytes): DataSet {
  const images = new Uint8Array(npyBody(bytes("mnist1000_x.npy")));
  const labels = new Uint8Array(npyBody(bytes("mnist1000_y.npy")));
  const order = golden.perm.flat();
  const x = new Uint8Array(order.length * 784);
  const y = new Float32Array(order.length);
  for (const [at, example] of order.entries()) {
    x.set(images.subarray(example * 784, (example + 1) * 784), at * 784);
    y[at] = labels[example] ?? 0;
  }
  return {
    name: "mnist1000",
    inputShape: [784],
    featureNames: [],
    targets: { kind: "classes", names: "0123456789".split("") },
    training: { count: order.length, x, y, lengths: null },
    validation: { count: 1000, x: images, y: Float32Array.from(labels), lengths: null },
    normalization: { shift: [0], scale: [1 / 255] },
  };
}

export function curveProgram(
  golden: CurveGolden,
  bytes: Bytes,
  curves: readonly CurveRun[],
): Program {
  const runs = curves.map((curve): RunSpec => ({ ...runOf("sgd"), optimizer: optimizerOf(curve) }));
  const base = ringsExperiment(runs);
  const training = { ...base.training, batchSize: 50, shuffle: "none" as const, limit: 100 };
  const network = { ...base.network, layers: stack(32, 10) };
  return compileExperiment({ ...base, network, training }, visited(golden, bytes));
}

/** [out, in] -> [in, out] */
export function transposed(values: Float32Array, rows: number): Float32Array {
  const columns = values.length / rows;
  return Float32Array.from(
    values,
    (_, index) => values[(index % rows) * columns + Math.floor(index / rows)] ?? 0,
  );
}

/** PyTorch's first weights in our names and layouts. */
export function startWeights(bytes: Bytes) {
  const floats = (name: string) => new Float32Array(npyBody(bytes(name)));
  return {
    "dense_1/kernel": { shape: [784, 32], data: transposed(floats("mlp_w1.npy"), 32) },
    "dense_1/bias": { shape: [32], data: floats("mlp_b1.npy") },
    "dense_2/kernel": { shape: [32, 10], data: transposed(floats("mlp_w2.npy"), 10) },
    "dense_2/bias": { shape: [10], data: floats("mlp_b2.npy") },
  };
}

export interface TrainedCurve {
  /** Of each batch before its update, for run 0. */
  readonly loss: number[];
  /** Of the examples held out, after the last update, for run 0. */
  readonly correct: number;
}

export async function trainCurve(
  program: Program,
  executor: Executor,
  weights: Readonly<Record<string, WeightArray>>,
): Promise<TrainedCurve> {
  const loss: number[] = [];
  let accuracy = 0;
  const { runs } = program.plan;
  const session = new Session(trainingOf(program), [executor], {
    metrics: (metrics) => {
      for (let at = 0; at < metrics.loss.length; at += runs) loss.push(metrics.loss[at] ?? 0);
      accuracy = metrics.evaluations.at(-1)?.accuracy[0] ?? accuracy;
    },
    diverged: () => {},
    checkpoint: () => {},
    progressed: () => {},
  });
  for (let run = 0; run < runs; run++) writeWeights(program, executor, run, weights);
  await session.train(program.stepLimit);
  session.dispose();
  return { loss, correct: Math.round(accuracy * program.dataset.validation.count) };
}

/** A figure of a curve, how far ours may lie from it, and how far it does. */
export interface CurveCheck {
  readonly what: string;
  readonly tolerance: number;
  readonly error: number;
}

/**
 * How a run follows its curve: losses relative to PyTorch's, 1e-4 in the first half and 1e-3 at the
 * end, where a ReLU may have flipped in float32; examples that it gets right at last, as a count.
 */
export function curveChecks(
  result: TrainedCurve,
  loss: readonly number[],
  correct: number,
): CurveCheck[] {
  const errors = loss.map((value, step) => {
    return Math.abs((result.loss[step] ?? Number.NaN) - value) / Math.abs(value);
  });
  const half = Math.floor(loss.length / 2);
  return [
    { what: "losses, first half", tolerance: 1e-4, error: Math.max(...errors.slice(0, half)) },
    { what: "losses, second half", tolerance: 1e-3, error: Math.max(...errors.slice(half)) },
    { what: "correct at the end", tolerance: 3, error: Math.abs(result.correct - correct) },
  ];
}
