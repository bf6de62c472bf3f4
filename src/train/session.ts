/**
 * A session trains one program on one executor: slices of steps as long as a frame, at most two in
 * flight, one read-back at a time, evaluations at fixed steps so that a run can be repeated exactly.
 */
import type { Executor } from "../engine/plan/executor.ts";
import { buffers } from "../nn/layout.ts";
import { firstNonFinite } from "./divergence.ts";
import { evaluationSteps, runsTable, trainingSteps } from "./hyper-parameters.ts";
import {
  evaluationMetrics,
  type RingReader,
  type StepMetrics,
  stepMetrics,
  targetVariance,
} from "./metrics.ts";
import { Breather, Pace } from "./pace.ts";
import { predict, type Questions } from "./predict.ts";
import { evaluationsHeld, type Program, ringRows, writeData, writeDecays } from "./program.ts";
import { Slices } from "./slices.ts";
import { initialSnapshot, restoreSnapshot, type Snapshot, takeSnapshot } from "./state.ts";
import { initialWatch, observe, plateauFactors, type StopReason } from "./watch.ts";

export interface SessionEvaluation {
  readonly step: number;
  /** One number a run. */
  readonly loss: readonly number[];
  readonly accuracy: readonly number[];
}

export interface SessionMetrics {
  readonly firstStep: number;
  /** [steps, runs] Of the data alone. */
  readonly loss: Float32Array;
  readonly accuracy: Float32Array;
  /** [steps, runs] What L1 and L2 add to the loss; empty where no run has any. */
  readonly penalty: Float32Array;
  readonly evaluations: readonly SessionEvaluation[];
}

/** The state of training at a moment that is worth keeping. */
export interface SessionCheckpoint {
  readonly kind: "best" | "regular";
  readonly snapshot: Snapshot;
  /** Runs that are at their best in it; all of them in a regular one. */
  readonly runs: readonly number[];
  readonly evaluation: SessionEvaluation | null;
}

export interface SessionDivergence {
  readonly run: number;
  readonly step: number;
  readonly tensor: string;
  readonly value: "nan" | "infinity";
}

export interface SessionListener {
  metrics(metrics: SessionMetrics): void;
  diverged(divergence: SessionDivergence): void;
  checkpoint(checkpoint: SessionCheckpoint): void;
  /** Something moved: step, rate. */
  progressed(): void;
}

/** Milliseconds. */
const sliceTarget = 16;
const collectInterval = 100;
const snapshotInterval = 10_000;
/** Small states cost nothing to copy, so less is lost with the device. */
const smallSnapshotInterval = 1_000;
const smallStateNumbers = 1 << 18;
const mostStepsPerSlice = ringRows / 4;

export class Session {
  program: Program;
  readonly executor: Executor;
  /** Updates enqueued so far. */
  step = 0;
  /** Milliseconds spent training. */
  elapsed = 0;
  stepsPerSecond = 0;
  /** Restored when the device is lost. */
  snapshot: Snapshot;
  readonly diverged = new Map<number, SessionDivergence>();
  isClosed = false;
  /** Why training stopped by itself before its limit. */
  stopped: StopReason | null = null;
  private readonly listener: SessionListener;
  private readonly variance: number;
  private readonly breather = new Breather();
  private pace: Pace | null = null;
  private stopping = false;
  private collected = 0;
  private collectedAt = 0;
  private collecting: Promise<void> | null = null;
  private failure: Error | null = null;
  private evaluations: { step: number; slot: number }[] = [];
  private evaluationCount = 0;
  private evaluatedStep = -1;
  private snapshotAt = 0;
  private watch = initialWatch();
  private improved: SessionEvaluation | null = null;
  private improvedRuns: readonly number[] = [];

  /** Writes everything that the first step needs. */
  constructor(
    program: Program,
    executor: Executor,
    listener: SessionListener,
    snapshot: Snapshot = initialSnapshot(program),
  ) {
    this.program = program;
    this.executor = executor;
    this.listener = listener;
    this.variance = targetVariance(program);
    this.snapshot = snapshot;
    writeData(program, executor);
    writeDecays(program, executor);
    executor.writeTable(runsTable(program.experiment, program.model.tableColumns));
    this.restore(snapshot);
  }

  /** Takes over a program with the same plan: rates, decay and limits hold from the next slice on. */
  adjust(program: Program): void {
    this.program = program;
    writeDecays(program, this.executor);
    this.executor.writeTable(runsTable(program.experiment, program.model.tableColumns));
  }

  restore(snapshot: Snapshot): void {
    restoreSnapshot(this.program, this.executor, snapshot);
    this.snapshot = snapshot;
    this.watch = snapshot.watch;
    this.stopped = null;
    this.step = snapshot.step;
    this.collected = snapshot.step;
    this.evaluations = [];
    this.evaluatedStep = -1;
    this.diverged.clear();
  }

