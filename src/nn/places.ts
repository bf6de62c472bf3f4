/** Where the statistics of an inspection lie in its buffer. */

/** Of one tensor: a summary and behind it the bins of a histogram, or a few numbers else. */
export interface StatisticsPlace {
  /** Elements from the start of a run's part. */
  readonly offset: number;
  /** All runs have the same: they lie in the part of the first. */
  readonly shared: boolean;
}

/** Hands out places one behind the other. */
export class Places {
  end = 0;

  take(size: number, shared: boolean): StatisticsPlace {
    const offset = this.end;
    this.end += size;
    return { offset, shared };
  }
}
