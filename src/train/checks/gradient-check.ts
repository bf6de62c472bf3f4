/**
 * The gradient check of CS231n for every parameter tensor: the gradient of the executor that trains,
 * in float32, and that of the float64 reference, both against centred differences of the reference's
 * loss. Where the second agrees, the formulas are right; where the first does, so is their execution.
 * Dropout, noise and augmentation stay on: as functions of seed and step they draw the same each time.
 * What L1 and L2 add is checked apart, so that a large penalty hides nothing.
 */
import type { DataSet } from "../../engine/core/dataset.ts";
import type { ExecutorKind } from "../../engine/plan/executor.ts";
import type { HostExecutor } from "../../engine/plan/host-executor.ts";
import { createReferenceExecutor } from "../../engine/reference/executor.ts";
import { buffers, type ModelParameter } from "../../nn/layout.ts";
import { isFrozen, layerNames } from "../../nn/network.ts";
import { regularizationOf } from "../../nn/regularization.ts";
import type { Experiment, LayerSpec } from "../../spec/experiment.ts";
import type { Cohort } from "../cohort.ts";
import { allOps, type Program } from "../program.ts";
import { type CohortState, initialCohortState } from "../state.ts";
import { alone } from "./alone.ts";
import type { Report } from "./check.ts";
import { compareTensors, type TensorCheck } from "./compare-tensors.ts";
import { Oracle } from "./oracle.ts";
import { someExamples } from "./some-examples.ts";
import { openTrial, type Subject, trainTrial } from "./trial.ts";

export interface GradientSettings {
  /** What an entry is moved by to either side. */
  readonly h: number;
  /** Entries of each tensor, or all where it has fewer. */
  readonly entries: number;
  /** Examples of the batch: few, so that few kinks are crossed. */
  readonly batch: number;
  /** Steps of training before the check: at first weights a gradient may be right by accident. */
  readonly warmup: number;
  /** Of the examples and entries that are drawn. */
  readonly seed: number;
}

export const gradientDefaults: GradientSettings = {
  h: 1e-5,
  entries: 6,
  batch: 8,
  warmup: 20,
  seed: 1,
};

export interface GradientCheck {
  readonly executor: ExecutorKind;
  readonly device: string;
  readonly settings: GradientSettings;
  readonly examples: number;
  /** Of the batch, at the weights that were checked; not a number where training has diverged. */
  readonly loss: number;
  readonly tensors: readonly TensorCheck[];
  /** Of what L1 and L2 add; empty where the run has none. */
  readonly penalties: readonly TensorCheck[];
  /** Names of tensors that the optimizer leaves as they are. */
  readonly frozen: readonly string[];
}

/** Opens the oracle; a test may open one that errs. */
export type OpenReference = (program: Program) => HostExecutor;

const openReference: OpenReference = (program) => createReferenceExecutor(program.plan, allOps);

/** A loss beyond has run away: float32 has no digits left for the differences of such numbers. */
export const runaway = 1e6;
/** Examples that the warm-up walks through. */
const warmupExamples = 256;

/** `state`: weights to begin with; null: the first ones. */
export async function checkGradient(
  subject: Subject,
  settings: GradientSettings,
  state: CohortState | null,
  report: Report,
  open: OpenReference = openReference,
): Promise<GradientCheck> {
  const document = alone(subject.experiment, subject.run);
  const training = { ...document.training, batchSize: settings.batch };
  const experiment = { ...document, training };
  const count = Math.max(warmupExamples, settings.batch);
  const dataset = someExamples(subject.dataset, count, settings.seed);
  const trial = await openTrial(subject, experiment, dataset, state);
  try {
    if (settings.warmup > 0) await trainTrial(trial, 0, settings.warmup);
    const { program, executor } = trial;
    const weights = await executor.read(buffers.parameters, 0, program.model.parameterStride);
    const at = { step: settings.warmup, weights };
    const found = await compareLoss(trial, at, settings, report, open);
    const penalties = await comparePenalty(
      { subject, experiment, dataset, open },
      weights,
      settings,
    );
    return { ...found, penalties };
  } finally {
    trial.executor.dispose();
  }
}

