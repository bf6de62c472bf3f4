/** RMSProp (Hinton, Neural Networks for Machine Learning, lecture 6e, 2012), epsilon outside the root. */
import type { Optimizer } from "./optimizer.ts";

export const rmsprop: Optimizer<"rmsprop"> = {
  slots: 1,
  // 1 - rho in float64: float32 would lose its digits when rho is near 1.
  scalars: (_, { learningRate, rho }) => [learningRate, 1 - rho],
  rule: (value, [learningRate = 0, share = 0]) => {
    const epsilon = value("epsilon");
    return (weight, gradient, state) => {
      // h <- rho h + (1 - rho) g^2;  x <- x - lr g / (sqrt(h) + eps)
      const mean = state[0] ?? 0;
      const squares = mean + share * (gradient * gradient - mean);
      state[0] = squares;
      return weight - (learningRate * gradient) / (Math.sqrt(squares) + epsilon);
    };
  },
};
