/**
 * Holds the session and what outlives it: the phase, the limit, the recovery when the device is lost.
 * Work that replaces the session stops training first and runs alone.
 */
import type { DataSet } from "../engine/core/dataset.ts";
import type { Experiment } from "../spec/experiment.ts";
import { Fault, faultRecord } from "../spec/fault.ts";
import { changeKind } from "../train/changes.ts";
import type { Session } from "../train/session.ts";
import type { SessionListener } from "../train/session-listener.ts";
import { initialSnapshot, type Snapshot } from "../train/state.ts";
import { compileTraining, type Training } from "../train/training.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { ChosenSession, Engines } from "./engines.ts";
import type {
  BuildReport,
  CheckpointInfo,
  EngineChoice,
  EngineEvent,
  EngineInfo,
  Phase,
  TrainSummary,
} from "./protocol.ts";
import { adapted, isLoss } from "./recovery.ts";
import { buildReport, divergenceOf, LastFigures } from "./report.ts";
import { statusOf } from "./status.ts";

/** Milliseconds between states that are kept for a reload. */
const sessionInterval = 20_000;

/** A second loss within this time moves training to the CPU. Milliseconds. */
const lossWindow = 120_000;

export class Trainer {
  private readonly engines: Engines;
  private readonly checkpoints: Checkpoints;
  private readonly emit: (event: EngineEvent) => void;
  private current: ChosenSession | null = null;
  private phase: Phase = "idle";
  private working: Promise<TrainSummary> | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private pauses = 0;
  /** The step that training was asked to go to; null: the document's limit. */
  private goal: number | null = null;
  private lastLoss = Number.NEGATIVE_INFINITY;
  private figures = new LastFigures();
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
    return this.working !== null;
  }

  /** Builds from the document; training starts again from step 0, or where `begin` says. */
  load(
    experiment: Experiment,
    data: () => DataSet,
    begin: (training: Training) => Snapshot = initialSnapshot,
  ): Promise<BuildReport> {
    return this.alone(async () => {
      this.setPhase("loading");
      try {
        const dataset = data();
        this.setPhase("building");
        const start = await this.checkpoints.startFor(experiment, dataset.inputShape);
        const training = compileTraining(experiment, dataset, start);
        this.replace(await this.open(training, begin(training)));
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
  saveCheckpoint(name: string): Promise<CheckpointInfo> {
    return this.beside(async (session) => {
      const { evaluation } = this.figures;
      await session.rememberState();
      return this.checkpoints.save(session.training, session.snapshot, name, evaluation);
    });
  }

  /** Runs `work` on the session while no step is under way; training waits for it, and goes on. */
  beside<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const { session } = this;
    if (session !== null && this.isTraining) return session.between(() => work(session));
    return this.withSession(work);
  }

  /** Takes over an edit that keeps the weights; anything more is for `load`. */
  async adjust(experiment: Experiment): Promise<void> {
    const session = this.required();
    const { dataset, start } = session.training;
    const kind = changeKind(session.experiment, experiment, dataset.inputShape);
    if (kind === "none") return;
    if (kind === "reset") throw new Error("trainer: an edit that needs new weights was to adjust");
    const training = compileTraining(experiment, dataset, start);
    if (kind === "live") {
      session.adjust(training);
      this.emitStatus();
      return;
    }
    await this.interrupting(() => this.rebuild(training));
  }

  /** Trains `steps` more, or to the document's limit; resolves when it stops for any reason. */
  async train(steps: number | null): Promise<TrainSummary> {
    const { pauses } = this;
    await this.idle();
    if (this.working !== null) return this.working;
    const session = this.required();
    this.goal = steps === null ? null : session.step + steps;
    // A pause that came while a build was waited for holds.
    const target =
      pauses === this.pauses ? (this.goal ?? session.training.stepLimit) : session.step;
    this.working = this.run(target).finally(() => {
      this.working = null;
    });
    return this.working;
  }

  async pause(): Promise<void> {
    this.pauses += 1;
    await this.stop();
  }

  reset(): Promise<void> {
    return this.alone(async () => {
      this.required().reset();
      this.forgetCurves();
      this.setPhase("ready");
      await Promise.resolve();
    });
  }

  /** Back to the last state in which no run had diverged; resolves with its step. */
  undoDivergence(): Promise<number> {
    return this.alone(async () => {
      const session = this.required();
      session.restore(session.healthySnapshot);
      const { step } = session;
      this.emit({ type: "rewound", step });
      this.setPhase(step === 0 ? "ready" : "paused");
      return Promise.resolve(step);
    });
  }

  /** Goes on with the same weights on another engine. */
  async setEngine(choice: EngineChoice): Promise<EngineInfo | null> {
    this.engines.choose(choice);
    const { current } = this;
    if (current === null) return null;
    return this.interrupting(() => this.rebuild(current.session.training));
  }

  /** Runs `work` on the session and ends training, if any is under way. */
  withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.alone(() => work(this.required()));
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

  /** Throws `engine.notBuilt` where there is none. */
  required(): Session {
    return this.chosen().session;
  }

  private chosen(): ChosenSession {
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
    await this.working?.catch(() => null);
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

  private open(training: Training, snapshot: Snapshot): Promise<ChosenSession> {
    return this.engines.open({ training, listener: this.listener(training), snapshot });
  }

  private replace(current: ChosenSession): void {
    this.current?.session.dispose();
    this.current = current;
    const { session } = current;
    void session.lost.then(() => this.recoverIdle(session));
  }

  /** A device may be lost while nobody trains; one in training is missed by its own loop. */
  private recoverIdle(session: Session): void {
    if (this.isTraining || this.session !== session) return;
    this.alone(async () => {
      if (this.session === session) await this.recover(session);
    }).catch((error: unknown) => this.emit({ type: "failed", fault: faultRecord(error) }));
  }

  private listener(training: Training): SessionListener {
    const members = training.members.length;
    return {
      metrics: (metrics) => {
        this.figures.take(metrics, members);
        this.emit({ type: "metrics", batch: { runs: members, ...metrics } });
      },
      diverged: (found) =>
        this.emit({ type: "diverged", divergence: divergenceOf(training, found) }),
      checkpoint: (checkpoint) => {
        if (this.session) this.checkpoints.keep(this.session.training, checkpoint);
      },
      progressed: () => {
        this.emitStatus();
        this.keepSession(sessionInterval);
      },
    };
  }

  /** Keeps the last state for a page that is reloaded, unless that was done less than `interval` ago. */
  private keepSession(interval: number): void {
    const { session } = this;
    const now = performance.now();
    if (session === null || now - this.sessionKeptAt < interval) return;
    if (session.diverged.size > 0) return;
    this.sessionKeptAt = now;
    this.checkpoints.keepSession(session.training, session.snapshot, this.figures.evaluation);
  }

  private forgetCurves(): void {
    this.figures = new LastFigures();
    this.emit({ type: "restarted" });
  }

  /** The same weights, slots and step under another plan or on another engine. */
  private async rebuild(training: Training): Promise<EngineInfo> {
    const session = this.required();
    const phase = this.phase;
    this.setPhase("building");
    try {
      await session.rememberState();
      const snapshot = adapted(session.snapshot, session.training, training);
      const current = await this.open(training, snapshot);
      current.session.elapsed = session.elapsed;
      this.replace(current);
      this.announce();
      return current.info;
    } finally {
      this.setPhase(phase === "training" ? "paused" : phase);
    }
  }

  /** Runs `work` alone; training that it stopped goes on to where it was to go, unless it was paused. */
  private async interrupting<T>(work: () => Promise<T>): Promise<T> {
    const { isTraining, pauses, goal } = this;
    const result = await this.alone(work);
    if (isTraining && pauses === this.pauses) this.continueAside(goal);
    return result;
  }

  private continueAside(goal: number | null): void {
    const steps = goal === null ? null : Math.max(0, goal - this.required().step);
    this.train(steps).catch((error: unknown) => {
      this.emit({ type: "failed", fault: faultRecord(error) });
    });
  }

  private async run(target: number): Promise<TrainSummary> {
    const startStep = this.required().step;
    const startElapsed = this.required().elapsed;
    this.setPhase("training");
    try {
      await this.trainThroughLosses(target);
    } catch (error) {
      this.setPhase("failed");
      throw error;
    }
    const session = this.required();
    const { members, stepLimit } = session.training;
    const diverged = session.diverged.size >= members.length;
    const finished = session.step >= stepLimit || session.stopped !== null;
    this.keepSession(0);
    this.setPhase(diverged ? "diverged" : finished ? "finished" : "paused");
    return {
      steps: session.step - startStep,
      seconds: (session.elapsed - startElapsed) / 1000,
      runs: this.figures.summaries(session),
      diverged: [...session.diverged.values()].map((found) =>
        divergenceOf(session.training, found),
      ),
      stopped: session.stopped,
    };
  }

  private async trainThroughLosses(target: number): Promise<void> {
    for (;;) {
      const session = this.required();
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
    const { snapshot, elapsed, training } = lost;
    const current = await this.open(training, snapshot);
    current.session.elapsed = elapsed;
    this.replace(current);
    const { step } = snapshot;
    this.emit({ type: "rewound", step });
    this.emit({ type: "engine", info: current.info });
    this.emit({ type: "recovered", step, engine: current.info.kind });
  }

  private announce(): BuildReport {
    const { session, info } = this.chosen();
    const report = buildReport(session.training, info);
    this.emit({ type: "built", report });
    this.emitStatus();
    return report;
  }
}
