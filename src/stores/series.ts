/**
 * The curves of all runs, outside React: what the engine reports of every step and evaluation, for
 * each run with each of its seeds, and drawn copies of bounded size. Readers compare `version` to
 * see whether anything is new. Figures of a run are the mean over its seeds.
 */
import type { Evaluation, MetricsBatch } from "../worker/protocol.ts";
import { StepClock } from "./clock.ts";
import { Column } from "./column.ts";
import { Curve, type IndexRange } from "./curve.ts";
import { useDocument } from "./document.ts";
import type { CurvePoint } from "./envelope.ts";
import { type RunPoint, type Spread, spreadOf } from "./over-seeds.ts";

/** `penalty` is what L1 and L2 add to the loss of a step. */
export const trainingMetrics = ["loss", "accuracy", "penalty", "learningRate"] as const;
export type Metric = (typeof trainingMetrics)[number];
/** What an evaluation finds. */
export const checkedMetrics = ["loss", "accuracy"] as const;
export type CheckedMetric = (typeof checkedMetrics)[number];

/** What the console gives; values the engine did not compute are not numbers. */
export interface RunHistory {
  readonly step: number[];
  /** Loss of each batch before its update. */
  readonly loss: number[];
  readonly accuracy: number[];
  /** What L1 and L2 add to the loss. */
  readonly penalty: number[];
  /** After schedule, warm-up and plateaus. */
  readonly learningRate: number[];
  /** Updates made before each evaluation; the two validation arrays belong to it. */
  readonly validationStep: number[];
  readonly validationLoss: number[];
  readonly validationAccuracy: number[];
}

export interface SeedFigures {
  /** Of the last batch; null before the first. */
  readonly loss: number | null;
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
}

/** The best evaluation so far. */
export interface Best {
  readonly step: number;
  readonly value: number;
}

/** Steps `from` to `to`. */
export interface StepRange {
  readonly from: number;
  readonly to: number;
}

export interface CurveAsked {
  readonly maximum: number;
  /** The moving average, or every value. */
  readonly smooth: boolean;
  /** null: all steps. */
  readonly range: StepRange | null;
}

/** Values of one metric kept in full, over all members together. */
const keptValues = 1 << 20;
const leastKept = 1 << 12;
const evaluationLimit = 1 << 15;

/** One run with one seed. */
interface Member {
  readonly training: Record<Metric, Curve>;
  readonly validation: Record<CheckedMetric, Column>;
}

/** Rates are drawn as they are: a moving average of them would be a rate that never was. */
function spanOf(metric: Metric, span: number): number {
  return metric === "learningRate" ? 1 : span;
}

function newMember(limit: number, span: number): Member {
  const curve = (metric: Metric) => new Curve(limit, spanOf(metric, span));
  return {
    training: {
      loss: curve("loss"),
      accuracy: curve("accuracy"),
      penalty: curve("penalty"),
      learningRate: curve("learningRate"),
    },
    validation: { loss: new Column(evaluationLimit), accuracy: new Column(evaluationLimit) },
  };
}

function isChecked(metric: string): metric is CheckedMetric {
  return checkedMetrics.some((checked) => checked === metric);
}

export class SeriesStore {
  /** Grows with every change. */
  version = 0;
  /** Runs of the document, each with the same number of seeds. */
  runs = 0;
  seeds = 1;
  /** Whether any run has had a penalty. */
  hasPenalty = false;
  /** Step of the first value. */
  firstStep = 0;
  readonly clock = new StepClock();
  private span = 1;
  private members: Member[] = [];
  private evaluationSteps = new Column(evaluationLimit, "double");
  private readonly listeners = new Set<() => void>();
  private readonly seedsOf: (members: number) => number;

  /** `seedsOf` says with how many seeds each run is trained; it divides the count of members. */
  constructor(seedsOf: (members: number) => number = () => 1) {
    this.seedsOf = seedsOf;
  }

  /** Calls back after each change; returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private changed(): void {
    this.version++;
    for (const listener of this.listeners) listener();
  }

  /** Steps reported so far. */
  get count(): number {
    return this.members[0]?.training.loss.column.count ?? 0;
  }

  /** Step after the last one reported. */
  get nextStep(): number {
    return this.firstStep + this.count;
  }

  get evaluations(): number {
    return this.evaluationSteps.count;
  }

  /** The last training step or evaluation, whichever is later. */
  get lastStep(): number {
    return Math.max(this.nextStep - 1, this.evaluationSteps.at(this.evaluations - 1) || 0);
  }

  clear(): void {
    this.members = [];
    this.runs = 0;
    this.seeds = 1;
    this.hasPenalty = false;
    this.firstStep = 0;
    this.clock.clear();
    this.evaluationSteps = new Column(evaluationLimit, "double");
    this.changed();
  }

