/**
 * Holds the session and what outlives it: the phase, the limit, the recovery when the device is lost.
 * Work that replaces the session stops training first and runs alone.
 */
import type { DataSet } from "../engine/core/dataset.ts";
import { describeNetwork } from "../nn/describe.ts";
import type { Experiment } from "../spec/experiment.ts";
import { Fault, faultRecord } from "../spec/fault.ts";
import { changeKind } from "../train/changes.ts";
import { dispatchCount } from "../train/dispatch-count.ts";
import { compileExperiment, type Program, planBytes } from "../train/program.ts";
import type { Session, SessionListener, SessionMetrics } from "../train/session.ts";
import { type Snapshot, takeSnapshot } from "../train/state.ts";
import type { ChosenSession, Engines } from "./engines.ts";
import type {
  BuildReport,
  EngineChoice,
  EngineEvent,
  EngineInfo,
  Phase,
  RunSummary,
  TrainSummary,
} from "./protocol.ts";

interface Current extends ChosenSession {
  readonly program: Program;
}

/** A second loss within this time moves training to the CPU. Milliseconds. */
const lossWindow = 120_000;

export class Trainer {
  private readonly engines: Engines;
  private readonly emit: (event: EngineEvent) => void;
  private current: Current | null = null;
  private phase: Phase = "idle";
  private training: Promise<TrainSummary> | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private pauses = 0;
  private lastLoss = Number.NEGATIVE_INFINITY;
  private lastMetrics: { loss: number[]; accuracy: number[] } = { loss: [], accuracy: [] };
  private lastEvaluation: SessionMetrics["evaluations"][number] | null = null;

  constructor(engines: Engines, emit: (event: EngineEvent) => void) {
    this.engines = engines;
    this.emit = emit;
  }

  get session(): Session | null {
    return this.current?.session ?? null;
  }

  get isTraining(): boolean {
    return this.training !== null;
  }

  /** Builds from the document; training starts again from step 0. */
  load(experiment: Experiment, data: () => DataSet): Promise<BuildReport> {
    return this.alone(async () => {
      this.setPhase("loading");
      try {
        const dataset = data();
        this.setPhase("building");
        const current = await this.open(compileExperiment(experiment, dataset));
        this.replace(current);
        this.forgetCurves();
        this.setPhase("ready");
        return this.announce();
      } catch (error) {
        this.setPhase(this.current === null ? "failed" : "paused");
        throw error;
      }
    });
  }

  /** Takes over an edit that keeps the weights; anything more is for `load`. */
  async adjust(experiment: Experiment): Promise<void> {
    const current = this.required();
    const kind = changeKind(current.program.experiment, experiment, current.program.dataset.inputShape);
    if (kind === "none") return;
    if (kind === "reset") throw new Error("trainer: an edit that needs new weights was to adjust");
    const program = compileExperiment(experiment, current.program.dataset);
    if (kind === "live") {
      this.current = { ...current, program };
      current.session.adjust(program);
      this.emitStatus();
      return;
    }
    const wasTraining = this.isTraining;
    await this.alone(() => this.rebuild(program));
    if (wasTraining) this.continueAside();
  }

  /** Trains `steps` more, or to the document's limit; resolves when it stops for any reason. */
  async train(steps: number | null): Promise<TrainSummary> {
    const { pauses } = this;
    await this.idle();
    const { session, program } = this.required();
    const wanted = steps === null ? program.stepLimit : session.step + steps;
    // A pause that came while a build was waited for holds.
    const target = pauses === this.pauses ? wanted : session.step;
    this.training ??= this.run(target).finally(() => {
      this.training = null;
    });
    return this.training;
  }

  async pause(): Promise<void> {
    this.pauses += 1;
    await this.stop();
  }

  reset(): Promise<void> {
    return this.alone(async () => {
      this.required().session.reset();
      this.forgetCurves();
      this.setPhase("ready");
      await Promise.resolve();
    });
  }

  /** Goes on with the same weights on another engine. */
  async setEngine(choice: EngineChoice): Promise<EngineInfo | null> {
    this.engines.choose(choice);
    const { current } = this;
    if (current === null) return null;
    const wasTraining = this.isTraining;
    const info = await this.alone(() => this.rebuild(current.program));
    if (wasTraining) this.continueAside();
    return info;
  }

