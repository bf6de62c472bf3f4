/** 784-100-100-100-100-10 on MNIST: six optimizers from He's weights, SGD from two other starts. */
import { layers, optimizers } from "../../src/spec/catalogue.ts";
import { rowDefault } from "../../src/spec/defaults.ts";
import type { OptimizerSpec, RunSpec } from "../../src/spec/experiment.ts";
import type { Figure } from "../experiments.mjs";
import { mnist } from "./files.ts";
import { chain, type Engine, experimentOf, finite, mean, trained } from "./training.ts";

const steps = 2000;
const smoothed = 100;
const iterations = [100, 200, 500, 1000, 1500, 2000];

const sgd: OptimizerSpec = { kind: "sgd", learningRate: 0.01 };
const epsilon = 1e-7;

/** The book's form, whose epsilon stands beside the uncorrected root. */
const adam = (learningRate: number): OptimizerSpec => ({
  ...rowDefault(optimizers, "adam"),
  learningRate,
  epsilon,
  epsilonHat: true,
});

/** Runs by the names that they have in the bands. */
const runs: Readonly<Record<string, Pick<RunSpec, "optimizer"> & Partial<RunSpec>>> = {
  "sgd_0.01": { optimizer: sgd },
  "momentum_0.01": {
    optimizer: { ...rowDefault(optimizers, "momentum"), learningRate: 0.01, momentum: 0.9 },
  },
  "adagrad_0.01": { optimizer: { kind: "adagrad", learningRate: 0.01, epsilon } },
  "adam_0.01": { optimizer: adam(0.01) },
  "adam_0.001": { optimizer: adam(0.001) },
  "rmsprop_0.001": {
    optimizer: {
      ...rowDefault(optimizers, "rmsprop"),
      learningRate: 0.001,
      rho: 0.9,
      epsilon,
      epsilonInside: false,
    },
  },
  "std_0.01": { optimizer: sgd, initializer: { kind: "normal", std: 0.01 } },
  // 1 / sqrt(fanIn)
  xavier: { optimizer: sgd, initializer: { kind: "lecunNormal" } },
};

export async function optimizersAndInitializers(
  engine: Engine,
  seeds: readonly number[],
): Promise<Figure[]> {
  const dataset = await mnist();
  const dense = rowDefault(layers, "dense");
  const hidden = { ...dense, units: 100, activation: "relu" } as const;
  const network = chain(rowDefault(layers, "flatten"), hidden, hidden, hidden, hidden, {
    ...dense,
    units: 10,
  });
  const figures = new Map<string, Figure>();
  for (const seed of seeds) {
    const experiment = experimentOf({
      layers: network,
      initializer: { kind: "heNormal" },
      training: { batchSize: 128, limit: steps, evaluateEvery: steps },
      orderSeed: seed,
      runs: Object.values(runs).map((run) => ({ ...run, seed })),
    });
    const found = await trained(engine, experiment, dataset, `optimizers, seed ${seed}`);
    for (const [index, row] of Object.keys(runs).entries()) {
      const run = found[index];
      if (run === undefined) continue;
      const note = (figure: string, value: number) => {
        const key = `${row} ${figure}`;
        const { values } = figures.get(key) ?? { values: [] };
        figures.set(key, { row, figure, values: [...values, finite(value)] });
      };
      note("first loss", run.loss[0] ?? Number.NaN);
      for (const end of iterations)
        note(`loss before ${end}`, mean(run.loss.slice(end - smoothed, end)));
      note("test accuracy", run.evaluation(steps).accuracy);
    }
  }
  return [...figures.values()];
}
