/** Momentum (Polyak, 1964). */
import type { Optimizer } from "./optimizer.ts";

export const momentum: Optimizer<"momentum"> = {
  slots: 1,
  scalars: (_, { learningRate }) => [learningRate],
  update: ({ count, weights, gradients, first: velocities }, value, [learningRate = 0]) => {
    const m = value("momentum");
    for (let i = 0; i < count; i++) {
      // v <- m v - lr g;  x <- x + v
      const velocity = m * (velocities[i] ?? 0) - learningRate * (gradients[i] ?? 0);
      velocities[i] = velocity;
      weights[i] = (weights[i] ?? 0) + velocity;
    }
  },
};
