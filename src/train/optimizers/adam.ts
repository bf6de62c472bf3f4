/** Adam (Kingma and Ba, 2015) as in PyTorch: epsilon is added after the bias correction. */
import type { Optimizer, OptimizerValues, Rule } from "./optimizer.ts";

/** lr, lr / (1 - beta1^t), 1 / sqrt(1 - beta2^t), 1 - beta2; also those of AdamW. */
export function adamScalars(t: number, values: OptimizerValues<"adam">): number[] {
  const { learningRate, beta1, beta2 } = values;
  const step = learningRate / (1 - beta1 ** t);
  return [learningRate, step, 1 / Math.sqrt(1 - beta2 ** t), 1 - beta2];
}

/** Adam's step from the weight given to it; AdamW decays the weight before. */
export function adamRule(beta1: number, epsilon: number, scalars: Float64Array): Rule {
  const [, step = 0, correction = 0, share = 0] = scalars;
  return (weight, gradient, state) => {
    // m <- beta1 m + (1 - beta1) g;  v <- beta2 v + (1 - beta2) g^2
    const mean = beta1 * (state[0] ?? 0) + (1 - beta1) * gradient;
    const before = state[1] ?? 0;
    const squares = before + share * (gradient * gradient - before);
    state[0] = mean;
    state[1] = squares;
    // x <- x - lr / (1 - beta1^t) m / (sqrt(v) / sqrt(1 - beta2^t) + eps)
    return weight - (step * mean) / (Math.sqrt(squares) * correction + epsilon);
  };
}

export const adam: Optimizer<"adam"> = {
  slots: 2,
  scalars: adamScalars,
  rule: (value, scalars) => adamRule(value("beta1"), value("epsilon"), scalars),
};