  /** `batch.runs` counts members: run r with seed index k is number r * seeds + k. */
  append(batch: MetricsBatch): void {
    if (batch.runs !== this.members.length) this.begin(batch);
    if (batch.firstStep < this.nextStep) this.forget(batch.firstStep);
    const steps = batch.runs === 0 ? 0 : batch.loss.length / batch.runs;
    for (const [index, { training }] of this.members.entries()) {
      // A gap can only come from a lost message: it is drawn as one.
      for (let step = this.nextStepOf(training); step < batch.firstStep; step++) {
        for (const metric of trainingMetrics) training[metric].push(Number.NaN);
      }
      for (let at = index; at < steps * batch.runs; at += batch.runs) {
        training.loss.push(batch.loss[at] ?? Number.NaN);
        training.accuracy.push(batch.accuracy[at] ?? Number.NaN);
        training.penalty.push(batch.penalty[at] ?? 0);
        training.learningRate.push(batch.learningRate[at] ?? Number.NaN);
      }
    }
    this.clock.push(batch.firstStep + steps, batch.seconds);
    this.hasPenalty ||= batch.penalty.length > 0;
    for (const evaluation of batch.evaluations) this.appendEvaluation(evaluation);
    this.changed();
  }

  private nextStepOf(training: Member["training"]): number {
    return this.firstStep + training.loss.column.count;
  }

  private begin({ runs, firstStep, seconds }: MetricsBatch): void {
    const limit = Math.max(leastKept, 2 * Math.floor(keptValues / runs / 2));
    this.seeds = this.seedsOf(runs);
    this.runs = runs / this.seeds;
    this.firstStep = firstStep;
    this.clock.clear();
    this.clock.push(firstStep, firstStep === 0 ? 0 : seconds);
    this.evaluationSteps = new Column(evaluationLimit, "double");
    this.members = Array.from({ length: runs }, () => newMember(limit, this.span));
  }

  private appendEvaluation(evaluation: Evaluation): void {
    this.evaluationSteps.push(evaluation.step);
    for (const [index, { validation }] of this.members.entries()) {
      validation.loss.push(evaluation.loss[index] ?? Number.NaN);
      validation.accuracy.push(evaluation.accuracy[index] ?? Number.NaN);
    }
  }

  /** Forgets what was reported at and after a step: it will come again. */
  rewind(step: number): void {
    this.forget(step);
    this.changed();
  }

  private forget(step: number): void {
    let kept = this.evaluations;
    // An evaluation before the update of `step` stays.
    while (kept > 0 && this.evaluationSteps.at(kept - 1) > step) kept--;
    this.evaluationSteps.truncate(kept);
    this.clock.rewind(step);
    for (const { training, validation } of this.members) {
      for (const metric of checkedMetrics) validation[metric].truncate(kept);
      for (const metric of trainingMetrics) training[metric].truncate(step - this.firstStep);
    }
  }

  /** Time constant of the smoothed curves in steps; 1 is none. */
  setSmoothing(span: number): void {
    if (span === this.span) return;
    this.span = span;
    for (const { training } of this.members) {
      for (const metric of trainingMetrics) training[metric].setSpan(spanOf(metric, span));
    }
    this.changed();
  }

  private membersOf(run: number): readonly Member[] {
    return this.members.slice(run * this.seeds, (run + 1) * this.seeds);
  }

  /** How many seeds of a run have stopped being numbers. */
  divergedSeeds(run: number): number {
    const last = this.count - 1;
    if (last < 0) return 0;
    const lost = this.membersOf(run).filter(
      ({ training }) => !Number.isFinite(training.loss.column.at(last)),
    );
    return lost.length;
  }

  /**
   * What is drawn of a training curve. Of one seed without smoothing, the smallest and largest value
   * of each bucket; else the last of each bucket, over the seeds.
   */
  curve(run: number, metric: Metric, { maximum, smooth, range }: CurveAsked): RunPoint[] {
    const indices: IndexRange | null = range && {
      from: range.from - this.firstStep,
      to: range.to - this.firstStep,
    };
    const asked = { maximum, smooth: smooth || this.seeds > 1, range: indices };
    const [first = [], ...others] = this.membersOf(run).map(({ training }) =>
      training[metric].points(asked),
    );
    return first.map(({ at, value }: CurvePoint, index) => ({
      step: this.firstStep + at,
      ...spreadOf([value, ...others.map((points) => points[index]?.value ?? Number.NaN)]),
    }));
  }

  /** Evaluations of a run, every second, fourth, ... of them when there are more than `maximum`. */
  validation(
    run: number,
    metric: Metric,
    maximum: number,
    range: StepRange | null = null,
  ): RunPoint[] {
    if (!isChecked(metric) || !this.membersOf(run)[0]) return [];
    const { first, end, stride: least } = this.evaluationPlaces(range);
    let stride = least;
    while ((end - first) / stride > Math.max(1, maximum)) stride *= 2;
    const points: RunPoint[] = [];
    for (let at = first; at < end; at += stride) points.push(this.evaluationAt(run, metric, at));
    if (end > first && (end - 1 - first) % stride !== 0) {
      points.push(this.evaluationAt(run, metric, end - 1));
    }
    return points;
  }

