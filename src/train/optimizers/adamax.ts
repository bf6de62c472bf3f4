/** AdaMax (Kingma and Ba, 2015, section 7.1): Adam in the infinity norm, epsilon as in PyTorch. */
import type { Optimizer } from "./optimizer.ts";

export const adamax: Optimizer<"adamax"> = {
  slots: 2,
  constants: ({ beta1, beta2, epsilon }) => [1 - beta1, beta2, epsilon],
  scalars: (t, { beta1 }, { learningRate }) => [learningRate, learningRate / (1 - beta1 ** t)],
  update: (block, [meanShare = 0, beta2 = 0, epsilon = 0], [, step = 0]) => {
    const { count, weights, gradients, first, second } = block;
    for (let i = 0; i < count; i++) {
      const gradient = gradients[i] ?? 0;
      const before = first[i] ?? 0;
      // m <- b1 m + (1 - b1) g;  u <- max(b2 u, |g| + eps);  x <- x - lr / (1 - b1^t) m / u
      const mean = before + meanShare * (gradient - before);
      const largest = Math.max(beta2 * (second[i] ?? 0), Math.abs(gradient) + epsilon);
      first[i] = mean;
      second[i] = largest;
      weights[i] = (weights[i] ?? 0) - (step * mean) / largest;
    }
  },
};
