/** Plain figures of a tensor that lies on the host. */

export interface TensorFigures {
  readonly count: number;
  readonly notFinite: number;
  /** Of what is finite; not numbers where nothing is. */
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly max: number;
}

export function tensorFigures(values: ArrayLike<number>): TensorFigures {
  const finite = Array.from(values).filter(Number.isFinite);
  const notFinite = values.length - finite.length;
  if (finite.length === 0) {
    const none = Number.NaN;
    return { count: values.length, notFinite, mean: none, std: none, min: none, max: none };
  }
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  // sigma^2 = mean((v - mu)^2)
  const variance = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / finite.length;
  return {
    count: values.length,
    notFinite,
    mean,
    std: Math.sqrt(variance),
    min: finite.reduce((a, b) => Math.min(a, b)),
    max: finite.reduce((a, b) => Math.max(a, b)),
  };
}
