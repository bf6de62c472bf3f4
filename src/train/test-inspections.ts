/** Small networks for tests that look inside, and statistics computed in the plainest way. */
import type { DataSet } from "../engine/core/dataset.ts";
import type { Executor } from "../engine/plan/executor.ts";
import { type LayerActivationName, layers } from "../spec/catalogue.ts";
import { rowDefault } from "../spec/defaults.ts";
import type { LayerSpec } from "../spec/experiment.ts";
import { runsTable } from "./hyper-parameters.ts";
import type { TensorStatistics } from "./inspection.ts";
import { compileExperiment, type Program, writeData, writeDecays } from "./program.ts";
import { initialCohortState, restoreState } from "./state.ts";
import { chain, noise, rings, ringsExperiment, runOf } from "./test-experiments.ts";

interface Subject {
  readonly program: Program;
  readonly dataset: DataSet;
}

function subject(runs: number, network: LayerSpec[], dataset: DataSet): Subject {
  const kinds = ["adam", "momentum", "sgd"] as const;
  const specs = Array.from({ length: runs }, (_, run) =>
    runOf(kinds[run] ?? "adam", { seed: run + 1, clipNorm: 0.5, l2: 0.01 }),
  );
  const base = ringsExperiment(specs);
  const experiment = {
    ...base,
    network: { ...base.network, layers: network },
    training: { ...base.training, shuffle: "none" as const, batchSize: 8 },
  };
  return { program: compileExperiment(experiment, dataset), dataset };
}

const dense = { ...rowDefault(layers, "dense"), units: 2 };

/** 2 -> 5 -> 2 on rings. */
export function denseNetwork(
  runs: number,
  activation: LayerActivationName = "tanh",
  trainable = true,
): Subject {
  return subject(runs, chain({ ...dense, units: 5, activation, trainable }, dense), rings(60, 20));
}

/** Convolution, batch normalisation, ReLU, dropout and a dense layer on windows of 6 x 2. */
export function windowsNetwork(runs: number): Subject {
  const network = chain(
    { ...rowDefault(layers, "conv1d"), filters: 3, width: 2 },
    { ...rowDefault(layers, "batchNormalization"), decay: 0.9 },
    { kind: "activation", function: "relu", alpha: null },
    { kind: "dropout", rate: 0.5 },
    { kind: "flatten" },
    dense,
  );
  return subject(runs, network, noise([6, 2]));
}

/** Writes everything that the first step needs. */
export function opened<E extends Executor>(program: Program, executor: E): E {
  writeData(program, executor);
  writeDecays(program, executor);
  executor.writeTable(runsTable(program.experiment, program.model.tableColumns));
  restoreState(program, executor, initialCohortState(program));
  return executor;
}

export function statistics(values: ArrayLike<number>): TensorStatistics {
  const all = Array.from(values);
  const finite = all.filter(Number.isFinite);
  const count = finite.length;
  const mean = finite.reduce((sum, value) => sum + value, 0) / count;
  const squares = finite.map((value) => (value - mean) ** 2);
  const [min, max] = [Math.min(...finite), Math.max(...finite)];
  const bins = new Float32Array(32);
  for (const value of finite) {
    const bin = max > min ? Math.min(31, Math.floor((32 * (value - min)) / (max - min))) : 31;
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return {
    count,
    notFinite: all.length - count,
    mean,
    std: Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / count),
    min,
    max,
    norm: Math.hypot(...finite),
    zeros: finite.filter((value) => value === 0).length / count,
    bins,
  };
}
