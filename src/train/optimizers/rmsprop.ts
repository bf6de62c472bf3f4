/** RMSProp (Hinton, Neural Networks for Machine Learning, lecture 6e, 2012), epsilon outside the root. */
import type { Optimizer } from "./optimizer.ts";

export const rmsprop: Optimizer<"rmsprop"> = {
  slots: 1,
  // 1 - rho in float64: float32 would lose its digits when rho is near 1.
  scalars: (_, { learningRate, rho }) => [learningRate, 1 - rho],
  update: ({ count, weights, gradients, first: means }, value, [learningRate = 0, share = 0]) => {
    const epsilon = value("epsilon");
    for (let i = 0; i < count; i++) {
      const gradient = gradients[i] ?? 0;
      const before = means[i] ?? 0;
      // h <- rho h + (1 - rho) g^2;  x <- x - lr g / (sqrt(h) + eps)
      const mean = before + share * (gradient * gradient - before);
      means[i] = mean;
      weights[i] = (weights[i] ?? 0) - (learningRate * gradient) / (Math.sqrt(mean) + epsilon);
    }
  },
};
