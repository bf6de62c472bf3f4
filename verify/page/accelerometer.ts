/** Networks of one-dimensional convolutions on accelerometer windows of subjects never seen. */
import { layers, optimizers } from "../../src/spec/catalogue.ts";
import { rowDefault } from "../../src/spec/defaults.ts";
import type { LayerSpec } from "../../src/spec/experiment.ts";
import type { Figure } from "../experiments.mjs";
import { wisdm } from "./files.ts";
import { chain, type Engine, experimentOf, finite, mean, trained } from "./training.ts";

const batch = 64;
const classes = 6;

interface Network {
  /** In the bands. */
  readonly row: string;
  readonly learningRate: number;
  readonly epochs: number;
  readonly layers: readonly LayerSpec[];
}

const conv = (filters: number, width: number) =>
  ({ ...rowDefault(layers, "conv1d"), filters, width, activation: "relu" }) as const;
const pool = { ...rowDefault(layers, "maxPooling1d"), size: 3 };
const average = rowDefault(layers, "globalAveragePooling1d");
const dense = { ...rowDefault(layers, "dense"), units: classes };

const networks: Readonly<Record<"har-small" | "har-notes", Network>> = {
  "har-small": {
    row: "small_8_16",
    learningRate: 0.01,
    epochs: 10,
    layers: chain(conv(8, 5), pool, conv(16, 5), average, dense),
  },
  "har-notes": {
    row: "notes_100_100_160_160",
    learningRate: 0.001,
    epochs: 12,
    layers: chain(
      conv(100, 10),
      conv(100, 10),
      pool,
      conv(160, 10),
      conv(160, 10),
      average,
      { ...rowDefault(layers, "dropout"), rate: 0.5 },
      dense,
    ),
  },
};

interface Request {
  readonly network: keyof typeof networks;
  readonly seeds: readonly number[];
  readonly epochs: number | null;
}

export async function accelerometerNetwork(engine: Engine, request: Request): Promise<Figure[]> {
  const dataset = await wisdm();
  const network = networks[request.network];
  const { row, learningRate } = network;
  const epochs = request.epochs ?? network.epochs;
  const stepsPerEpoch = Math.round(dataset.training.count / batch);
  const experiment = experimentOf({
    layers: network.layers,
    // Keras's, with biases of zero.
    initializer: { kind: "xavierUniform" },
    training: { batchSize: batch, limit: epochs * stepsPerEpoch, evaluateEvery: stepsPerEpoch },
    orderSeed: request.seeds[0] ?? 1,
    runs: request.seeds.map((seed) => ({
      seed,
      optimizer: { ...rowDefault(optimizers, "adam"), learningRate },
    })),
  });
  const runs = await trained(engine, { experiment, dataset }, row);
  return Array.from({ length: epochs }, (_, index) => index + 1).flatMap((epoch) => {
    const end = epoch * stepsPerEpoch;
    const loss = runs.map((run) => finite(mean(run.loss.slice(end - stepsPerEpoch, end))));
    const accuracy = runs.map((run) => finite(run.evaluation(end).accuracy));
    return [
      { row, figure: `training loss in epoch ${epoch}`, values: loss },
      { row, figure: `test accuracy after ${epoch}`, values: accuracy },
    ];
  });
}
