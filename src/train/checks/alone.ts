/** Documents that checks train: one run by itself, with or without what holds it back. */
import { networkOf } from "../../nn/structure.ts";
import { asBuilt, noAugmentation } from "../../spec/defaults.ts";
import type { Experiment, LayerSpec, OptimizerSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";

/** One run of a document with its first seed and the network that it has; nothing stops it early. */
export function alone(experiment: Experiment, run: number): Experiment {
  const spec = experiment.runs[run];
  if (!spec) throw new Fault("engine.unknownRun", { run, runs: experiment.runs.length });
  const untended = { seeds: 1, target: 0, patience: 0, keepBest: false, checkpointEvery: 0 };
  return {
    ...experiment,
    network: networkOf(experiment.network, spec.structure),
    training: { ...experiment.training, ...untended },
    runs: [{ ...spec, structure: asBuilt() }],
    search: null,
  };
}

/** Without penalties, weight decay, limits of norms, dropout, noise and augmentation. */
export function unregularized(experiment: Experiment): Experiment {
  const { data, network, runs } = experiment;
  const off = { l1: 0, l2: 0, weightDecay: 0, maxNorm: 0, dropout: 0 };
  return {
    ...experiment,
    data: { ...data, augmentation: noAugmentation() },
    network: { ...network, layers: network.layers.map(withoutOwn) },
    runs: runs.map((run) => ({ ...run, ...off, optimizer: withoutDecay(run.optimizer) })),
  };
}

function withoutOwn(layer: LayerSpec): LayerSpec {
  if (layer.kind === "gaussianNoise") return { ...layer, std: 0 };
  return "l1" in layer ? { ...layer, l1: 0, l2: 0, maxNorm: 0 } : layer;
}

function withoutDecay(optimizer: OptimizerSpec): OptimizerSpec {
  return "decay" in optimizer ? { ...optimizer, decay: 0 } : optimizer;
}
