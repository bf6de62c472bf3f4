/** One training curve: its kept values, and what is drawn of them, all of it or a stretch. */
import { Column } from "./column.ts";
import { type CurvePoint, Envelope, Smoother } from "./envelope.ts";

/** Values from number `from` to number `to`; one more on either side is drawn, to reach the edges. */
export interface IndexRange {
  readonly from: number;
  readonly to: number;
}

export interface PointsAsked {
  /** Points at most; few more where a stretch has neighbours. */
  readonly maximum: number;
  /** The moving average, or the smallest and largest value of each bucket. */
  readonly smooth: boolean;
  /** null: all values. */
  readonly range: IndexRange | null;
}

/** Time constants after which what came before no longer shows: e^-12 is 6e-6. */
const warmUp = 12;

/** Places of the kept values to be drawn: first and behind the last. */
function keptPlaces(column: Column, { from, to }: IndexRange): { first: number; end: number } {
  const first = Math.max(0, Math.floor(from / column.stride) - 1);
  const end = Math.min(column.length, Math.ceil(to / column.stride) + 2);
  return { first: Math.min(first, end), end };
}

/** Smallest and largest value of each bucket in the order they came; all values where they are few. */
function stretchPoints(column: Column, range: IndexRange, maximum: number): CurvePoint[] {
  const { first, end } = keptPlaces(column, range);
  const point = (place: number) => ({
    at: place * column.stride,
    value: column.at(place * column.stride),
  });
  const size = end - first <= maximum ? 1 : Math.ceil((2 * (end - first)) / maximum);
  const points: CurvePoint[] = [];
  for (let start = first; start < end; start += size) {
    const [low, high] = extremes(column, start, Math.min(end, start + size));
    points.push(point(Math.min(low, high)));
    if (low !== high) points.push(point(Math.max(low, high)));
  }
  return points;
}

/** Places of the smallest and the largest value; what is not a number counts only alone. */
function extremes(column: Column, start: number, end: number): [number, number] {
  let low = start;
  let high = start;
  const value = (place: number) => column.at(place * column.stride);
  for (let place = start + 1; place < end; place++) {
    const here = value(place);
    if (Number.isNaN(here)) continue;
    if (!(here >= value(low))) low = place;
    if (!(here <= value(high))) high = place;
  }
  return [low, high];
}

/** The moving average at the last value of each bucket. */
function smoothStretchPoints(
  column: Column,
  range: IndexRange,
  maximum: number,
  span: number,
): CurvePoint[] {
  const { first, end } = keptPlaces(column, range);
  const { stride } = column;
  const size = Math.max(1, Math.ceil((end - first) / Math.max(1, maximum)));
  const smoother = new Smoother(span);
  const begin = Math.max(0, first - Math.ceil((warmUp * (span - 1)) / stride));
  const points: CurvePoint[] = [];
  for (let place = begin; place < end; place++) {
    const value = smoother.next(column.at(place * stride), stride);
    const closes = place === end - 1 || (place - first) % size === size - 1;
    if (place >= first && closes) points.push({ at: place * stride, value });
  }
  return points;
}

interface Stretch {
  readonly key: string;
  readonly points: readonly CurvePoint[];
}

export class Curve {
  readonly column: Column;
  private envelope = new Envelope();
  private smoother: Smoother;
  private redrawDue = false;
  /** The last stretch drawn, smooth and not: it stays as it is while training goes on behind it. */
  private readonly stretches = new Map<boolean, Stretch>();

  /** `limit`: values kept; `span`: time constant of the smoothing in steps, 1 is none. */
  constructor(limit: number, span: number) {
    this.column = new Column(limit);
    this.smoother = new Smoother(span);
  }

  push(value: number): void {
    this.column.push(value);
    if (!this.redrawDue) this.envelope.push(value, this.smoother.next(value));
  }

  truncate(count: number): void {
    this.column.truncate(count);
    this.drawAgain();
  }

  setSpan(span: number): void {
    this.smoother = new Smoother(span);
    this.drawAgain();
  }

  private drawAgain(): void {
    this.redrawDue = true;
    this.stretches.clear();
  }

  /** Draws the kept values again, after some were forgotten or the smoothing has changed. */
  private refresh(): void {
    if (!this.redrawDue) return;
    this.redrawDue = false;
    const { column } = this;
    this.smoother = new Smoother(this.smoother.span);
    this.envelope = new Envelope(undefined, column.stride);
    for (let at = 0; at < column.count; at += column.stride) {
      const value = column.at(at);
      const steps = Math.min(column.stride, column.count - at);
      this.envelope.push(value, this.smoother.next(value, steps), steps);
    }
  }

  points({ maximum, smooth, range }: PointsAsked): readonly CurvePoint[] {
    if (range) return this.stretch(range, maximum, smooth);
    this.refresh();
    return smooth ? this.envelope.smoothPoints(maximum) : this.envelope.points(maximum);
  }

  private stretch(range: IndexRange, maximum: number, smooth: boolean): readonly CurvePoint[] {
    const { column } = this;
    const key = [range.from, range.to, maximum, column.stride].join(" ");
    const known = this.stretches.get(smooth);
    if (known?.key === key) return known.points;
    const points = smooth
      ? smoothStretchPoints(column, range, maximum, this.smoother.span)
      : stretchPoints(column, range, maximum);
    const complete = column.count > range.to + 2 * column.stride;
    if (complete) this.stretches.set(smooth, { key, points });
    return points;
  }
}
