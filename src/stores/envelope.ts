/**
 * A curve of any length kept in a fixed number of buckets: smallest, largest and last value of
 * each, and the last smoothed one. All curves of a chart have the same bucket borders, because
 * these depend on the count of values alone.
 */

/** One drawn point: `at` counts values from the first. */
export interface CurvePoint {
  readonly at: number;
  readonly value: number;
}

const defaultCapacity = 250;

/**
 * Mean of the last values with exponentially falling weights, corrected for the start (Kingma and
 * Ba, 2015, section 3). `span` is the time constant in steps; 1 leaves the values as they are.
 */
export class Smoother {
  readonly span: number;
  private sum = 0;
  private weight = 0;

  constructor(span: number) {
    this.span = span;
  }

  /** Takes a value that stands for `steps` steps; what is not finite leaves the mean as it was. */
  next(value: number, steps = 1): number {
    if (!Number.isFinite(value)) return value;
    // beta = 1 - 1 / span; m = beta^k m + (1 - beta^k) v; the weights sum to 1 - beta^t
    const beta = 1 - 1 / this.span;
    const keep = steps === 1 ? beta : beta ** steps;
    this.sum = keep * this.sum + (1 - keep) * value;
    this.weight = keep * this.weight + (1 - keep);
    return this.sum / this.weight;
  }
}

export class Envelope {
  /** Values a bucket holds; doubles whenever all buckets are full. */
  width: number;
  /** Values taken in so far. */
  count = 0;
  private readonly capacity: number;
  private readonly min: Float64Array;
  private readonly max: Float64Array;
  private readonly last: Float64Array;
  private readonly smooth: Float64Array;
  /** 1 where the smallest value came before the largest. */
  private readonly minFirst: Uint8Array;

  /** `capacity` is even; `width` is what `push` may be told at most that one value stands for. */
  constructor(capacity = defaultCapacity, width = 1) {
    this.capacity = capacity;
    this.width = width;
    this.min = new Float64Array(capacity);
    this.max = new Float64Array(capacity);
    this.last = new Float64Array(capacity);
    this.smooth = new Float64Array(capacity);
    this.minFirst = new Uint8Array(capacity);
  }

  get buckets(): number {
    return Math.ceil(this.count / this.width);
  }

  /** `steps`, a power of two, is how many steps the value stands for. */
  push(value: number, smoothed: number, steps = 1): void {
    if (this.count === this.capacity * this.width) this.halve();
    const bucket = Math.floor(this.count / this.width);
    if (this.count % this.width === 0) {
      this.min[bucket] = value;
      this.max[bucket] = value;
      this.minFirst[bucket] = 1;
    } else {
      this.widen(bucket, value);
    }
    this.last[bucket] = value;
    this.smooth[bucket] = smoothed;
    this.count += steps;
  }

  private widen(bucket: number, value: number): void {
    if (Number.isNaN(value)) return;
    const min = this.min[bucket] ?? Number.NaN;
    const max = this.max[bucket] ?? Number.NaN;
    if (!(value >= min)) {
      this.min[bucket] = value;
      this.minFirst[bucket] = 0;
    }
    if (!(value <= max)) {
      this.max[bucket] = value;
      this.minFirst[bucket] = 1;
    }
  }

  /** Joins neighbours, so that half of the buckets are free again. */
  private halve(): void {
    for (let bucket = 0; bucket < this.capacity / 2; bucket++) {
      this.join(bucket, 2 * bucket, 2);
    }
    this.width *= 2;
  }

  /** Puts what `size` buckets from `from` on say together into bucket `into`. */
  private join(into: number, from: number, size: number): void {
    const joined = this.group(from, size);
    this.min[into] = joined.min;
    this.max[into] = joined.max;
    this.last[into] = this.last[from + size - 1] ?? Number.NaN;
    this.smooth[into] = this.smooth[from + size - 1] ?? Number.NaN;
    this.minFirst[into] = joined.minFirst ? 1 : 0;
  }

  private group(from: number, size: number): { min: number; max: number; minFirst: boolean } {
    let min = Number.NaN;
    let max = Number.NaN;
    let minFirst = true;
    for (let bucket = from; bucket < Math.min(from + size, this.buckets); bucket++) {
      const low = this.min[bucket] ?? Number.NaN;
      const high = this.max[bucket] ?? Number.NaN;
      const lower = low < min || Number.isNaN(min);
      const higher = high > max || Number.isNaN(max);
      if (lower) min = low;
      if (higher) max = high;
      if (lower && higher) minFirst = this.minFirst[bucket] === 1;
      else if (lower) minFirst = false;
      else if (higher) minFirst = true;
    }
    return { min, max, minFirst };
  }

  /** Every value while there are few; then smallest and largest of each bucket, as they came. */
  points(maximum: number): CurvePoint[] {
    const exact = this.width === 1 && this.buckets <= maximum;
    const size = exact ? 1 : Math.max(1, Math.ceil((2 * this.buckets) / Math.max(2, maximum)));
    const points: CurvePoint[] = [];
    for (let bucket = 0; bucket < this.buckets; bucket += size) {
      const { min, max, minFirst } = this.group(bucket, size);
      const at = bucket * this.width;
      if (exact) {
        points.push({ at, value: min });
        continue;
      }
      const span = Math.min(size * this.width, this.count - at);
      points.push({ at: at + span / 4, value: minFirst ? min : max });
      points.push({ at: at + (3 * span) / 4, value: minFirst ? max : min });
    }
    return points;
  }

  /** The smoothed curve: its last value in each bucket. */
  smoothPoints(maximum: number): CurvePoint[] {
    const size = Math.max(1, Math.ceil(this.buckets / Math.max(1, maximum)));
    const points: CurvePoint[] = [];
    for (let bucket = 0; bucket < this.buckets; bucket += size) {
      const lastBucket = Math.min(bucket + size, this.buckets) - 1;
      const at = Math.min((lastBucket + 1) * this.width, this.count) - 1;
      points.push({ at, value: this.smooth[lastBucket] ?? Number.NaN });
    }
    return points;
  }
}
