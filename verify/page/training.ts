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
import {
  allOps,
  compileExperiment,
  type Program,
  type StartWeights,
} from "../../src/train/program.ts";
import { Session } from "../../src/train/session.ts";
import type { SessionEvaluation, SessionListener } from "../../src/train/session-listener.ts";
import type { Snapshot } from "../../src/train/state.ts";
import { trainingOf } from "../../src/train/training.ts";

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

/** What a session is made of. */
export interface Subject {
  readonly experiment: Experiment;
  readonly dataset: DataSet;
  /** First values, by the names of parameters, that are not drawn. */
  readonly start?: StartWeights;
  /** Where to go on from. */
  readonly snapshot?: Snapshot | null;
}

/** Not trained; whoever opens it disposes of it. */
export async function openSession(
  engine: Engine,
  { experiment, dataset, start, snapshot }: Subject,
  listener: Partial<SessionListener> = {},
): Promise<Session> {
  const program = compileExperiment(experiment, dataset, start);
  const executor = await executorFor(engine, program);
  const ignore = () => {};
  const all = { metrics: ignore, diverged: ignore, checkpoint: ignore, progressed: ignore };
  return new Session(
    trainingOf(program),
    [executor],
    { ...all, ...listener },
    snapshot ?? undefined,
  );
}

/** Milliseconds between lines about progress. */
const reportInterval = 15_000;

/** What training tells, gathered over one session or several. */
export class Trained {
  readonly #what: string;
  readonly #runs: number[][];
  readonly #evaluations: SessionEvaluation[] = [];
  readonly #begun = performance.now();
  #reported = performance.now();

  /** `what` is named in lines about progress. */
  constructor(what: string, runs: number) {
    this.#what = what;
    this.#runs = Array.from({ length: runs }, () => []);
  }

  readonly metrics: SessionListener["metrics"] = ({ firstStep, loss, evaluations }) => {
    const runs = this.#runs;
    for (const [at, value] of loss.entries()) runs[at % runs.length]?.push(value);
    this.#evaluations.push(...evaluations);
    if (performance.now() - this.#reported < reportInterval) return;
    this.#reported = performance.now();
    this.#report(`step ${firstStep + loss.length / runs.length}`);
  };

  end(): TrainedRun[] {
    this.#report("trained");
    return this.#runs.map((loss, run) => ({
      loss,
      evaluation: (step) => {
        const found = this.#evaluations.find((each) => each.step === step);
        return {
          loss: found?.loss[run] ?? Number.NaN,
          accuracy: found?.accuracy[run] ?? Number.NaN,
        };
      },
    }));
  }

  #report(where: string): void {
    const seconds = Math.round((performance.now() - this.#begun) / 1000);
    console.log(`${this.#what}: ${where}, ${this.#runs.length} runs, ${seconds} s`);
  }
}

/** Trains all runs to the document's limit. */
export async function trained(
  engine: Engine,
  subject: Subject,
  what: string,
): Promise<TrainedRun[]> {
  const { runs, training } = subject.experiment;
  const found = new Trained(what, runs.length);
  const session = await openSession(engine, subject, found);
  await session.train(training.limit);
  session.dispose();
  return found.end();
}

/** NaN when there are none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** As a figure is kept: null where it is not finite. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
