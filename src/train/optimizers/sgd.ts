/** Stochastic gradient descent (Robbins and Monro, 1951). */
import type { Optimizer } from "./optimizer.ts";

export const sgd: Optimizer<"sgd"> = {
  slots: 0,
  constants: () => [],
  scalars: (_t, _values, { learningRate }) => [learningRate],
  update: ({ count, weights, gradients }, _, [learningRate = 0]) => {
    for (let i = 0; i < count; i++) {
      // x <- x - lr g
      weights[i] = (weights[i] ?? 0) - learningRate * (gradients[i] ?? 0);
    }
  },
};
