/**
 * A session trains one program on one executor: slices of steps as long as a frame, at most two in
 * flight, one read-back at a time, evaluations at fixed steps so that a run can be repeated exactly.
 */
import type { Executor, StepTable } from "../engine/plan/executor.ts";
import { buffers } from "../nn/model.ts";
import { Fault } from "../spec/fault.ts";
import { firstNonFinite } from "./divergence.ts";
import { evaluationSteps, runsTable, singleStep, trainingSteps } from "./hyper-parameters.ts";
import { evaluationMetrics, type RingReader, stepMetrics, targetVariance } from "./metrics.ts";
import { Breather, Pace } from "./pace.ts";
import { evaluationsHeld, type Program, ringRows, writeData } from "./program.ts";
import { initialSnapshot, restoreSnapshot, type Snapshot, takeSnapshot } from "./state.ts";

export interface SessionMetrics {
  readonly firstStep: number;
  /** [steps, runs] */
  readonly loss: Float32Array;
  readonly accuracy: Float32Array;
  readonly evaluations: readonly {
    readonly step: number;
    readonly loss: readonly number[];
    readonly accuracy: readonly number[];
  }[];
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
    executor.writeTable(runsTable(program.experiment, program.model.tableColumns));
    this.restore(snapshot);
  }

  /** Takes over a program with the same plan: rates, decay and limits hold from the next slice on. */
  adjust(program: Program): void {
    this.program = program;
    this.executor.writeTable(runsTable(program.experiment, program.model.tableColumns));
  }

  restore(snapshot: Snapshot): void {
    restoreSnapshot(this.program, this.executor, snapshot);
    this.snapshot = snapshot;
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

  /** Trains to `target` updates; resolves early when paused or when every run has diverged. */
  async train(target: number): Promise<void> {
    this.stopping = false;
    this.pace ??= await this.measuredPace();
    const start = performance.now();
    const before = this.elapsed;
    this.collectedAt = start;
    this.snapshotAt = start;
    if (this.step === 0) this.evaluate();
    const slices = new Slices(this.executor.kind === "gpu" ? 2 : 1, this.pace, this.executor);
    while (!this.isDone(target)) {
      this.enqueueSlice(slices, target);
      await slices.makeRoom();
      this.elapsed = before + performance.now() - start;
      await this.keepUp();
    }
    await slices.drain();
    if (this.diverged.size < this.program.plan.runs) this.evaluate();
    await this.collecting;
    await this.collect();
    if (this.executor.kind === "gpu" && this.diverged.size === 0) await this.rememberState();
    this.elapsed = before + performance.now() - start;
    this.listener.progressed();
  }

  pause(): void {
    this.stopping = true;
  }

  /** Predictions for normalised inputs [count, ...inputShape]; one array [count, units] a run. */
  async predict(inputs: Float32Array, count: number): Promise<Float32Array[]> {
    const { model, plan } = this.program;
    const { predictionBatch, outputUnits } = model;
    const width = inputs.length / count;
    const results = Array.from({ length: plan.runs }, () => new Float32Array(count * outputUnits));
    for (let first = 0; first < count; first += predictionBatch) {
      const rows = Math.min(predictionBatch, count - first);
      this.executor.write(
        buffers.predictionX,
        inputs.subarray(first * width, (first + rows) * width),
      );
      this.executor.run("predict", singleStep(this.program));
      const size = predictionBatch * outputUnits;
      const batch = await this.executor.read(buffers.prediction, 0, plan.runs * size);
      for (const [run, result] of results.entries()) {
        result.set(
          batch.subarray(run * size, run * size + rows * outputUnits),
          first * outputUnits,
        );
      }
    }
    return results;
  }

  dispose(): void {
    this.stopping = true;
    this.isClosed = true;
    this.breather.dispose();
    this.executor.dispose();
  }

  private isDone(target: number): boolean {
    return this.stopping || this.step >= target || this.diverged.size >= this.program.plan.runs;
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
    const count = Math.min(slices.steps, target - this.step, untilEvaluation);
    slices.enqueue(trainingSteps(this.program, this.step, count));
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
    this.listener.metrics({
      ...this.untilAllBad(metrics, bad, first),
      firstStep: first,
      evaluations: evaluations.map(({ step, slot }) => ({
        step,
        ...evaluationMetrics(this.program, reader, this.variance, slot),
      })),
    });
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
  private untilAllBad(
    metrics: { loss: Float32Array; accuracy: Float32Array },
    bad: ReadonlyMap<number, number>,
    first: number,
  ) {
    const { runs } = this.program.plan;
    const halted = new Set([...this.diverged.keys(), ...bad.keys()]);
    if (halted.size < runs) return metrics;
    const last = Math.max(first - 1, ...bad.values());
    const end = (last + 1 - first) * runs;
    return { loss: metrics.loss.subarray(0, end), accuracy: metrics.accuracy.subarray(0, end) };
  }

  private async handleDivergence(bad: ReadonlyMap<number, number>): Promise<void> {
    const found = [...bad].filter(([run]) => !this.diverged.has(run));
    if (found.length === 0) return;
    const state = await takeSnapshot(this.program, this.executor, this.step);
    for (const [run, step] of found) {
      const first = firstNonFinite(this.program, { ...state, step }, run);
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
    this.snapshot = await takeSnapshot(this.program, this.executor, this.step);
  }

  private async keepSnapshot(): Promise<void> {
    const { plan, model } = this.program;
    const numbers = plan.runs * plan.parameterStride * (1 + model.slots);
    const interval = numbers <= smallStateNumbers ? smallSnapshotInterval : snapshotInterval;
    const due = performance.now() - this.snapshotAt >= interval;
    // A host is never lost.
    if (due && this.executor.kind === "gpu" && this.diverged.size === 0) await this.rememberState();
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

const patienceSeconds = 20;

/** A device may hang without saying that it is lost; then waiting would have no end. */
async function withinPatience(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hung = new Promise<never>((_, reject) => {
    const fault = new Fault("engine.hung", { seconds: patienceSeconds });
    timer = setTimeout(() => reject(fault), patienceSeconds * 1000);
  });
  try {
    await Promise.race([work, hung]);
  } finally {
    clearTimeout(timer);
  }
}

/** Slices in flight: never more than `depth`, each measured from one completion to the next. */
class Slices {
  private readonly depth: number;
  private readonly pace: Pace;
  private readonly executor: Executor;
  private readonly flying: { steps: number; since: number; done: Promise<void> }[] = [];
  private lastDone = 0;

  constructor(depth: number, pace: Pace, executor: Executor) {
    this.depth = depth;
    this.pace = pace;
    this.executor = executor;
  }

  get steps(): number {
    return this.pace.steps;
  }

  enqueue(table: StepTable): void {
    const since = performance.now();
    this.executor.run("train", table);
    this.flying.push({ steps: table.steps.length, since, done: this.executor.settled() });
  }

  async makeRoom(): Promise<void> {
    while (this.flying.length >= this.depth) await this.finishOne();
  }

  async drain(): Promise<void> {
    while (this.flying.length > 0) await this.finishOne();
  }

  private async finishOne(): Promise<void> {
    const slice = this.flying.shift();
    if (!slice) return;
    await withinPatience(slice.done);
    const now = performance.now();
    this.pace.measured(slice.steps, now - Math.max(slice.since, this.lastDone));
    this.lastDone = now;
  }
}
