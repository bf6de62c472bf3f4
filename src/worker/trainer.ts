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
import type {
  Session,
  SessionEvaluation,
  SessionListener,
  SessionMetrics,
} from "../train/session.ts";
import { initialSnapshot, type Snapshot, takeSnapshot } from "../train/state.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { ChosenSession, Engines } from "./engines.ts";
import type {
  BuildReport,
  CheckpointInfo,
  EngineChoice,
  EngineEvent,
  EngineInfo,
  Phase,
  RunSummary,
  TrainSummary,
} from "./protocol.ts";
import { adapted, isLoss } from "./recovery.ts";
import { statusOf } from "./status.ts";

interface Current extends ChosenSession {
  readonly program: Program;
}

/** Milliseconds between states that are kept for a reload. */
const sessionInterval = 20_000;

/** A second loss within this time moves training to the CPU. Milliseconds. */
const lossWindow = 120_000;

export class Trainer {
  private readonly engines: Engines;
  private readonly checkpoints: Checkpoints;
  private readonly emit: (event: EngineEvent) => void;
  private current: Current | null = null;
  private phase: Phase = "idle";
  private training: Promise<TrainSummary> | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private pauses = 0;
  private lastLoss = Number.NEGATIVE_INFINITY;
  private lastMetrics: { loss: number[]; accuracy: number[] } = { loss: [], accuracy: [] };
  private lastEvaluation: SessionEvaluation | null = null;
  private sessionKeptAt = 0;

  constructor(engines: Engines, checkpoints: Checkpoints, emit: (event: EngineEvent) => void) {
    this.engines = engines;
    this.checkpoints = checkpoints;
    this.emit = emit;
  }

  get session(): Session | null {
    return this.current?.session ?? null;
  }

  get isTraining(): boolean {
    return this.training !== null;
  }

  /** Builds from the document; training starts again from step 0, or where `begin` says. */
  load(
    experiment: Experiment,
    data: () => DataSet,
    begin: (program: Program) => Snapshot = initialSnapshot,
  ): Promise<BuildReport> {
    return this.alone(async () => {
      this.setPhase("loading");
      try {
        const dataset = data();
        this.setPhase("building");
        const start = await this.checkpoints.startFor(experiment, dataset.inputShape);
        const program = compileExperiment(experiment, dataset, start);
        const current = await this.open(program, begin(program));
        this.replace(current);
        this.checkpoints.begin();
        this.forgetCurves();
        this.setPhase("ready");
        return this.announce();
      } catch (error) {
        this.setPhase(this.current === null ? "failed" : "paused");
        throw error;
      }
    });
  }

  /** Keeps the state of now under a name. */
  async saveCheckpoint(name: string): Promise<CheckpointInfo> {
    const wasTraining = this.isTraining;
    const info = await this.withSession(async (session) => {
      await session.rememberState();
      return this.checkpoints.save(session.program, session.snapshot, name, this.lastEvaluation);
    });
    if (wasTraining) this.continueAside();
    return info;
  }

  /** Takes over an edit that keeps the weights; anything more is for `load`. */
  async adjust(experiment: Experiment): Promise<void> {
    const current = this.required();
    const kind = changeKind(
      current.program.experiment,
      experiment,
      current.program.dataset.inputShape,
    );
    if (kind === "none") return;
    if (kind === "reset") throw new Error("trainer: an edit that needs new weights was to adjust");
    const program = compileExperiment(experiment, current.program.dataset, current.program.start);
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
    this.emit({ type: "status", status: statusOf(current?.session ?? null, phase) });
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
      checkpoint: (checkpoint) => {
        if (this.current) this.checkpoints.keep(this.current.program, checkpoint);
      },
      progressed: () => {
        this.emitStatus();
        this.keepSession(sessionInterval);
      },
    };
  }

  /** Keeps the last state for a page that is reloaded, unless that was done less than `interval` ago. */
  private keepSession(interval: number): void {
    const { current } = this;
    const now = performance.now();
    if (current === null || now - this.sessionKeptAt < interval) return;
    if (current.session.diverged.size > 0) return;
    this.sessionKeptAt = now;
    this.checkpoints.keepSession(current.program, current.session.snapshot, this.lastEvaluation);
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
    const finished = session.step >= program.stepLimit || session.stopped !== null;
    this.keepSession(0);
    this.setPhase(diverged ? "diverged" : finished ? "finished" : "paused");
    return {
      steps: session.step - startStep,
      seconds: (session.elapsed - startElapsed) / 1000,
      runs: this.summaries(session),
      diverged: [...session.diverged.values()],
      stopped: session.stopped,
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
