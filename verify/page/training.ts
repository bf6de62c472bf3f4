/** Trains a document as the page's worker does, a Session on an executor, and keeps every loss. */

import type { DataSet } from "../../src/engine/core/dataset.ts";
import { createCpuExecutor } from "../../src/engine/cpu/executor.ts";
import { type Gpu, openGpu } from "../../src/engine/gpu/device.ts";
import { createGpuExecutor } from "../../src/engine/gpu/executor.ts";
import { defaultExperiment, defaultRun } from "../../src/spec/defaults.ts";
import type {
  Experiment,
  LayerSpec,
  LayerValue,
  RunSpec,
  TrainingSpec,
} from "../../src/spec/experiment.ts";
import { allOps, compileExperiment, type Program } from "../../src/train/program.ts";
import { Session, type SessionEvaluation } from "../../src/train/session.ts";

export interface Engine {
  readonly kind: "gpu" | "cpu";
  readonly gpu: Gpu | null;
}

export async function openEngine(kind: Engine["kind"]): Promise<Engine> {
  return { kind, gpu: kind === "gpu" ? await openGpu() : null };
}

/** Waits for work on the engine; throws when its device is lost or has reported an error by then. */
export async function watched<T>({ gpu }: Engine, work: Promise<T>): Promise<T> {
  if (gpu === null) return work;
  const lost = gpu.lost.then((fault) => {
    throw fault;
  });
  const result = await Promise.race([work, lost]);
  gpu.check();
  return result;
}

/** The input and then these layers, each fed by the one before; ids count from 1. */
export function chain(...values: LayerValue[]): LayerSpec[] {
  return [{ kind: "input" } as const, ...values].map((value, index) => ({
    ...value,
    id: String(index + 1),
    inputs: index === 0 ? [] : [null],
  }));
}

interface Choices {
  readonly layers: readonly LayerSpec[];
  readonly initializer?: Experiment["network"]["initializer"];
  readonly loss?: Experiment["loss"];
  readonly training: Partial<TrainingSpec>;
  readonly orderSeed: number;
  readonly runs: readonly Partial<RunSpec>[];
}

export function experimentOf({ layers, training, runs, ...choices }: Choices): Experiment {
  const base = defaultExperiment();
  return {
    ...base,
    loss: choices.loss ?? base.loss,
    orderSeed: choices.orderSeed,
    network: {
      layers: [...layers],
      initializer: choices.initializer ?? base.network.initializer,
      start: null,
    },
    training: { ...base.training, limitUnit: "steps", ...training },
    runs: runs.map((run) => ({ ...defaultRun(), ...run })),
  };
}

/** Of one run; NaN from where it diverged. */
export interface TrainedRun {
  /** Of each batch, before its update. */
  readonly loss: readonly number[];
  /** After so many steps, on what was held out. */
  evaluation(step: number): { readonly loss: number; readonly accuracy: number };
}

function executorFor({ gpu }: Engine, { plan }: Program) {
  return gpu === null
    ? createCpuExecutor(plan, allOps, "this processor")
    : createGpuExecutor({ plan, ops: allOps, gpu });
}

/** Not trained; whoever opens it disposes of it. */
export async function openSession(
  engine: Engine,
  experiment: Experiment,
  dataset: DataSet,
  listener: Partial<ConstructorParameters<typeof Session>[2]> = {},
): Promise<Session> {
  const program = compileExperiment(experiment, dataset);
  const ignore = () => {};
  const all = { metrics: ignore, diverged: ignore, checkpoint: ignore, progressed: ignore };
  return new Session(program, await executorFor(engine, program), { ...all, ...listener });
}

/** Milliseconds between lines about progress. */
const reportInterval = 15_000;

/** Trains all runs to the document's limit. `what` is named in lines about progress. */
export async function trained(
  engine: Engine,
  experiment: Experiment,
  dataset: DataSet,
  what: string,
): Promise<TrainedRun[]> {
  const runs = experiment.runs.map((): number[] => []);
  const evaluations: SessionEvaluation[] = [];
  const { limit } = experiment.training;
  const begun = performance.now();
  let reported = begun;
  const session = await openSession(engine, experiment, dataset, {
    metrics: ({ firstStep, loss, evaluations: more }) => {
      for (const [at, value] of loss.entries()) runs[at % runs.length]?.push(value);
      evaluations.push(...more);
      const now = performance.now();
      if (now - reported < reportInterval) return;
      reported = now;
      const done = firstStep + loss.length / runs.length;
      const seconds = Math.round((now - begun) / 1000);
      console.log(`${what}: ${done} of ${limit} steps, ${runs.length} runs, ${seconds} s`);
    },
  });
  await session.train(limit);
  session.dispose();
  console.log(`${what}: trained in ${Math.round((performance.now() - begun) / 1000)} s`);
  return runs.map((loss, run) => ({
    loss,
    evaluation: (step) => {
      const found = evaluations.find((each) => each.step === step);
      if (!found) return { loss: Number.NaN, accuracy: Number.NaN };
      return { loss: found.loss[run] ?? Number.NaN, accuracy: found.accuracy[run] ?? Number.NaN };
    },
  }));
}

/** NaN when there are none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** As a figure is kept: null where it is not finite. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
