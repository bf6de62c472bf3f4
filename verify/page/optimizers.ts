/** 784-100-100-100-100-10 on MNIST: six optimizers from He's weights, SGD from two other starts. */
import type { DataSet } from "../../src/engine/core/dataset.ts";
import { layers, optimizers } from "../../src/spec/catalogue.ts";
import { rowDefault } from "../../src/spec/defaults.ts";
import type { Experiment, OptimizerSpec, RunSpec } from "../../src/spec/experiment.ts";
import type { Session } from "../../src/train/session.ts";
import type { Snapshot } from "../../src/train/state.ts";
import type { Figure } from "../experiments.mjs";
import { drawn } from "./draws.ts";
import { Figures } from "./figures.ts";
import { mnist } from "./files.ts";
import {
  chain,
  type Engine,
  experimentOf,
  finite,
  mean,
  openSession,
  Trained,
  type TrainedRun,
  trained,
} from "./training.ts";

const steps = 2000;
const batch = 128;
const smoothed = 100;
const iterations = [100, 200, 500, 1000, 1500, 2000];

const firstLossSeeds = Array.from({ length: 20 }, (_, index) => index + 1);

const he = { kind: "heNormal" } as const;
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

const dense = rowDefault(layers, "dense");
const hidden = { ...dense, units: 100, activation: "relu" } as const;
const network = chain(rowDefault(layers, "flatten"), hidden, hidden, hidden, hidden, {
  ...dense,
  units: 10,
});

function experimentFor(cohort: readonly Partial<RunSpec>[], limit: number): Experiment {
  return experimentOf({
    layers: network,
    initializer: he,
    training: { batchSize: batch, shuffle: "none", limit, evaluateEvery: steps },
    orderSeed: 1,
    runs: cohort,
  });
}

/** Trains on draws with replacement, of which the second half replaces the first on the device. */
async function trainedInHalves(
  engine: Engine,
  all: DataSet,
  seed: number,
): Promise<readonly TrainedRun[]> {
  const cohort = Object.values(runs).map((run) => ({ ...run, seed }));
  const experiment = experimentFor(cohort, steps);
  const found = new Trained(`optimizers, seed ${seed}`, experiment.runs.length);
  const count = (batch * steps) / 2;
  let snapshot: Snapshot | null = null;
  for (const first of [0, count]) {
    const dataset = drawn(all, { seed, among: all.training.count, first, count });
    const session: Session = await openSession(engine, { experiment, dataset, snapshot }, found);
    await session.train((first + count) / batch);
    snapshot = session.snapshot;
    session.dispose();
  }
  return found.end();
}

/**
 * Weights alone decide the first loss, and by chance it varies much: it is taken from more seeds than
 * are trained.
 */
async function firstLosses(engine: Engine, all: DataSet): Promise<Figure[]> {
  const initializers = [he, ...Object.values(runs).flatMap((run) => run.initializer ?? [])];
  const cohort = initializers.flatMap((initializer) =>
    firstLossSeeds.map((seed) => ({ optimizer: sgd, initializer, seed })),
  );
  const dataset = {
    ...drawn(all, { seed: 1, among: all.training.count, first: 0, count: batch }),
    validation: { count: 0, x: new Uint8Array(0), y: new Float32Array(0), lengths: null },
  };
  const experiment = experimentFor(cohort, 1);
  const found = await trained(engine, { experiment, dataset }, "first losses");
  return Object.entries(runs).map(([row, { initializer }]) => {
    const from = initializers.indexOf(initializer ?? he) * firstLossSeeds.length;
    const own = found.slice(from, from + firstLossSeeds.length);
    const values = own.map(({ loss }) => finite(loss[0] ?? Number.NaN));
    return { row, figure: "first loss", values };
  });
}

export async function optimizersAndInitializers(
  engine: Engine,
  seeds: readonly number[],
): Promise<Figure[]> {
  const all = await mnist();
  const figures = new Figures();
  figures.add(...(await firstLosses(engine, all)));
  for (const seed of seeds) {
    const found = await trainedInHalves(engine, all, seed);
    for (const [index, row] of Object.keys(runs).entries()) {
      const run = found[index];
      if (run === undefined) continue;
      for (const end of iterations)
        figures.note(row, `loss before ${end}`, mean(run.loss.slice(end - smoothed, end)));
      figures.note(row, "test accuracy", run.evaluation(steps).accuracy);
    }
  }
  return figures.all();
}
