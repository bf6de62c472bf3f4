/** What a second run does otherwise, so that the effect is seen beside the first. */
import { networkOf } from "../../nn/structure.ts";
import type { ActivationName } from "../../spec/catalogue.ts";
import type { Experiment, LayerSpec, RunSpec } from "../../spec/experiment.ts";
import { limits } from "../../spec/limits.ts";

export type Remedy =
  | { readonly kind: "rate"; readonly factor: number }
  | { readonly kind: "clipNorm"; readonly norm: number }
  | { readonly kind: "initializer"; readonly initializer: "heNormal" | "xavierNormal" }
  | { readonly kind: "activation"; readonly activation: ActivationName }
  | { readonly kind: "batchNormalization" }
  | { readonly kind: "l2"; readonly l2: number }
  | { readonly kind: "dropout"; readonly rate: number }
  | { readonly kind: "width"; readonly factor: number };

/** The run with the remedy; named by what differs. */
function remedied(run: RunSpec, remedy: Remedy): RunSpec {
  const plain = { ...run, name: "" };
  switch (remedy.kind) {
    case "rate": {
      const learningRate = rounded(run.optimizer.learningRate * remedy.factor);
      return { ...plain, optimizer: { ...run.optimizer, learningRate } };
    }
    case "clipNorm":
      return { ...plain, clipNorm: remedy.norm };
    case "initializer":
      return { ...plain, initializer: { kind: remedy.initializer } };
    case "activation":
      return { ...plain, structure: { ...run.structure, activation: remedy.activation } };
    case "batchNormalization":
      return { ...plain, structure: { ...run.structure, batchNormalization: "on" } };
    case "l2":
      return { ...plain, l2: remedy.l2 };
    case "dropout":
      return { ...plain, dropout: remedy.rate };
    case "width": {
      const width = Math.min(16, run.structure.width * remedy.factor);
      return { ...plain, structure: { ...run.structure, width } };
    }
  }
}

/** 0.1 times 0.01 is 0.001, not 0.0010000000000000002. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

/** The run to be added; null where there is one like it already, or no place for it. */
export function remedyRun(experiment: Experiment, run: number, remedy: Remedy): RunSpec | null {
  const spec = experiment.runs[run];
  if (!spec || experiment.runs.length >= limits.runs || !suits(experiment, spec, remedy))
    return null;
  const next = remedied(spec, remedy);
  const known = experiment.runs.some(
    (other) => JSON.stringify({ ...other, name: "" }) === JSON.stringify(next),
  );
  return known ? null : next;
}

type Affine = Extract<LayerSpec, { kind: "dense" | "conv1d" | "conv2d" }>;

function isAffine(layer: LayerSpec): layer is Affine {
  return layer.kind === "dense" || layer.kind === "conv1d" || layer.kind === "conv2d";
}

/** Whether the run's network has what the remedy acts on. */
function suits({ network }: Experiment, run: RunSpec, remedy: Remedy): boolean {
  const { layers } = networkOf(network, run.structure);
  switch (remedy.kind) {
    case "rate":
      return run.optimizer.learningRate > 0;
    case "initializer":
      // A layer's own initializer wins over that of the run.
      return layers.some((layer) => isAffine(layer) && layer.initializer === null);
    case "dropout":
      return layers.some(({ kind }) => kind === "dropout");
    case "activation":
    case "batchNormalization":
    case "width": {
      const output = network.layers.findLastIndex(isAffine);
      const changed = networkOf(network, remedied(run, remedy).structure);
      return output > 0 && JSON.stringify(changed.layers) !== JSON.stringify(layers);
    }
    case "clipNorm":
    case "l2":
      return true;
  }
}
