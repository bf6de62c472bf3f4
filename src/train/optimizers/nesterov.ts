/** Nesterov's accelerated gradient, in the form of Sutskever et al. (2013) at the point looked ahead to. */
import { momentumScalars } from "./momentum.ts";
import type { Optimizer } from "./optimizer.ts";

export const nesterov: Optimizer<"nesterov"> = {
  slots: 1,
  constants: () => [],
  scalars: momentumScalars,
  update: ({ count, weights, gradients, first: velocities }, _, [learningRate = 0, m = 0]) => {
    for (let i = 0; i < count; i++) {
      const pull = learningRate * (gradients[i] ?? 0);
      // v <- m v - lr g;  x <- x + m v - lr g
      const velocity = m * (velocities[i] ?? 0) - pull;
      velocities[i] = velocity;
      weights[i] = (weights[i] ?? 0) + m * velocity - pull;
    }
  },
};
