/**
 * A session trains all cohorts of a document in turns: slices of steps as long as a frame, at most
 * two in flight, one read-back at a time, evaluations at fixed steps so that a run can be repeated
 * exactly.
 */
import type { Executor } from "../engine/plan/executor.ts";
import type { Experiment } from "../spec/experiment.ts";
import type { Cohort, HeldEvaluation } from "./cohort.ts";
import { Cohorts } from "./cohorts.ts";
import type { Inspection } from "./inspection.ts";
import { Inspector } from "./inspector.ts";
import { Judge } from "./judge.ts";
import { Keeper } from "./keeper.ts";
import { cutMetrics, firstBadSteps } from "./member-metrics.ts";
import type { StepMetrics } from "./metrics.ts";
import { Breather, Pace, Rate } from "./pace.ts";
import { predict, type Questions } from "./predict.ts";
import { evaluationsHeld, ringRows } from "./program.ts";
import type {
  SessionCheckpoint,
  SessionDivergence,
  SessionEvaluation,
  SessionListener,
} from "./session-listener.ts";
import { Slices } from "./slices.ts";
import { initialSnapshot, type Snapshot } from "./state.ts";
import type { Training } from "./training.ts";
import { Visitors } from "./visitors.ts";
import type { StopReason } from "./watch.ts";

/** Milliseconds. */
const sliceTarget = 16;
const collectInterval = 100;
const mostStepsPerSlice = ringRows / 4;

export class Session {
  training: Training;
  private readonly all: Cohorts;
  /** Updates enqueued so far. */
  step = 0;
  /** Milliseconds spent training. */
  elapsed = 0;
  /** By member. */
  readonly diverged = new Map<number, SessionDivergence>();
  isClosed = false;
  private readonly listener: SessionListener;
  private readonly rate = new Rate();
  private readonly breather = new Breather();
  private pace: Pace | null = null;
  private stopping = false;
  private collected = 0;
  private collectedAt = 0;
  private collecting: Promise<void> | null = null;
  private failure: Error | null = null;
  private evaluations: HeldEvaluation[] = [];
  private evaluationCount = 0;
  private evaluatedStep = -1;
  private readonly judge = new Judge();
  private readonly inspector: Inspector;
  private readonly keeper: Keeper;
  private readonly visitors = new Visitors();
  private isTraining = false;

  /** One executor a cohort. Writes everything that the first step needs. */
  constructor(
    training: Training,
    executors: readonly Executor[],
    listener: SessionListener,
    snapshot: Snapshot = initialSnapshot(training),
  ) {
    this.training = training;
    this.all = new Cohorts(training, executors);
    this.inspector = new Inspector(this.all);
    this.keeper = new Keeper(this.all, snapshot);
    this.listener = listener;
    this.restore(snapshot);
  }

  get experiment(): Experiment {
    return this.training.experiment;
  }

  get stepsPerSecond(): number {
    return this.rate.perSecond;
  }

  get cohorts(): readonly Cohort[] {
    return this.all.list;
  }

  /** That of the first run. */
  get first(): Cohort {
    return this.all.first;
  }

  /** Restored when the device is lost. */
  get snapshot(): Snapshot {
    return this.keeper.snapshot;
  }

  /** The last state in which no run had diverged. */
  get healthySnapshot(): Snapshot {
    return this.keeper.healthy;
  }

  /** Why training stopped by itself before its limit. */
  get stopped(): StopReason | null {
    return this.judge.stopped;
  }

  /** Resolves when the device of any cohort is lost. */
  get lost(): Promise<Error> {
    return this.all.lost;
  }

  /** The cohort of a member, and its place in it; undefined where there is no such member. */
  placeOf(member: number) {
    return this.all.placeOf(member);
  }

  /** Takes over a training with the same plans: rates, decay and limits hold from the next slice on. */
  adjust(training: Training): void {
    this.training = training;
    this.all.adjust(training);
  }

  restore(snapshot: Snapshot): void {
    this.all.restore(snapshot.cohorts);
    this.keeper.snapshot = snapshot;
    this.judge.restore(snapshot.watch);
    this.step = snapshot.step;
    this.collected = snapshot.step;
    this.evaluations = [];
    this.evaluatedStep = -1;
    this.diverged.clear();
    this.inspector.forget();
  }

