/**
 * An experiment and its data, compiled: graphs, plan, sizes, and everything that is written to an
 * executor before the first step. Pure: the same document gives the same program.
 */

import type { DataSet } from "../engine/core/dataset.ts";
import { elements } from "../engine/core/shape.ts";
import type { Ops } from "../engine/graph/graph.ts";
import { engineOps } from "../engine/ops/index.ts";
import { compile } from "../engine/plan/compile.ts";
import type { Executor } from "../engine/plan/executor.ts";
import type { Plan } from "../engine/plan/plan.ts";
import { augmentationAttributes, traitsOf } from "../nn/augmentation.ts";
import { describeNetwork } from "../nn/describe.ts";
import { initialValues } from "../nn/initializers/index.ts";
import { buffers } from "../nn/layout.ts";
import { buildModel, type Model } from "../nn/model.ts";
import { layerNames } from "../nn/network.ts";
import { regularizationOf } from "../nn/regularization.ts";
import type { Experiment, LayerSpec } from "../spec/experiment.ts";
import { Fault } from "../spec/fault.ts";
import { limits } from "../spec/limits.ts";
import { optimizerOps, optimizers } from "./optimizers/index.ts";

/** First weights by name, taken from a checkpoint. */
export type StartWeights = ReadonlyMap<string, Float32Array>;

export const allOps: Ops = { ...engineOps, ...optimizerOps };

export const ringRows = 4096;
export const evaluationsHeld = 64;
const evaluationBatchSize = 512;

export interface Program {
  readonly experiment: Experiment;
  readonly dataset: DataSet;
  readonly model: Model;
  readonly plan: Plan;
  /** Examples a step; fewer than asked for only when the training part is smaller. */
  readonly batch: number;
  readonly evaluationBatch: number;
  /** May be fractional: batches run on across the end of an epoch. */
  readonly stepsPerEpoch: number;
  readonly stepLimit: number;
  /** Steps between evaluations. */
  readonly evaluateEvery: number;
  /** Whether something follows from evaluations, so that steps wait for them. */
  readonly attentive: boolean;
  /** Weights that are not drawn, by name. */
  readonly start: StartWeights;
}

/** An epoch of a tiny data set is a few steps; evaluating each would cost more than training. */
const leastStepsBetweenEvaluations = 50;

/** Throws a Fault when the network does not fit its data. */
export function compileExperiment(
  experiment: Experiment,
  dataset: DataSet,
  start: StartWeights = new Map(),
): Program {
  const { training } = experiment;
  const description = describeNetwork(experiment, dataset.inputShape, dataset.targets);
  if (description.fault) throw new Fault(description.fault.code, description.fault.values);
  const trainingCount = dataset.training.count;
  const batch = Math.min(training.batchSize, trainingCount);
  const evaluationBatch = Math.max(1, Math.min(evaluationBatchSize, dataset.validation.count));
  const model = modelOf(experiment, dataset, { batch, evaluationBatch });
  const stepsPerEpoch = trainingCount / batch;
  const epochs = training.limitUnit === "epochs";
  return {
    experiment,
    dataset,
    model,
    plan: planOf(experiment, model),
    batch,
    evaluationBatch,
    stepsPerEpoch,
    stepLimit: epochs ? Math.ceil(training.limit * stepsPerEpoch) : training.limit,
    evaluateEvery:
      training.evaluateEvery || Math.max(Math.ceil(stepsPerEpoch), leastStepsBetweenEvaluations),
    attentive: isAttentive(experiment) && dataset.validation.count > 0,
    start,
  };
}

function isAttentive({ training, runs }: Experiment): boolean {
  const { target, patience, keepBest } = training;
  return (
    target > 0 || patience > 0 || keepBest || runs.some((run) => run.schedule.kind === "plateau")
  );
}

function modelOf(
  experiment: Experiment,
  dataset: DataSet,
  sizes: { batch: number; evaluationBatch: number },
): Model {
  return buildModel({
    ops: allOps,
    layers: experiment.network.layers,
    loss: experiment.loss,
    data: {
      inputShape: dataset.inputShape,
      targets: dataset.targets,
      storage: dataset.training.x instanceof Uint8Array ? "u8" : "f32",
      trainingCount: dataset.training.count,
      validationCount: dataset.validation.count,
      normalizationSize: dataset.normalization.shift.length,
      lengths: dataset.training.lengths !== null,
    },
    ...sizes,
    predictionBatch: predictionBatchFor(dataset.inputShape),
    shuffle: experiment.training.shuffle === "epoch",
    orderSeed: experiment.orderSeed,
    ringRows,
    evaluationsHeld,
    optimizers: experiment.runs.map(({ optimizer: { kind } }) => ({
      kind,
      slots: optimizers[kind].slots,
    })),
    augmentation: augmentationAttributes(
      experiment.data.augmentation,
      traitsOf(dataset),
      experiment.orderSeed,
    ),
    regularization: regularizationOf(experiment),
  });
}