  /** Runs `work` on the session while no step is under way. */
  withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.alone(() => work(this.required().session));
  }

  dispose(): void {
    this.current?.session.dispose();
    this.current = null;
    this.engines.dispose();
  }

  emitStatus(): void {
    const { current, phase } = this;
    if (current === null) {
      this.emit({ type: "status", status: { ...idleStatus, phase } });
      return;
    }
    const { session, program } = current;
    const { step, stepsPerSecond: rate } = session;
    const left = program.stepLimit - step;
    const status = {
      phase,
      step,
      epoch: step / program.stepsPerEpoch,
      stepLimit: program.stepLimit,
      stepsPerSecond: rate,
      examplesPerSecond: rate * program.batch,
      remainingSeconds: rate > 0 && left > 0 ? left / rate : null,
      seconds: session.elapsed / 1000,
    };
    this.emit({ type: "status", status });
  }

  private setPhase(phase: Phase): void {
    this.phase = phase;
    this.emitStatus();
  }

  private required(): Current {
    if (this.current === null) throw new Fault("engine.notBuilt", {});
    return this.current;
  }

  /** Resolves when no exclusive work is under way or waits. */
  private async idle(): Promise<void> {
    for (let queue: Promise<unknown> | null = null; queue !== this.queue; ) {
      queue = this.queue;
      await queue;
    }
  }

  private async stop(): Promise<void> {
    this.session?.pause();
    await this.training?.catch(() => null);
  }

  /** One piece of exclusive work after the other, each after training has stopped. */
  private alone<T>(work: () => Promise<T>): Promise<T> {
    const before = this.queue;
    const result = (async () => {
      await before;
      await this.stop();
      return work();
    })();
    // The next in the queue waits for this one, however it ends; its caller hears of a failure.
    this.queue = result.catch(() => null);
    return result;
  }

  private async open(program: Program, snapshot?: Snapshot): Promise<Current> {
    const listener = this.listener();
    const request = { program, listener, ...(snapshot ? { snapshot } : {}) };
    return { program, ...(await this.engines.open(request)) };
  }

  private replace(current: Current): void {
    this.current?.session.dispose();
    this.current = current;
    const { session } = current;
    void session.executor.lost.then(() => this.recoverIdle(session));
  }

  /** A device may be lost while nobody trains; one in training is missed by its own loop. */
  private recoverIdle(session: Session): void {
    if (this.isTraining || this.session !== session) return;
    this.alone(async () => {
      if (this.session === session) await this.recover(session);
    }).catch((error: unknown) => this.emit({ type: "failed", fault: faultRecord(error) }));
  }

  private listener(): SessionListener {
    return {
      metrics: (metrics) => this.passMetrics(metrics),
      diverged: (divergence) => this.emit({ type: "diverged", divergence }),
      progressed: () => this.emitStatus(),
    };
  }

  private passMetrics(metrics: SessionMetrics): void {
    const runs = this.current?.program.plan.runs ?? 1;
    const last = metrics.loss.length - runs;
    if (last >= 0) {
      this.lastMetrics = {
        loss: [...metrics.loss.subarray(last)],
        accuracy: [...metrics.accuracy.subarray(last)],
      };
    }
    this.lastEvaluation = metrics.evaluations.at(-1) ?? this.lastEvaluation;
    this.emit({ type: "metrics", batch: { runs, ...metrics } });
  }

  private forgetCurves(): void {
    this.lastMetrics = { loss: [], accuracy: [] };
    this.lastEvaluation = null;
    this.emit({ type: "restarted" });
  }

  /** The same weights, slots and step under another plan or on another engine. */
  private async rebuild(program: Program): Promise<EngineInfo> {
    const { session, program: before } = this.required();
    const phase = this.phase;
    this.setPhase("building");
    try {
      const state = await takeSnapshot(before, session.executor, session.step);
      const snapshot = { ...state, watch: session.snapshot.watch };
      const current = await this.open(program, adapted(snapshot, before, program));
      current.session.elapsed = session.elapsed;
      this.replace(current);
      this.announce();
      return current.info;
    } finally {
      this.setPhase(phase === "training" ? "paused" : phase);
    }
  }

  private continueAside(): void {
    this.train(null).catch((error: unknown) => {
      this.emit({ type: "failed", fault: faultRecord(error) });
    });
  }

  private async run(target: number): Promise<TrainSummary> {
    const startStep = this.required().session.step;
    const startElapsed = this.required().session.elapsed;
    this.setPhase("training");
    try {
      await this.trainThroughLosses(target);
    } catch (error) {
      this.setPhase("failed");
      throw error;
    }
    const { session, program } = this.required();
    const diverged = session.diverged.size >= program.plan.runs;
    const finished = session.step >= program.stepLimit;
    this.setPhase(diverged ? "diverged" : finished ? "finished" : "paused");
    return {
      steps: session.step - startStep,
      seconds: (session.elapsed - startElapsed) / 1000,
      runs: this.summaries(session),
      diverged: [...session.diverged.values()],
    };
  }

  private summaries(session: Session): RunSummary[] {
    const { loss, accuracy } = this.lastMetrics;
    const evaluation = this.lastEvaluation;
    return Array.from({ length: session.program.plan.runs }, (_, run) => ({
      run,
      step: session.diverged.get(run)?.step ?? session.step,
      loss: loss[run] ?? Number.NaN,
      accuracy: accuracy[run] ?? null,
      validationLoss: evaluation?.loss[run] ?? null,
      validationAccuracy: evaluation?.accuracy[run] ?? null,
    }));
  }

  private async trainThroughLosses(target: number): Promise<void> {
    for (;;) {
      const { session } = this.required();
      try {
        await session.train(target);
        return;
      } catch (error) {
        if (!(await isLoss(session, error))) throw error;
        await this.recover(session);
      }
    }
  }

  /** A new device with the last snapshot; after a second loss in short order, the CPU. */
  private async recover(lost: Session): Promise<void> {
    const now = performance.now();
    this.engines.forgetGpu(now - this.lastLoss < lossWindow);
    this.lastLoss = now;
    const { program } = this.required();
    const { snapshot, elapsed } = lost;
    const current = await this.open(program, snapshot);
    current.session.elapsed = elapsed;
    this.replace(current);
    const { step } = snapshot;
    this.emit({ type: "rewound", step });
    this.emit({ type: "engine", info: current.info });
    this.emit({ type: "recovered", step, engine: current.info.kind });
  }

  private announce(): BuildReport {
    const { program, info } = this.required();
    const { experiment, dataset, plan } = program;
    const { layers, parameters } = describeNetwork(experiment, dataset.inputShape, dataset.targets);
    const report: BuildReport = {
      layers: layers.map(({ id, name, outputShape, parameters: count }, index) => ({
        id,
        name,
        kind: experiment.network.layers[index]?.kind ?? "",
        outputShape,
        parameters: count,
      })),
      parameters,
      bytes: planBytes(plan),
      dispatchesPerStep: dispatchCount(plan, "train"),
      runs: plan.runs,
      engine: info,
      stepLimit: program.stepLimit,
      stepsPerEpoch: program.stepsPerEpoch,
    };
    this.emit({ type: "built", report });
    this.emitStatus();
    return report;
  }
}

