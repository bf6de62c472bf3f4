/**
 * What a network's answers to many examples say: which classes it takes for which, where it errs
 * most, and how far predicted numbers lie from the true ones. Pure; `src/worker/examine.ts` asks.
 */
import type { Targets } from "../engine/core/dataset.ts";

/** An example whose class is known, and what it is taken for. */
export interface JudgedExample {
  /** Place in the examined part of the data. */
  readonly index: number;
  readonly actual: number;
  readonly predicted: number;
  /** What the network gives the predicted class: a probability, or a score. */
  readonly value: number;
  /** How far that is above the next best class; never negative. */
  readonly margin: number;
}

export interface ClassFindings {
  readonly kind: "classes";
  /** [classes, classes]: rows are actual classes, columns predicted ones. */
  readonly counts: Uint32Array;
  /** At most `mostBehind` of each cell, the surest first; cells row by row. */
  readonly behind: readonly JudgedExample[];
  /** Wrong ones, the surest first. */
  readonly worst: readonly JudgedExample[];
  /** Right or wrong, the smallest margin first. */
  readonly leastSure: readonly JudgedExample[];
  /** Examples whose answer is no number. */
  readonly unanswered: number;
}

/** An example with one of its target values. */
export interface Residual {
  readonly index: number;
  readonly actual: number;
  readonly predicted: number;
}

export interface TargetFindings {
  /** sqrt(mean (predicted - actual)^2), in the target's unit. */
  readonly rootMeanSquare: number;
  /** mean |predicted - actual| */
  readonly meanAbsolute: number;
  /** At most `mostPoints`, evenly taken in their order. */
  readonly points: readonly Residual[];
  /** The largest |predicted - actual| first. */
  readonly worst: readonly Residual[];
}

export interface ValueFindings {
  readonly kind: "values";
  /** One a target. */
  readonly targets: readonly TargetFindings[];
  /** Examples with an answer that is no number. */
  readonly unanswered: number;
}

export type Findings = ClassFindings | ValueFindings;

export const mostBehind = 12;
const mostListed = 24;
const mostPoints = 1000;

export interface AnsweredExamples {
  readonly targets: Targets;
  /** Places in the examined part [count]. */
  readonly indices: ArrayLike<number>;
  /** Of all examples of that part, as in `Examples.y`. */
  readonly y: Float32Array;
  readonly units: number;
  /** [count, units] As `predict` gives them. */
  readonly answers: Float32Array;
}

export function findingsOf(answered: AnsweredExamples): Findings {
  return answered.targets.kind === "classes" ? classFindings(answered) : valueFindings(answered);
}

function classFindings(answered: AnsweredExamples): ClassFindings {
  const { indices, y, targets } = answered;
  const classes = targets.names.length;
  const counts = new Uint32Array(classes * classes);
  const judged: JudgedExample[] = [];
  for (let row = 0; row < indices.length; row++) {
    const index = indices[row] ?? 0;
    const verdict = judge(answered, row);
    if (verdict === null) continue;
    const actual = y[index] ?? 0;
    const cell = actual * classes + verdict.predicted;
    counts[cell] = (counts[cell] ?? 0) + 1;
    judged.push({ index, actual, ...verdict });
  }
  const wrong = judged.filter(({ actual, predicted }) => actual !== predicted);
  return {
    kind: "classes",
    counts,
    behind: behindCells(judged, classes),
    worst: wrong.toSorted(surestFirst).slice(0, mostListed),
    leastSure: judged
      .toSorted((a, b) => a.margin - b.margin || a.index - b.index)
      .slice(0, mostListed),
    unanswered: indices.length - judged.length,
  };
}

function surestFirst(a: JudgedExample, b: JudgedExample): number {
  return b.value - a.value || b.margin - a.margin || a.index - b.index;
}

type Verdict = Pick<JudgedExample, "predicted" | "value" | "margin">;