  /** Evaluations in a range of steps and one on either side. */
  private evaluationPlaces(range: StepRange | null) {
    const { count, stride } = this.evaluationSteps;
    if (!range) return { first: 0, end: count, stride };
    const first = Math.max(0, this.evaluationsUntil(range.from) - stride);
    const kept = first - (first % stride);
    return { first: kept, end: Math.min(count, this.evaluationsUntil(range.to) + stride), stride };
  }

  private evaluationAt(run: number, metric: CheckedMetric, at: number): RunPoint {
    const values = this.membersOf(run).map(({ validation }) => validation[metric].at(at));
    return { step: this.evaluationSteps.at(at), ...spreadOf(values) };
  }

  /** How many evaluations were made at or before a step. */
  private evaluationsUntil(step: number): number {
    let low = 0;
    let high = this.evaluations;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.evaluationSteps.at(middle) <= step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Figures of the batch of a step, before its update. */
  spreadAt(run: number, metric: Metric, step: number): Spread {
    const at = step - this.firstStep;
    return spreadOf(this.membersOf(run).map(({ training }) => training[metric].column.at(at)));
  }

  /** The value of the batch of a step, before its update: the mean over the seeds. */
  valueAt(run: number, metric: Metric, step: number): number {
    return this.spreadAt(run, metric, step).value;
  }

  /** The last evaluation made before the update of a step; null before the first. */
  evaluationBefore(run: number, metric: Metric, step: number): RunPoint | null {
    const count = this.evaluationsUntil(step);
    const there = isChecked(metric) && this.membersOf(run).length > 0 && count > 0;
    return there ? this.evaluationAt(run, metric, count - 1) : null;
  }

  /** Smallest validation loss or largest accuracy, of the mean over the seeds; null before the first. */
  best(run: number, metric: CheckedMetric): Best | null {
    return this.bestOf(metric, (at) => this.evaluationAt(run, metric, at).value, run);
  }

  /** The best of a run with its seed number `seed`. */
  bestOfSeed(run: number, seed: number, metric: CheckedMetric): Best | null {
    const column = this.membersOf(run)[seed]?.validation[metric];
    return column ? this.bestOf(metric, (at) => column.at(at), run) : null;
  }

  private bestOf(metric: CheckedMetric, valueAt: (at: number) => number, run: number): Best | null {
    if (this.membersOf(run).length === 0) return null;
    let best: Best | null = null;
    for (let at = 0; at < this.evaluations; at += this.evaluationSteps.stride) {
      const value = valueAt(at);
      if (Number.isNaN(value)) continue;
      const better =
        metric === "loss" ? value < (best?.value ?? Infinity) : value > (best?.value ?? -Infinity);
      if (better) best = { step: this.evaluationSteps.at(at), value };
    }
    return best;
  }

  /** The last figures of a run with its seed number `seed`; of evaluations null before the first. */
  lastOfSeed(run: number, seed: number): SeedFigures | null {
    const member = this.membersOf(run)[seed];
    if (!member) return null;
    const last = this.evaluations - 1;
    const checked = ({ validation }: Member, metric: CheckedMetric) =>
      last < 0 ? null : validation[metric].at(last);
    return {
      loss: this.count === 0 ? null : member.training.loss.column.at(this.count - 1),
      validationLoss: checked(member, "loss"),
      validationAccuracy: checked(member, "accuracy"),
    };
  }

  /** Everything kept of a run with its seed number `seed`. */
  history(run: number, seed = 0): RunHistory {
    const member = this.membersOf(run)[seed];
    const values = (column: Column | undefined) => (column ? Array.from(column.values()) : []);
    const { length, stride } = member?.training.loss.column ?? { length: 0, stride: 1 };
    return {
      step: Array.from({ length }, (_, i) => this.firstStep + i * stride),
      loss: values(member?.training.loss.column),
      accuracy: values(member?.training.accuracy.column),
      penalty: values(member?.training.penalty.column),
      learningRate: values(member?.training.learningRate.column),
      validationStep: member ? values(this.evaluationSteps) : [],
      validationLoss: values(member?.validation.loss),
      validationAccuracy: values(member?.validation.accuracy),
    };
  }
}

/** Seeds of each run, of a count of members that the document as it is now may no longer tell. */
function seedsOfDocument(members: number): number {
  const { runs, training } = useDocument.getState().experiment;
  if (members === runs.length * training.seeds) return training.seeds;
  return members % runs.length === 0 ? members / runs.length : 1;
}

/** The curves of the page. */
export const series = new SeriesStore(seedsOfDocument);
