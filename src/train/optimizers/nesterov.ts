/** Nesterov's accelerated gradient, in the form of Sutskever et al. (2013) at the point looked ahead to. */
import type { Optimizer } from "./optimizer.ts";

export const nesterov: Optimizer<"nesterov"> = {
  slots: 1,
  scalars: (_, { learningRate }) => [learningRate],
  rule: (value, [learningRate = 0]) => {
    const m = value("momentum");
    return (weight, gradient, state) => {
      // v <- m v - lr g;  x <- x + m v - lr g
      const velocity = m * (state[0] ?? 0) - learningRate * gradient;
      state[0] = velocity;
      return weight + m * velocity - learningRate * gradient;
    };
  },
};