/** The class that an answer chooses, as hits are counted; null where a number is missing. */
function judge({ answers, units, targets }: AnsweredExamples, row: number): Verdict | null {
  const own = answers.subarray(row * units, (row + 1) * units);
  if (!own.every(Number.isFinite)) return null;
  if (units === 1 && targets.names.length === 2) {
    const second = own[0] ?? 0;
    const predicted = second > 0.5 ? 1 : 0;
    return {
      predicted,
      value: predicted === 1 ? second : 1 - second,
      margin: Math.abs(2 * second - 1),
    };
  }
  let best = 0;
  for (let unit = 1; unit < units; unit++) {
    if ((own[unit] ?? 0) > (own[best] ?? 0)) best = unit;
  }
  let next = Number.NEGATIVE_INFINITY;
  for (let unit = 0; unit < units; unit++) {
    if (unit !== best) next = Math.max(next, own[unit] ?? 0);
  }
  const value = own[best] ?? 0;
  return { predicted: best, value, margin: units > 1 ? value - next : 0 };
}

function behindCells(judged: readonly JudgedExample[], classes: number): JudgedExample[] {
  const cells = new Map<number, JudgedExample[]>();
  for (const example of judged) {
    const cell = example.actual * classes + example.predicted;
    const known = cells.get(cell);
    if (known) known.push(example);
    else cells.set(cell, [example]);
  }
  return [...cells]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([, examples]) => examples.toSorted(surestFirst).slice(0, mostBehind));
}

function valueFindings({ targets, indices, y, units, answers }: AnsweredExamples): ValueFindings {
  const width = targets.names.length;
  const rows: number[] = [];
  for (let row = 0; row < indices.length; row++) {
    if (answers.subarray(row * units, (row + 1) * units).every(Number.isFinite)) rows.push(row);
  }
  const residuals = (target: number): Residual[] =>
    rows.map((row) => {
      const index = indices[row] ?? 0;
      const actual = y[index * width + target] ?? 0;
      return { index, actual, predicted: answers[row * units + target] ?? 0 };
    });
  return {
    kind: "values",
    targets: targets.names.map((_, target) => targetFindings(residuals(target))),
    unanswered: indices.length - rows.length,
  };
}

function targetFindings(residuals: readonly Residual[]): TargetFindings {
  const count = residuals.length;
  let squares = 0;
  let sizes = 0;
  for (const residual of residuals) {
    const size = residualSize(residual);
    squares += size * size;
    sizes += size;
  }
  return {
    rootMeanSquare: Math.sqrt(squares / count),
    meanAbsolute: sizes / count,
    points: evenPlaces(count, mostPoints).flatMap((place) => residuals[place] ?? []),
    worst: residuals
      .toSorted((a, b) => residualSize(b) - residualSize(a) || a.index - b.index)
      .slice(0, mostListed),
  };
}

function residualSize({ actual, predicted }: Residual): number {
  return Math.abs(predicted - actual);
}

/** Up to `most` places among `count`, evenly spaced and in order. */
export function evenPlaces(count: number, most: number): number[] {
  const taken = Math.min(count, most);
  return Array.from({ length: taken }, (_, i) => Math.floor((i * count) / taken));
}

/** null where nothing can be divided: no example of the class, or none taken for it. */
export interface ClassFigures {
  /** Of those taken for the class, the share that is. */
  readonly precision: number | null;
  /** Of those that are of the class, the share that is seen. */
  readonly recall: number | null;
  /** Harmonic mean of the two. */
  readonly f1: number | null;
  /** Examples that are of the class. */
  readonly count: number;
}

/** Figures of every class from the matrix [classes, classes]. */
export function classFigures(counts: ArrayLike<number>, classes: number): ClassFigures[] {
  const at = (row: number, column: number) => counts[row * classes + column] ?? 0;
  const each = Array.from({ length: classes }, (_, label) => label);
  const sum = (read: (label: number) => number) =>
    each.reduce((total, label) => total + read(label), 0);
  return each.map((label) => {
    const hits = at(label, label);
    const count = sum((column) => at(label, column));
    const taken = sum((row) => at(row, label));
    return {
      precision: share(hits, taken),
      recall: share(hits, count),
      // 2 P R / (P + R) = 2 hits / (taken + count)
      f1: share(2 * hits, taken + count),
      count,
    };
  });
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
