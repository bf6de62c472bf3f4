/** Lion (Chen et al., 2023): a step of one size, along the sign of the blended momentum. */
import type { Optimizer } from "./optimizer.ts";

export const lion: Optimizer<"lion"> = {
  slots: 1,
  constants: ({ beta1, beta2 }) => [1 - beta1, 1 - beta2],
  scalars: (_t, _values, { learningRate }) => [learningRate],
  update: (block, [stepShare = 0, meanShare = 0], [learningRate = 0]) => {
    const { count, weights, gradients, first: means } = block;
    for (let i = 0; i < count; i++) {
      const gradient = gradients[i] ?? 0;
      const mean = means[i] ?? 0;
      // x <- x - lr sign(b1 m + (1 - b1) g);  m <- b2 m + (1 - b2) g
      const blend = mean + stepShare * (gradient - mean);
      means[i] = mean + meanShare * (gradient - mean);
      weights[i] = (weights[i] ?? 0) - learningRate * Math.sign(blend);
    }
  },
};
