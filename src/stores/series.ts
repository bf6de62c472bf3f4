/**
 * The curves of all runs, outside React: every loss and accuracy as the engine reports them, and
 * the drawn copies of bounded size. Readers compare `version` to see whether anything is new.
 */
import type { Evaluation, MetricsBatch } from "../worker/protocol.ts";
import { Column } from "./column.ts";
import { Envelope, Smoother } from "./envelope.ts";

/** `penalty` is what L1 and L2 add to the loss of a step; an evaluation has none. */
export type Metric = "loss" | "accuracy" | "penalty";

/** What the console gives; values the engine did not compute are not numbers. */
export interface RunHistory {
  readonly step: number[];
  /** Loss of each batch before its update. */
  readonly loss: number[];
  readonly accuracy: number[];
  /** What L1 and L2 add to the loss. */
  readonly penalty: number[];
  /** Updates made before each evaluation; the two validation arrays belong to it. */
  readonly validationStep: number[];
  readonly validationLoss: number[];
  readonly validationAccuracy: number[];
}

export interface EvaluationPoint {
  readonly step: number;
  readonly value: number;
}

/** The best evaluation of a run so far. */
export interface Best {
  readonly step: number;
  readonly value: number;
}

/** Values of one run kept in full, over all runs together. */
const keptValues = 1 << 20;
const leastKept = 1 << 12;
const evaluationLimit = 1 << 15;

interface Curve {
  readonly column: Column;
  envelope: Envelope;
  smoother: Smoother;
}

interface RunCurves {
  readonly training: Record<Metric, Curve>;
  readonly validation: Record<Metric, Column>;
}

function newCurve(limit: number, span: number): Curve {
  return {
    column: new Column(limit),
    envelope: new Envelope(),
    smoother: new Smoother(span),
  };
}

function pushValue(curve: Curve, value: number): void {
  curve.column.push(value);
  curve.envelope.push(value, curve.smoother.next(value));
}

/** Draws the kept values again, after some were forgotten or the smoothing has changed. */
function redraw(curve: Curve, span: number): void {
  const { column } = curve;
  curve.smoother = new Smoother(span);
  curve.envelope = new Envelope(undefined, column.stride);
  for (let at = 0; at < column.count; at += column.stride) {
    const value = column.at(at);
    const steps = Math.min(column.stride, column.count - at);
    curve.envelope.push(value, curve.smoother.next(value, steps), steps);
  }
}

const metrics: readonly Metric[] = ["loss", "accuracy", "penalty"];

function eachMetric<T>(make: () => T): Record<Metric, T> {
  return { loss: make(), accuracy: make(), penalty: make() };
}

