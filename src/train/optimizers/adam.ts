/** Adam (Kingma and Ba, 2015) as in PyTorch: epsilon is added after the bias correction. */
import type { Block, Optimizer, OptimizerValues } from "./optimizer.ts";

/** lr, lr / (1 - beta1^t), 1 / sqrt(1 - beta2^t), 1 - beta2; also those of AdamW. */
export function adamScalars(t: number, values: OptimizerValues<"adam">): number[] {
  const { learningRate, beta1, beta2 } = values;
  const step = learningRate / (1 - beta1 ** t);
  return [learningRate, step, 1 / Math.sqrt(1 - beta2 ** t), 1 - beta2];
}

/** Adam's step; AdamW decays the weights before. */
export function adamUpdate(
  { count, weights, gradients, first, second }: Block,
  beta1: number,
  epsilon: number,
  [, step = 0, correction = 0, share = 0]: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const gradient = gradients[i] ?? 0;
    const before = second[i] ?? 0;
    // m <- beta1 m + (1 - beta1) g;  v <- beta2 v + (1 - beta2) g^2
    const mean = beta1 * (first[i] ?? 0) + (1 - beta1) * gradient;
    const squares = before + share * (gradient * gradient - before);
    first[i] = mean;
    second[i] = squares;
    // x <- x - lr / (1 - beta1^t) m / (sqrt(v) / sqrt(1 - beta2^t) + eps)
    weights[i] = (weights[i] ?? 0) - (step * mean) / (Math.sqrt(squares) * correction + epsilon);
  }
}

export const adam: Optimizer<"adam"> = {
  slots: 2,
  scalars: adamScalars,
  update: (block, value, scalars) => adamUpdate(block, value("beta1"), value("epsilon"), scalars),
};
