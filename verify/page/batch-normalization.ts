/** 784-100x5-10 on 1,000 images from sixteen scales of weights, with batch norm and without. */
import type { DataSet } from "../../src/engine/core/dataset.ts";
import { layers } from "../../src/spec/catalogue.ts";
import { rowDefault } from "../../src/spec/defaults.ts";
import type { LayerValue } from "../../src/spec/experiment.ts";
import type { Figure } from "../experiments.mjs";
import { drawn } from "./draws.ts";
import { Figures } from "./figures.ts";
import { mnist } from "./files.ts";
import { chain, type Engine, experimentOf, trained } from "./training.ts";

const images = 1000;
const batch = 100;
const stepsPerEpoch = images / batch;
const epochs = 20;
const evaluatedEpochs = [5, 10, 20];
/** 1 to 0.0001, evenly on a logarithmic axis. */
const scales = Array.from({ length: 16 }, (_, index) => 10 ** ((-4 * index) / 15));

/** The first images are held out as they are, and drawn from for training. */
function thousand(all: DataSet, seed: number): DataSet {
  const { x, y } = all.training;
  const size = x.length / all.training.count;
  const heldOut = { x: x.slice(0, images * size), y: y.slice(0, images) };
  return {
    ...drawn(all, { seed, among: images, first: 0, count: epochs * images }),
    validation: { ...heldOut, count: images, lengths: null },
  };
}

const networks: Readonly<Record<string, readonly LayerValue[]>> = {
  none: [{ ...rowDefault(layers, "dense"), units: 100, activation: "relu" }],
  "batch norm": [
    { ...rowDefault(layers, "dense"), units: 100 },
    {
      ...rowDefault(layers, "batchNormalization"),
      decay: 0.9,
      epsilon: 1e-6,
      unbiased: true,
    },
    { ...rowDefault(layers, "activation"), function: "relu" },
  ],
};

/**
 * The moving variance starts at 0 in the bands, as in the book; Keras, PyTorch's layer and ours start
 * it at 1, of which half a percent is left after five epochs: more than the variance of small weights.
 */
const start = new Map(
  [1, 2, 3, 4, 5].map((count) => [
    `batch_normalization_${count}/moving_variance`,
    new Float32Array(100),
  ]),
);

export async function batchNormalization(
  engine: Engine,
  seeds: readonly number[],
): Promise<Figure[]> {
  const all = await mnist();
  const figures = new Figures();
  for (const seed of seeds) {
    const dataset = thousand(all, seed);
    for (const [name, block] of Object.entries(networks)) {
      const experiment = experimentOf({
        layers: chain(
          rowDefault(layers, "flatten"),
          ...[block, block, block, block, block].flat(),
          { ...rowDefault(layers, "dense"), units: 10 },
        ),
        training: {
          batchSize: batch,
          shuffle: "none",
          limit: epochs * stepsPerEpoch,
          evaluateEvery: 5 * stepsPerEpoch,
        },
        orderSeed: seed,
        runs: scales.map((std) => ({
          seed,
          optimizer: { kind: "sgd", learningRate: 0.01 },
          initializer: { kind: "normal", std },
        })),
      });
      const runs = await trained(engine, { experiment, dataset, start }, `${name}, seed ${seed}`);
      for (const [index, run] of runs.entries()) {
        const row = `${scales[index]?.toPrecision(3)} ${name}`;
        const after = (epoch: number) => run.evaluation(epoch * stepsPerEpoch);
        for (const epoch of evaluatedEpochs)
          figures.note(row, `accuracy after ${epoch}`, after(epoch).accuracy);
        figures.note(row, `loss after ${epochs}`, after(epochs).loss);
      }
    }
  }
  return figures.all();
}
