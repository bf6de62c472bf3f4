/** What Adam and its kin share: the two running means, and the step that divides one by the other. */
import type { Block } from "./optimizer.ts";

/** 1 - beta1 and 1 - beta2: in float64, as float32 would lose the digits of betas near 1. */
export function momentShares({ beta1, beta2 }: { beta1: number; beta2: number }): number[] {
  return [1 - beta1, 1 - beta2];
}

/** m <- b1 m + (1 - b1) g;  v <- b2 v + (1 - b2) g^2 */
export function moveMoments(
  { count, gradients, first, second }: Block,
  [meanShare = 0, squareShare = 0]: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const gradient = gradients[i] ?? 0;
    const mean = first[i] ?? 0;
    const squares = second[i] ?? 0;
    first[i] = mean + meanShare * (gradient - mean);
    second[i] = squares + squareShare * (gradient * gradient - squares);
  }
}

/** x <- x - step m / (sqrt(v) correction + eps), with v in `squares` */
export function moveByMoments(
  { count, weights, first }: Block,
  squares: Float64Array,
  [, step = 0, correction = 0, epsilon = 0]: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const root = Math.sqrt(squares[i] ?? 0) * correction + epsilon;
    weights[i] = (weights[i] ?? 0) - (step * (first[i] ?? 0)) / root;
  }
}
