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
import { describeNetwork } from "../nn/describe.ts";
import { initialValues } from "../nn/initializers/index.ts";
import { buffers, buildModel, type Model } from "../nn/model.ts";
import type { Experiment } from "../spec/experiment.ts";
import { Fault } from "../spec/fault.ts";
import { limits } from "../spec/limits.ts";
import { optimizerOps, optimizers } from "./optimizers/index.ts";

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
}

/** An epoch of a tiny data set is a few steps; evaluating each would cost more than training. */
const leastStepsBetweenEvaluations = 50;

/** Throws a Fault when the network does not fit its data. */
export function compileExperiment(experiment: Experiment, dataset: DataSet): Program {
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
  };
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
    clips: experiment.runs.some((run) => run.clipNorm > 0),
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
 * Refuses, before anything is allocated, what does not fit: in all, or in one binding of the device.
 * Says which layer needs most.
 */
export function checkMemory(program: Program, available: number): void {
  const { plan, experiment, dataset } = program;
  const needed = planBytes(plan);
  const largest = Math.max(...plan.buffers.map((buffer) => buffer.bytes));
  if (needed <= available && largest <= limits.bindingBytes) return;
  const { layers } = describeNetwork(experiment, dataset.inputShape, dataset.targets);
  const heaviest = layers.reduce((a, b) => (b.bytes > a.bytes ? b : a));
  const whole = needed > available;
  throw new Fault("memory.tooMuch", {
    layer: heaviest.name,
    needed: whole ? needed : largest,
    available: whole ? available : limits.bindingBytes,
  });
}

/** First weights of all runs, [runs, P], rounded to float32 so that every executor starts alike. */
export function initialParameters(program: Program): Float64Array {
  const { experiment, model } = program;
  const values = new Float64Array(experiment.runs.length * model.parameterStride);
  for (const [index, run] of experiment.runs.entries()) {
    for (const parameter of model.parameters) {
      const spec = parameter.spec.initializer ?? run.initializer ?? experiment.network.initializer;
      const drawn = initialValues(parameter.spec, parameter.name, spec, run.seed);
      values.set(drawn.map(Math.fround), index * model.parameterStride + parameter.offset);
    }
  }
  return values;
}

/** Writes data, normalisation and the mask of decaying parameters: what no step changes. */
export function writeData(program: Program, executor: Executor): void {
  const { dataset, model } = program;
  executor.write(buffers.trainingX, dataset.training.x);
  executor.write(buffers.trainingY, dataset.training.y);
  if (dataset.validation.count > 0) {
    executor.write(buffers.validationX, dataset.validation.x);
    executor.write(buffers.validationY, dataset.validation.y);
  }
  executor.write(buffers.shift, Float64Array.from(dataset.normalization.shift));
  executor.write(buffers.scale, Float64Array.from(dataset.normalization.scale));
  const decays = new Float32Array(model.parameterStride);
  for (const { offset, shape, decays: decaying } of model.parameters) {
    if (decaying) decays.fill(1, offset, offset + elements(shape));
  }
  executor.write(buffers.decays, decays);
}