  reset(): void {
    this.elapsed = 0;
    this.rate.forget();
    this.restore(initialSnapshot(this.training));
  }

  /** Milliseconds that the last look inside took from training; 0 where nothing is trained. */
  get inspectionCost(): number {
    return this.isTraining ? this.inspector.cost : 0;
  }

  /** Looks inside at the next step of training, or now where nothing is trained. */
  async inspect(): Promise<Inspection> {
    await this.inspector.prepare();
    if (this.isTraining) return this.inspector.next();
    return this.inspector.now(this.step);
  }

  /** Runs `work` while no step is under way: training waits for it, and then goes on. */
  between<T>(work: () => Promise<T>): Promise<T> {
    return this.isTraining ? this.visitors.visit(work) : work();
  }

  /** Trains to `target` updates; resolves early when paused, stopped or when every run has diverged. */
  async train(target: number): Promise<void> {
    this.isTraining = true;
    try {
      await this.trainTo(target);
    } catch (error) {
      this.visitors.refuse(error);
      this.inspector.refuse(error);
      throw error;
    } finally {
      this.isTraining = false;
    }
    await this.visitors.serve();
    await this.inspector.serveRest(this.step);
  }

  private async trainTo(target: number): Promise<void> {
    this.stopping = false;
    this.judge.stopped = null;
    this.pace ??= await this.measuredPace();
    let start = performance.now();
    const before = this.elapsed;
    this.collectedAt = start;
    this.keeper.begin();
    const slices = new Slices(this.all.isOnGpu ? 2 : 1, this.pace);
    if (this.step === 0) this.evaluate();
    if (this.isEvaluated) await this.attend(slices);
    while (!this.isDone(target)) {
      this.enqueueSlice(slices, target);
      await slices.makeRoom();
      this.elapsed = before + performance.now() - start;
      await this.keepUp();
      if (this.isEvaluated) await this.attend(slices);
      await this.keepRegular(slices);
      if (this.visitors.areWaiting) start += await this.receive(slices);
    }
    await slices.drain();
    await this.collecting;
    if (!this.hasEnded) this.evaluate();
    await this.collect();
    if (this.diverged.size === 0) await this.rememberState();
    this.elapsed = before + performance.now() - start;
    this.listener.progressed();
  }

  pause(): void {
    this.stopping = true;
  }

  /** One answer a run of the document, that of its first seed; `ask` gives one a run of the cohort. */
  gather<T>(ask: (cohort: Cohort) => Promise<readonly T[]>): Promise<T[]> {
    return this.all.gather(ask);
  }

  /** One array [count, units] a run of the document, with its first seed. */
  predict(questions: Questions): Promise<Float32Array[]> {
    return this.all.gather(({ program, executor }) => predict(program, executor, questions));
  }

  dispose(): void {
    this.stopping = true;
    this.isClosed = true;
    this.breather.dispose();
    this.all.dispose();
  }

  /** Whether every member has diverged. */
  private get hasEnded(): boolean {
    return this.diverged.size >= this.training.members.length;
  }

  /** Resolves when everything enqueued so far is done, on all executors. */
  settled(): Promise<void> {
    return this.all.settled();
  }

  private isDone(target: number): boolean {
    const over = this.stopping || this.stopped !== null || this.step >= target;
    return over || this.hasEnded;
  }

  /** Whether the evaluation of this very step is awaited by something that acts on it. */
  private get isEvaluated(): boolean {
    return (
      this.training.attentive && this.evaluatedStep === this.step && this.evaluations.length > 0
    );
  }

  /** Waits for the evaluation before any further step, so that what follows from it is repeatable. */
  private async attend(slices: Slices): Promise<void> {
    await slices.drain();
    await this.collecting;
    await this.collect();
    const improved = this.judge.takeImprovement();
    if (improved === null || !this.experiment.training.keepBest) return;
    await this.keep("best", improved.members, improved.evaluation);
  }

  private async keepRegular(slices: Slices): Promise<void> {
    const every = this.experiment.training.checkpointEvery;
    if (every === 0 || this.step === 0 || this.step % every !== 0) return;
    await slices.drain();
    await this.keep("regular", [...this.training.members.keys()], null);
  }

  private async keep(
    kind: SessionCheckpoint["kind"],
    members: readonly number[],
    evaluation: SessionEvaluation | null,
  ): Promise<void> {
    await this.rememberState();
    this.listener.checkpoint({ kind, snapshot: this.snapshot, members, evaluation });
  }

