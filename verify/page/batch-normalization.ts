/** 784-100x5-10 on 1,000 images from sixteen scales of weights, with batch norm and without. */
import type { DataSet } from "../../src/engine/core/dataset.ts";
import { uniform } from "../../src/engine/core/random.ts";
import { layers } from "../../src/spec/catalogue.ts";
import { rowDefault } from "../../src/spec/defaults.ts";
import type { LayerValue } from "../../src/spec/experiment.ts";
import type { Figure } from "../experiments.mjs";
import { mnist } from "./files.ts";
import { chain, type Engine, experimentOf, finite, trained } from "./training.ts";

const images = 1000;
const batch = 100;
const stepsPerEpoch = images / batch;
const epochs = 20;
const evaluatedEpochs = [5, 10, 20];
/** 1 to 0.0001, evenly on a logarithmic axis. */
const scales = Array.from({ length: 16 }, (_, index) => 10 ** ((-4 * index) / 15));
/** Stream of the draws below; no other use of random numbers here. */
const drawStream = 90;

/** The first images held out as they are, and for training in the order of draws with replacement. */
function drawn(all: DataSet, seed: number): DataSet {
  const { x, y } = all.training;
  const size = x.length / all.training.count;
  const count = epochs * images;
  const training = { x: new Uint8Array(count * size), y: new Float32Array(count) };
  for (let at = 0; at < count; at++) {
    const example = Math.floor(uniform(seed, drawStream, 0, at) * images);
    training.x.set(x.subarray(example * size, (example + 1) * size), at * size);
    training.y[at] = y[example] ?? 0;
  }
  const heldOut = { x: x.slice(0, images * size), y: y.slice(0, images) };
  return {
    ...all,
    training: { ...training, count, lengths: null },
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

export async function batchNormalization(
  engine: Engine,
  seeds: readonly number[],
): Promise<Figure[]> {
  const all = await mnist();
  const figures = new Map<string, Figure>();
  for (const seed of seeds) {
    const dataset = drawn(all, seed);
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
      const runs = await trained(engine, experiment, dataset, `${name}, seed ${seed}`);
      for (const [index, run] of runs.entries()) {
        const row = `${scales[index]?.toPrecision(3)} ${name}`;
        const note = (figure: string, value: number) => {
          const key = `${row} ${figure}`;
          const { values } = figures.get(key) ?? { values: [] };
          figures.set(key, { row, figure, values: [...values, finite(value)] });
        };
        for (const epoch of evaluatedEpochs)
          note(`accuracy after ${epoch}`, run.evaluation(epoch * stepsPerEpoch).accuracy);
        note(`loss after ${epochs}`, run.evaluation(epochs * stepsPerEpoch).loss);
      }
    }
  }
  return [...figures.values()];
}
