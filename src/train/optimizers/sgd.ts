/** Stochastic gradient descent (Robbins and Monro, 1951). */
import type { Optimizer } from "./optimizer.ts";

export const sgd: Optimizer<"sgd"> = {
  slots: 0,
  scalars: (_, { learningRate }) => [learningRate],
  rule: (_, [learningRate = 0]) => {
    // x <- x - lr g
    return (weight, gradient) => weight - learningRate * gradient;
  },
};