  /** Lets in who waits for a moment without steps; resolves with the milliseconds that it took. */
  private async receive(slices: Slices): Promise<number> {
    await slices.drain();
    await this.collecting;
    const arrived = performance.now();
    await this.visitors.serve();
    const took = performance.now() - arrived;
    this.collectedAt += took;
    return took;
  }

  private async measuredPace(): Promise<Pace> {
    await this.settled();
    const start = performance.now();
    await this.settled();
    const latency = performance.now() - start;
    return new Pace({ latency, target: sliceTarget, most: mostStepsPerSlice });
  }

  private enqueueSlice(slices: Slices, target: number): void {
    const { evaluateEvery } = this.training;
    const untilEvaluation = evaluateEvery - (this.step % evaluateEvery);
    const every = this.experiment.training.checkpointEvery || Number.POSITIVE_INFINITY;
    const untilCheckpoint = every - (this.step % every);
    const left = target - this.step;
    const room = this.inspector.stepsBefore(left);
    const count = Math.min(slices.steps, room, untilEvaluation, untilCheckpoint);
    if (this.inspector.wants(left)) {
      this.inspector.enqueueStep(slices, this.step, this.judge.watch);
      this.step += 1;
    } else {
      slices.enqueue(count, () => this.all.enqueue(this.step, count, this.judge.watch));
      this.step += count;
    }
    if (this.step % evaluateEvery === 0) this.evaluate();
  }

  /** Enqueues an evaluation on the held-out part; its sums are read with the next metrics. */
  private evaluate(): void {
    if (this.training.dataset.validation.count === 0 || this.evaluatedStep === this.step) return;
    const place = this.evaluationCount++ % evaluationsHeld;
    this.all.evaluate(place);
    this.evaluations.push({ step: this.step, place });
    this.evaluatedStep = this.step;
  }

  /** Reads metrics now and then, and waits for them only when the ring would run over. */
  private async keepUp(): Promise<void> {
    if (!this.all.isOnGpu) await this.breather.pause();
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

  /** Reads the rings and tells what happened since the last time. */
  private async collect(): Promise<void> {
    const [first, end] = [this.collected, this.step];
    const held = this.evaluations;
    if (first === end && held.length === 0) return;
    this.evaluations = [];
    const wanted = performance.now();
    const seconds = this.elapsed / 1000;
    const { metrics, evaluations } = await this.all.read(first, end, held);
    this.rate.measured(end - first, (wanted - this.collectedAt) / 1000);
    this.collectedAt = wanted;
    this.collected = end;
    const bad = firstBadSteps(metrics.loss, this.training.members.length, first);
    for (const evaluation of evaluations) this.judge.take(this.training, evaluation);
    const counted = this.untilAllBad(metrics, bad, first);
    this.listener.metrics({ ...counted, firstStep: first, seconds, evaluations });
    await this.handleDivergence(bad);
    if (this.diverged.size === 0 && this.keeper.isDue) await this.rememberState();
    this.listener.progressed();
  }

  /** When no member goes on, the steps after the last one that counted did nothing. */
  private untilAllBad(metrics: StepMetrics, bad: ReadonlyMap<number, number>, first: number) {
    const width = this.training.members.length;
    const halted = new Set([...this.diverged.keys(), ...bad.keys()]);
    if (halted.size < width) return metrics;
    const last = Math.max(first - 1, ...bad.values());
    return cutMetrics(metrics, (last + 1 - first) * width);
  }

  private async handleDivergence(bad: ReadonlyMap<number, number>): Promise<void> {
    const found = [...bad].filter(([member]) => !this.diverged.has(member));
    if (found.length === 0) return;
    const states = await this.all.takeStates();
    for (const [member, step] of found) {
      const divergence = { member, step, ...this.all.firstBadTensor(states, member, step) };
      this.diverged.set(member, divergence);
      this.listener.diverged(divergence);
    }
    if (!this.hasEnded) return;
    this.step = Math.max(...[...this.diverged.values()].map((divergence) => divergence.step));
    this.collected = this.step;
    this.evaluations = [];
  }

  /** Keeps the state of now for the case that the device is lost. */
  rememberState(): Promise<void> {
    return this.keeper.remember(this.step, this.judge.watch);
  }
}
