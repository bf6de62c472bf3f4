/** Nesterov's accelerated gradient, in the form of Sutskever et al. (2013) at the point looked ahead to. */
import type { Optimizer } from "./optimizer.ts";

export const nesterov: Optimizer<"nesterov"> = {
  slots: 1,
  scalars: (_, { learningRate }) => [learningRate],
  update: ({ count, weights, gradients, first: velocities }, value, [learningRate = 0]) => {
    const m = value("momentum");
    for (let i = 0; i < count; i++) {
      const pull = learningRate * (gradients[i] ?? 0);
      // v <- m v - lr g;  x <- x + m v - lr g
      const velocity = m * (velocities[i] ?? 0) - pull;
      velocities[i] = velocity;
      weights[i] = (weights[i] ?? 0) + m * velocity - pull;
    }
  },
};