export class SeriesStore {
  /** Grows with every change. */
  version = 0;
  runs = 0;
  /** Whether any run has had a penalty. */
  hasPenalty = false;
  /** Step of the first value. */
  firstStep = 0;
  private span = 1;
  private curves: RunCurves[] = [];
  private evaluationSteps = new Column(evaluationLimit, "double");
  private redrawDue = false;
  private readonly listeners = new Set<() => void>();

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
    return this.curves[0]?.training.loss.column.count ?? 0;
  }

  /** Step after the last one reported. */
  get nextStep(): number {
    return this.firstStep + this.count;
  }

  get evaluations(): number {
    return this.evaluationSteps.count;
  }

  clear(): void {
    this.curves = [];
    this.runs = 0;
    this.hasPenalty = false;
    this.firstStep = 0;
    this.evaluationSteps = new Column(evaluationLimit, "double");
    this.changed();
  }

  append(batch: MetricsBatch): void {
    if (batch.runs !== this.runs) this.begin(batch.runs, batch.firstStep);
    if (batch.firstStep < this.nextStep) this.forget(batch.firstStep);
    const steps = batch.runs === 0 ? 0 : batch.loss.length / batch.runs;
    for (const [run, curves] of this.curves.entries()) {
      // A gap can only come from a lost message: it is drawn as one.
      for (let step = this.nextStepOf(curves); step < batch.firstStep; step++) {
        for (const metric of metrics) pushValue(curves.training[metric], Number.NaN);
      }
      for (let step = 0; step < steps; step++) {
        const at = step * batch.runs + run;
        pushValue(curves.training.loss, batch.loss[at] ?? Number.NaN);
        pushValue(curves.training.accuracy, batch.accuracy[at] ?? Number.NaN);
        pushValue(curves.training.penalty, batch.penalty[at] ?? 0);
      }
    }
    this.hasPenalty ||= batch.penalty.length > 0;
    for (const evaluation of batch.evaluations) this.appendEvaluation(evaluation);
    this.changed();
  }

  private nextStepOf(curves: RunCurves): number {
    return this.firstStep + curves.training.loss.column.count;
  }

  private begin(runs: number, firstStep: number): void {
    const limit = Math.max(leastKept, 2 * Math.floor(keptValues / runs / 2));
    this.runs = runs;
    this.firstStep = firstStep;
    this.evaluationSteps = new Column(evaluationLimit, "double");
    this.curves = Array.from({ length: runs }, () => ({
      training: eachMetric(() => newCurve(limit, this.span)),
      validation: eachMetric(() => new Column(evaluationLimit)),
    }));
  }

  private appendEvaluation(evaluation: Evaluation): void {
    this.evaluationSteps.push(evaluation.step);
    for (const [run, curves] of this.curves.entries()) {
      curves.validation.loss.push(evaluation.loss[run] ?? Number.NaN);
      curves.validation.accuracy.push(evaluation.accuracy[run] ?? Number.NaN);
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
    for (const curves of this.curves) {
      for (const metric of metrics) {
        curves.validation[metric].truncate(kept);
        curves.training[metric].column.truncate(step - this.firstStep);
      }
    }
    this.redrawDue = true;
  }

  /** Time constant of the smoothed curves in steps; 1 is none. */
  setSmoothing(span: number): void {
    if (span === this.span) return;
    this.span = span;
    this.redrawDue = true;
    this.changed();
  }

  private refresh(): void {
    if (!this.redrawDue) return;
    this.redrawDue = false;
    for (const curves of this.curves) {
      for (const metric of metrics) redraw(curves.training[metric], this.span);
    }
  }

  /** The drawn copy of a training curve; null for a run that is not there. */
  envelope(run: number, metric: Metric): Envelope | null {
    this.refresh();
    return this.curves[run]?.training[metric].envelope ?? null;
  }

  /** Evaluations of a run, every second, fourth, ... of them when there are more than `maximum`. */
  validation(run: number, metric: Metric, maximum: number): EvaluationPoint[] {
    const column = this.curves[run]?.validation[metric];
    if (!column) return [];
    let stride = 1;
    while (column.count / stride > Math.max(1, maximum)) stride *= 2;
    const points: EvaluationPoint[] = [];
    for (let at = 0; at < column.count; at += stride) points.push(this.evaluationAt(column, at));
    const last = column.count - 1;
    if (last >= 0 && last % stride !== 0) points.push(this.evaluationAt(column, last));
    return points;
  }

  private evaluationAt(column: Column, at: number): EvaluationPoint {
    return { step: this.evaluationSteps.at(at), value: column.at(at) };
  }

  /** The value of the batch of a step, before its update. */
  valueAt(run: number, metric: Metric, step: number): number {
    return this.curves[run]?.training[metric].column.at(step - this.firstStep) ?? Number.NaN;
  }

  /** The last evaluation made before the update of a step; null before the first. */
  evaluationBefore(run: number, metric: Metric, step: number): EvaluationPoint | null {
    const column = this.curves[run]?.validation[metric];
    if (!column) return null;
    let low = 0;
    let high = column.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.evaluationSteps.at(middle) <= step) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? null : this.evaluationAt(column, low - 1);
  }

  /** Smallest validation loss or largest accuracy of a run; null before the first evaluation. */
  best(run: number, metric: Metric): Best | null {
    const column = this.curves[run]?.validation[metric];
    let best: Best | null = null;
    for (let at = 0; column && at < column.count; at += column.stride) {
      const value = column.at(at);
      if (Number.isNaN(value)) continue;
      const better =
        metric !== "accuracy"
          ? value < (best?.value ?? Infinity)
          : value > (best?.value ?? -Infinity);
      if (better) best = { step: this.evaluationSteps.at(at), value };
    }
    return best;
  }

  /** Everything kept of a run. */
  history(run: number): RunHistory {
    const curves = this.curves[run];
    const loss = curves?.training.loss.column;
    const values = (column: Column | undefined) => (column ? Array.from(column.values()) : []);
    return {
      step: Array.from(
        { length: loss?.length ?? 0 },
        (_, i) => this.firstStep + i * (loss?.stride ?? 1),
      ),
      loss: values(loss),
      accuracy: values(curves?.training.accuracy.column),
      penalty: values(curves?.training.penalty.column),
      validationStep: curves ? values(this.evaluationSteps) : [],
      validationLoss: values(curves?.validation.loss),
      validationAccuracy: values(curves?.validation.accuracy),
    };
  }
}

/** The curves of the page. */
export const series = new SeriesStore();