  reset(): void {
    this.elapsed = 0;
    this.stepsPerSecond = 0;
    this.restore(initialSnapshot(this.program));
  }

  /** Trains to `target` updates; resolves early when paused, stopped or when every run has diverged. */
  async train(target: number): Promise<void> {
    this.stopping = false;
    this.stopped = null;
    this.pace ??= await this.measuredPace();
    const start = performance.now();
    const before = this.elapsed;
    this.collectedAt = start;
    this.snapshotAt = start;
    const slices = new Slices(this.executor.kind === "gpu" ? 2 : 1, this.pace, this.executor);
    if (this.step === 0) this.evaluate();
    if (this.isEvaluated) await this.attend(slices);
    while (!this.isDone(target)) {
      this.enqueueSlice(slices, target);
      await slices.makeRoom();
      this.elapsed = before + performance.now() - start;
      await this.keepUp();
      if (this.isEvaluated) await this.attend(slices);
      await this.keepRegular(slices);
    }
    await slices.drain();
    await this.collecting;
    if (this.diverged.size < this.program.plan.runs) this.evaluate();
    await this.collect();
    if (this.diverged.size === 0) await this.rememberState();
    this.elapsed = before + performance.now() - start;
    this.listener.progressed();
  }

  pause(): void {
    this.stopping = true;
  }

  /** One array [count, units] a run. */
  predict(questions: Questions): Promise<Float32Array[]> {
    return predict(this.program, this.executor, questions);
  }

  dispose(): void {
    this.stopping = true;
    this.isClosed = true;
    this.breather.dispose();
    this.executor.dispose();
  }

  private isDone(target: number): boolean {
    const over = this.stopping || this.stopped !== null || this.step >= target;
    return over || this.diverged.size >= this.program.plan.runs;
  }

  /** Whether the evaluation of this very step is awaited by something that acts on it. */
  private get isEvaluated(): boolean {
    return (
      this.program.attentive && this.evaluatedStep === this.step && this.evaluations.length > 0
    );
  }

  /** Waits for the evaluation before any further step, so that what follows from it is repeatable. */
  private async attend(slices: Slices): Promise<void> {
    await slices.drain();
    await this.collecting;
    await this.collect();
    const { improved } = this;
    this.improved = null;
    if (improved === null || !this.program.experiment.training.keepBest) return;
    await this.keep("best", this.improvedRuns, improved);
  }

  private async keepRegular(slices: Slices): Promise<void> {
    const every = this.program.experiment.training.checkpointEvery;
    if (every === 0 || this.step === 0 || this.step % every !== 0) return;
    await slices.drain();
    const runs = Array.from({ length: this.program.plan.runs }, (_, run) => run);
    await this.keep("regular", runs, null);
  }

  private async keep(
    kind: SessionCheckpoint["kind"],
    runs: readonly number[],
    evaluation: SessionEvaluation | null,
  ): Promise<void> {
    await this.rememberState();
    this.listener.checkpoint({ kind, snapshot: this.snapshot, runs, evaluation });
  }

  /** What an evaluation at a regular step means for stopping, learning rates and the best weights. */
  private judge(evaluation: SessionEvaluation): void {
    const { program } = this;
    if (!program.attentive || evaluation.step % program.evaluateEvery !== 0) return;
    const { watch, improved, stop } = observe(program, this.watch, evaluation);
    this.watch = watch;
    this.stopped ??= stop;
    if (improved.length === 0) return;
    this.improved = evaluation;
    this.improvedRuns = improved;
  }

  private async measuredPace(): Promise<Pace> {
    await this.executor.settled();
    const start = performance.now();
    await this.executor.settled();
    const latency = performance.now() - start;
    return new Pace({ latency, target: sliceTarget, most: mostStepsPerSlice });
  }

  private enqueueSlice(slices: Slices, target: number): void {
    const { evaluateEvery } = this.program;
    const untilEvaluation = evaluateEvery - (this.step % evaluateEvery);
    const every = this.program.experiment.training.checkpointEvery || Number.POSITIVE_INFINITY;
    const untilCheckpoint = every - (this.step % every);
    const count = Math.min(slices.steps, target - this.step, untilEvaluation, untilCheckpoint);
    const factors = plateauFactors(this.program, this.watch);
    slices.enqueue(trainingSteps(this.program, this.step, count, factors));
    this.step += count;
    if (this.step % evaluateEvery === 0) this.evaluate();
  }

  /** Enqueues an evaluation on the held-out part; its sums are read with the next metrics. */
  private evaluate(): void {
    if (this.program.dataset.validation.count === 0 || this.evaluatedStep === this.step) return;
    const held = this.evaluationCount++ % evaluationsHeld;
    const slot = ringRows + held * this.program.model.evaluationBatches;
    this.executor.run("evaluate", evaluationSteps(this.program, slot));
    this.evaluations.push({ step: this.step, slot });
    this.evaluatedStep = this.step;
  }