const idleStatus = {
  step: 0,
  epoch: 0,
  stepLimit: 0,
  stepsPerSecond: 0,
  examplesPerSecond: 0,
  remainingSeconds: null,
  seconds: 0,
};

/** Milliseconds that a device is given to say that it is lost after something failed on it. */
const lossNotice = 500;

async function isLoss(session: Session, error: unknown): Promise<boolean> {
  if (error instanceof Fault && (error.code === "engine.lost" || error.code === "engine.hung")) {
    return true;
  }
  const silence = new Promise<null>((resolve) => setTimeout(() => resolve(null), lossNotice));
  return (await Promise.race([session.executor.lost, silence])) !== null;
}

/** Slots of one optimizer mean nothing to another: a run that changed it starts them at zero. */
function adapted(state: Snapshot, before: Program, after: Program): Snapshot {
  const stride = after.plan.parameterStride;
  const [from, to] = [before.model.slots * stride, after.model.slots * stride];
  const slots = new Float32Array(after.plan.runs * to);
  for (const [run, { optimizer }] of after.experiment.runs.entries()) {
    if (before.experiment.runs[run]?.optimizer.kind !== optimizer.kind) continue;
    const size = Math.min(from, to);
    slots.set(state.slots.subarray(run * from, run * from + size), run * to);
  }
  return { ...state, slots };
}