/** Few inputs: a whole picture of the plane at once; many: a page of examples. */
function predictionBatchFor(inputShape: readonly number[]): number {
  return elements(inputShape) <= 2 ? 1024 : 64;
}

function planOf(experiment: Experiment, model: Model): Plan {
  return compile({
    ops: allOps,
    graphs: model.graphs,
    runs: experiment.runs.length,
    parameters: model.parameters.map(({ spec: _, ...place }) => place),
    parameterStride: model.parameterStride,
    movingStride: model.movingStride,
    tableColumns: model.tableColumns,
    ringRows: model.ringRows,
    prediction: model.prediction,
    predictionBatch: model.predictionBatch,
  });
}

/** Bytes of all buffers. */
export function planBytes(plan: Plan): number {
  return plan.buffers.reduce((sum, buffer) => sum + buffer.bytes, 0);
}

/**
 * Refuses, before anything is allocated, what does not fit: all programs together, or one buffer in a
 * binding of the device. Says which layer needs most.
 */
export function checkMemory(programs: readonly Program[], available: number): void {
  const needed = programs.reduce((sum, { plan }) => sum + planBytes(plan), 0);
  const buffers = programs.flatMap(({ plan }) => plan.buffers);
  const largest = Math.max(...buffers.map(({ bytes }) => bytes));
  if (needed <= available && largest <= limits.bindingBytes) return;
  const layers = programs.flatMap(({ experiment, dataset }) => [
    ...describeNetwork(experiment, dataset.inputShape, dataset.targets).layers,
  ]);
  const heaviest = layers.reduce((a, b) => (b.bytes > a.bytes ? b : a));
  const whole = needed > available;
  throw new Fault("memory.tooMuch", {
    layer: heaviest.name,
    needed: whole ? needed : largest,
    available: whole ? available : limits.bindingBytes,
  });
}

/** First weights [runs, P] and moving statistics [runs, M], rounded so that every executor starts alike. */
export function initialState(program: Program): { parameters: Float64Array; moving: Float64Array } {
  const { experiment, model } = program;
  const runs = experiment.runs.length;
  const state = {
    parameters: new Float64Array(runs * model.parameterStride),
    moving: new Float64Array(runs * model.movingStride),
  };
  const strides = { parameters: model.parameterStride, moving: model.movingStride };
  for (const [index, run] of experiment.runs.entries()) {
    for (const { spec, name, buffer, offset } of model.parameters) {
      const initializer = spec.initializer ?? run.initializer ?? experiment.network.initializer;
      const given = program.start.get(name);
      // A run may be wider than the network that the weights come from: it draws its own there.
      const values =
        given?.length === elements(spec.shape)
          ? given
          : initialValues(spec, name, initializer, run.seed).map(Math.fround);
      state[buffer].set(values, index * strides[buffer] + offset);
    }
  }
  return state;
}

/** Writes data and normalisation: what nothing changes while a program lives. */
export function writeData(program: Program, executor: Executor): void {
  const { dataset } = program;
  executor.write(buffers.trainingX, dataset.training.x);
  executor.write(buffers.trainingY, dataset.training.y);
  if (dataset.training.lengths) {
    executor.write(buffers.trainingLengths, Float32Array.from(dataset.training.lengths));
  }
  const { validation } = dataset;
  if (validation.count > 0) {
    executor.write(buffers.validationX, validation.x);
    executor.write(buffers.validationY, validation.y);
    if (validation.lengths) {
      executor.write(buffers.validationLengths, Float32Array.from(validation.lengths));
    }
  }
  executor.write(buffers.shift, Float64Array.from(dataset.normalization.shift));
  executor.write(buffers.scale, Float64Array.from(dataset.normalization.scale));
}

/** Writes [3, P]: which weights decay at all, then the L1 and the L2 of their layers. */
export function writeDecays({ experiment, model }: Program, executor: Executor): void {
  const { parameterStride } = model;
  const decays = new Float32Array(3 * parameterStride);
  const specs = new Map(namedLayers(experiment.network.layers));
  for (const { name, offset, shape, decays: decaying } of model.parameters) {
    const spec = specs.get(name.slice(0, name.indexOf("/")));
    if (!decaying || !spec) continue;
    const own = "l1" in spec ? [spec.l1, spec.l2] : [0, 0];
    for (const [row, value] of [1, ...own].entries()) {
      const start = row * parameterStride + offset;
      decays.fill(value, start, start + elements(shape));
    }
  }
  executor.write(buffers.decays, decays);
}

function namedLayers(layers: readonly LayerSpec[]): [string, LayerSpec][] {
  const names = layerNames(layers);
  return layers.map((spec, index) => [names[index] ?? "", spec]);
}
