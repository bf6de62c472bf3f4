/**
 * How far a gradient is from centred differences, as in CS231n's "Gradient checks": |a - n| over the
 * larger of the two. Below a floor neither side can tell more, so the floor takes their place.
 */

/** CS231n: above, the gradient is probably wrong. */
export const wrong = 1e-2;
/** CS231n: above, be uneasy; below, fine for functions with kinks. */
export const uneasy = 1e-4;
/** CS231n: at and below, be happy. */
const happy = 1e-7;

export function relativeError(analytic: number, numeric: number, floor: number): number {
  const scale = Math.max(Math.abs(analytic), Math.abs(numeric), floor);
  const error = Math.abs(analytic - numeric) / scale;
  return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
}

/**
 * The smallest slope that differences of a float64 loss can tell to `happy`: each loss is rounded to
 * 2^-53 of itself, so that their difference over 2 h is off by about 2^-53 |f| / h.
 */
export function differenceFloor(loss: number, h: number): number {
  return (2 ** -53 * Math.max(1, Math.abs(loss))) / h / happy;
}

/**
 * The smallest slope of a tensor that float32 can tell to `uneasy`: an entry is a sum of terms as
 * large as the largest entries, each rounded to 2^-24 of itself, over a chain of some ten operations;
 * 10 x 2^-24 / 1e-4 is about a hundredth of the largest. A tensor whose gradient is 0 in float64,
 * as that of a bias before batch normalisation, has the rounding of the whole network's gradient.
 */
export function roundingFloor(largestOfTensor: number, largestOfAll: number): number {
  const isZero = largestOfTensor < 1e-9 * largestOfAll;
  return 1e-2 * (isZero ? largestOfAll : largestOfTensor);
}
