/** Adadelta (Zeiler, 2012), whose step has the units of the weights; lr scales it, as in PyTorch. */
import type { Optimizer } from "./optimizer.ts";

export const adadelta: Optimizer<"adadelta"> = {
  slots: 2,
  constants: ({ rho, epsilon }) => [1 - rho, epsilon],
  scalars: (_t, _values, { learningRate }) => [learningRate],
  update: (block, [share = 0, epsilon = 0], [learningRate = 0]) => {
    const { count, weights, gradients, first: means, second: moves } = block;
    for (let i = 0; i < count; i++) {
      const gradient = gradients[i] ?? 0;
      const before = means[i] ?? 0;
      const moved = moves[i] ?? 0;
      // h <- rho h + (1 - rho) g^2;  d = sqrt(a + eps) / sqrt(h + eps) g
      const mean = before + share * (gradient * gradient - before);
      const step = (Math.sqrt(moved + epsilon) / Math.sqrt(mean + epsilon)) * gradient;
      means[i] = mean;
      // a <- rho a + (1 - rho) d^2;  x <- x - lr d
      moves[i] = moved + share * (step * step - moved);
      weights[i] = (weights[i] ?? 0) - learningRate * step;
    }
  },
};
