/**
 * RMSProp (Hinton, Neural Networks for Machine Learning, lecture 6e, 2012), epsilon outside the root
 * as in PyTorch or inside as in Keras.
 */
import type { Optimizer } from "./optimizer.ts";

export const rmsprop: Optimizer<"rmsprop"> = {
  slots: 1,
  // 1 - rho in float64: float32 would lose its digits when rho is near 1.
  constants: ({ rho, epsilon, epsilonInside }) =>
    epsilonInside ? [1 - rho, epsilon, 0] : [1 - rho, 0, epsilon],
  scalars: (_t, _values, { learningRate }) => [learningRate],
  update: (block, [share = 0, inside = 0, outside = 0], [learningRate = 0]) => {
    const { count, weights, gradients, first: means } = block;
    for (let i = 0; i < count; i++) {
      const gradient = gradients[i] ?? 0;
      const before = means[i] ?? 0;
      // h <- rho h + (1 - rho) g^2;  x <- x - lr g / (sqrt(h + inside) + outside)
      const mean = before + share * (gradient * gradient - before);
      means[i] = mean;
      const root = Math.sqrt(mean + inside) + outside;
      weights[i] = (weights[i] ?? 0) - (learningRate * gradient) / root;
    }
  },
};