  /** Reads metrics now and then, and waits for them only when the ring would run over. */
  private async keepUp(): Promise<void> {
    if (this.executor.kind !== "gpu") await this.breather.pause();
    const now = performance.now();
    const due = now - this.collectedAt >= collectInterval;
    if (this.failure) throw this.failure;
    if (due) this.collecting ??= this.collectAside();
    const unread = this.step - this.collected;
    const full = unread + mostStepsPerSlice > ringRows;
    if (full || this.evaluations.length >= evaluationsHeld - 1)
      await (this.collecting ?? this.collect());
  }

  /** Collects while training goes on; a failure is thrown by the loop. */
  private async collectAside(): Promise<void> {
    try {
      await this.collect();
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
    } finally {
      this.collecting = null;
    }
  }

  /** Reads the ring and tells what happened since the last time. */
  private async collect(): Promise<void> {
    const { plan, model } = this.program;
    const [first, end] = [this.collected, this.step];
    const evaluations = this.evaluations;
    if (first === end && evaluations.length === 0) return;
    this.evaluations = [];
    const wanted = performance.now();
    const ring = await this.executor.read(buffers.ring, 0, plan.runs * model.ringRows * 4);
    const reader: RingReader = { runs: plan.runs, rows: model.ringRows, ring };
    this.measureRate(end - first, wanted);
    this.collected = end;
    const metrics = stepMetrics(this.program, reader, this.variance, first, end);
    const bad = firstBadSteps(metrics.loss, plan.runs, first);
    const found = evaluations.map(({ step, slot }) => ({
      step,
      ...evaluationMetrics(this.program, reader, this.variance, slot),
    }));
    for (const evaluation of found) this.judge(evaluation);
    const counted = this.untilAllBad(metrics, bad, first);
    this.listener.metrics({ ...counted, firstStep: first, evaluations: found });
    await this.handleDivergence(bad);
    await this.keepSnapshot();
    this.listener.progressed();
  }

  private measureRate(steps: number, now: number): void {
    const seconds = (now - this.collectedAt) / 1000;
    this.collectedAt = now;
    if (steps === 0 || seconds <= 0) return;
    const rate = steps / seconds;
    this.stepsPerSecond = this.stepsPerSecond === 0 ? rate : 0.7 * this.stepsPerSecond + 0.3 * rate;
  }

  /** When no run goes on, the steps after the last one that counted did nothing. */
  private untilAllBad(metrics: StepMetrics, bad: ReadonlyMap<number, number>, first: number) {
    const { runs } = this.program.plan;
    const halted = new Set([...this.diverged.keys(), ...bad.keys()]);
    if (halted.size < runs) return metrics;
    const last = Math.max(first - 1, ...bad.values());
    const end = (last + 1 - first) * runs;
    const { loss, accuracy, penalty } = metrics;
    return {
      loss: loss.subarray(0, end),
      accuracy: accuracy.subarray(0, end),
      penalty: penalty.subarray(0, end),
    };
  }

  private async handleDivergence(bad: ReadonlyMap<number, number>): Promise<void> {
    const found = [...bad].filter(([run]) => !this.diverged.has(run));
    if (found.length === 0) return;
    const state = await takeSnapshot(this.program, this.executor, this.step);
    for (const [run, step] of found) {
      const at = { ...state, step, watch: this.watch };
      const first = firstNonFinite(this.program, at, run);
      const divergence = { run, step, ...(first ?? { tensor: "loss", value: "nan" as const }) };
      this.diverged.set(run, divergence);
      this.listener.diverged(divergence);
    }
    if (this.diverged.size < this.program.plan.runs) return;
    this.step = Math.max(...[...this.diverged.values()].map((divergence) => divergence.step));
    this.collected = this.step;
    this.evaluations = [];
  }

  /** Keeps the state of now for the case that the device is lost. */
  async rememberState(): Promise<void> {
    this.snapshotAt = performance.now();
    const state = await takeSnapshot(this.program, this.executor, this.step);
    this.snapshot = { ...state, watch: this.watch };
  }

  private async keepSnapshot(): Promise<void> {
    const { plan, model } = this.program;
    const numbers = plan.runs * plan.parameterStride * (1 + model.slots);
    const interval = numbers <= smallStateNumbers ? smallSnapshotInterval : snapshotInterval;
    const due = performance.now() - this.snapshotAt >= interval;
    if (due && this.diverged.size === 0) await this.rememberState();
  }
}

/** Step of the first loss that is not finite, by run. */
function firstBadSteps(loss: Float32Array, runs: number, first: number): Map<number, number> {
  const bad = new Map<number, number>();
  for (const [index, value] of loss.entries()) {
    const run = index % runs;
    if (!Number.isFinite(value) && !bad.has(run)) bad.set(run, first + Math.floor(index / runs));
  }
  return bad;
}