async function compareLoss(
  trial: Cohort,
  at: { readonly step: number; readonly weights: Float32Array },
  settings: GradientSettings,
  report: Report,
  open: OpenReference,
): Promise<Omit<GradientCheck, "penalties">> {
  const { program, executor } = trial;
  trial.enqueue(at.step, 1, []);
  const gradient = await executor.read(buffers.gradients, 0, program.model.parameterStride);
  const oracle = new Oracle({ program, executor: open(program) }, at, "loss");
  const { trained, frozen } = tensorsOf(program);
  const tensors = Math.abs(oracle.value) < runaway ? trained : [];
  return {
    executor: executor.kind,
    device: executor.device,
    settings,
    examples: program.batch,
    loss: oracle.value,
    tensors: await compareTensors({ oracle, gradient, ...settings, tensors }, report),
    frozen: frozen.map(({ name }) => name),
  };
}

function tensorsOf({ experiment, model }: Program) {
  const { layers } = experiment.network;
  const names = layerNames(layers);
  const still = new Set(names.filter((_, index) => layers[index] && isFrozen(layers[index])));
  const own = model.parameters.filter(({ buffer }) => buffer === "parameters");
  const isStill = ({ name }: ModelParameter) => still.has(name.slice(0, name.indexOf("/")));
  return { trained: own.filter((row) => !isStill(row)), frozen: own.filter(isStill) };
}

interface PenaltySubject {
  readonly subject: Subject;
  readonly experiment: Experiment;
  readonly dataset: DataSet;
  readonly open: OpenReference;
}

/** One step of plain SGD at rate 1 whose data gradient is clipped away moves by the penalty's alone. */
async function comparePenalty(
  { subject, experiment, dataset, open }: PenaltySubject,
  weights: Float32Array,
  settings: GradientSettings,
): Promise<TensorCheck[]> {
  if (!regularizationOf(experiment).penalizes) return [];
  const document = penaltyAlone(experiment);
  const trial = await openTrial(subject, document, dataset);
  try {
    const { program, executor } = trial;
    trial.restore({ ...initialCohortState(program), parameters: weights });
    trial.enqueue(0, 1, []);
    const after = await executor.read(buffers.parameters, 0, weights.length);
    const gradient = weights.map((weight, place) => weight - (after[place] ?? 0));
    const oracle = new Oracle(
      { program, executor: open(program) },
      { step: 0, weights },
      "penalty",
    );
    const tensors = tensorsOf(program).trained.filter(({ decays }) => decays);
    return await compareTensors({ oracle, gradient, ...settings, tensors }, async () => {});
  } finally {
    trial.executor.dispose();
  }
}

/**
 * The penalties of a document in proportion, the largest of them 1: float32 would lose those of 1e-6
 * in the weights that they move. Nothing else moves the weights.
 */
function penaltyAlone(experiment: Experiment): Experiment {
  const { network, runs } = experiment;
  const own = network.layers.flatMap((layer) => ("l1" in layer ? [layer.l1, layer.l2] : []));
  const largest = Math.max(...own, ...runs.flatMap(({ l1, l2 }) => [l1, l2]));
  const scaled = (layer: LayerSpec): LayerSpec =>
    "l1" in layer
      ? { ...layer, l1: layer.l1 / largest, l2: layer.l2 / largest, maxNorm: 0 }
      : layer;
  const off = { weightDecay: 0, maxNorm: 0, clipNorm: 0, clipValue: 1e-30, warmup: 0 };
  return {
    ...experiment,
    network: { ...network, layers: network.layers.map(scaled) },
    runs: runs.map((run) => ({
      ...run,
      ...off,
      l1: run.l1 / largest,
      l2: run.l2 / largest,
      optimizer: { kind: "sgd", learningRate: 1 },
      schedule: { kind: "constant" },
    })),
  };
}
