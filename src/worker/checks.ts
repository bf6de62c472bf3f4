/**
 * Checks of a run of the document, each on a program of its own beside the session: training waits
 * for as long as its weights are copied, and nothing of it is changed.
 */
import type { Executor, ExecutorKind } from "../engine/plan/executor.ts";
import { buffers } from "../nn/layout.ts";
import { Fault } from "../spec/fault.ts";
import type { CheckName, Finding, Report } from "../train/checks/check.ts";
import { checkDisjoint, checkInputs, checkLabels } from "../train/checks/data-check.ts";
import {
  checkGradient,
  type GradientCheck,
  type GradientSettings,
} from "../train/checks/gradient-check.ts";
import { checkInitialLoss } from "../train/checks/initial-loss.ts";
import { judgeGradient } from "../train/checks/judge-gradient.ts";
import {
  checkOverfit,
  judgeOverfit,
  type Overfit,
  type OverfitSettings,
} from "../train/checks/overfit.ts";
import type { Subject } from "../train/checks/trial.ts";
import { Breather } from "../train/pace.ts";
import type { Program } from "../train/program.ts";
import type { Session } from "../train/session.ts";
import type { CohortState } from "../train/state.ts";

export interface CheckRequest {
  readonly check: CheckName;
  /** Run of the document; its first seed is checked. */
  readonly run: number;
  readonly gradient: GradientSettings;
  readonly overfit: OverfitSettings;
}

export interface CheckResult {
  readonly check: CheckName;
  readonly run: number;
  /** Updates that the weights had seen which the check began with. */
  readonly step: number;
  readonly executor: ExecutorKind;
  readonly seconds: number;
  readonly findings: readonly Finding[];
  /** Of the gradient check, tensor by tensor. */
  readonly gradient: GradientCheck | null;
  /** Of the few examples learnt by heart. */
  readonly overfit: Overfit | null;
}

export interface CheckProgress {
  readonly check: CheckName;
  readonly done: number;
  readonly total: number;
}

/** What checks need of the engine. */
export interface ChecksOptions {
  /** Runs work on the session while no step is under way; training goes on behind it. */
  readonly beside: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
  readonly executorFor: (program: Program, kind: ExecutorKind) => Promise<Executor>;
  readonly onProgress: (progress: CheckProgress) => void;
}

interface Taken {
  readonly subject: Subject;
  readonly state: CohortState;
  readonly step: number;
  readonly executor: ExecutorKind;
}

type Outcome = Partial<Pick<CheckResult, "gradient" | "overfit">> & Pick<CheckResult, "findings">;

/** Milliseconds: between two breaths, in which messages come through, and between two reports. */
const breathInterval = 30;
const reportInterval = 120;

/** Thrown by a report to end a check that nobody waits for any more. */
class Cancelled extends Error {}

/** Holds at most one check; another one takes its place. */
export class Checks {
  private readonly options: ChecksOptions;
  /** A new one for each check. */
  private current: object | null = null;

  constructor(options: ChecksOptions) {
    this.options = options;
  }

  cancel(): null {
    this.current = null;
    return null;
  }

  dispose(): void {
    this.cancel();
  }

  /** null where it was cancelled. */
  async run(request: CheckRequest): Promise<CheckResult | null> {
    const token = {};
    this.current = token;
    const { check, run } = request;
    const taken = await this.options.beside((session) => this.take(session, run));
    const breather = new Breather();
    const started = performance.now();
    try {
      const report = this.reporter(check, token, breather);
      await report(0, 1);
      const outcome = await made(request, taken, report);
      const seconds = (performance.now() - started) / 1000;
      const { step, executor } = taken;
      return { check, run, step, executor, seconds, gradient: null, overfit: null, ...outcome };
    } catch (error) {
      if (error instanceof Cancelled) return null;
      throw error;
    } finally {
      breather.dispose();
      if (this.current === token) this.current = null;
    }
  }

  private reporter(check: CheckName, token: object, breather: Breather): Report {
    let breathed = Number.NEGATIVE_INFINITY;
    let reported = Number.NEGATIVE_INFINITY;
    return async (done, total) => {
      const now = performance.now();
      if (now - reported >= reportInterval) {
        reported = now;
        this.options.onProgress({ check, done, total });
      }
      if (now - breathed >= breathInterval) {
        await breather.pause();
        breathed = performance.now();
      }
      if (this.current !== token) throw new Cancelled();
    };
  }

  private async take(session: Session, run: number): Promise<Taken> {
    const { experiment, training } = session;
    const { kind } = session.first.executor;
    const subject = {
      experiment,
      dataset: training.dataset,
      run,
      start: training.start,
      open: (program: Program) => this.options.executorFor(program, kind),
    };
    const state = await stateOf(session, run);
    return { subject, state, step: session.step, executor: kind };
  }
}

/** Weights and moving statistics of one run, with its first seed; the optimizer begins anew. */
async function stateOf(session: Session, run: number): Promise<CohortState> {
  const { runs, training } = session.experiment;
  const place = session.placeOf(run * training.seeds);
  if (!place) throw new Fault("engine.unknownRun", { run, runs: runs.length });
  const { executor, program } = place.cohort;
  const { parameterStride, movingStride } = program.plan;
  const read = (buffer: string, stride: number) =>
    stride > 0 ? executor.read(buffer, place.run * stride, stride) : new Float32Array(0);
  return {
    parameters: await read(buffers.parameters, parameterStride),
    moving: await read(buffers.moving, movingStride),
    slots: new Float32Array(0),
    halted: new Float32Array(1),
  };
}

async function made(request: CheckRequest, taken: Taken, report: Report): Promise<Outcome> {
  const { subject, state } = taken;
  const { experiment, dataset } = subject;
  switch (request.check) {
    case "initialLoss":
      return { findings: await checkInitialLoss(subject, report) };
    case "gradient": {
      const gradient = await checkGradient(subject, request.gradient, state, report);
      return { findings: judgeGradient(gradient), gradient };
    }
    case "overfit": {
      const overfit = await checkOverfit(subject, request.overfit, report);
      return { findings: [judgeOverfit(overfit)], overfit };
    }
    case "inputs":
      return { findings: checkInputs(experiment, dataset) };
    case "labels":
      return { findings: checkLabels(dataset) };
    case "disjoint":
      return { findings: checkDisjoint(dataset) };
  }
}
