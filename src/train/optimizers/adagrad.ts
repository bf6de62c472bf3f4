/** AdaGrad (Duchi, Hazan and Singer, 2011), epsilon outside the root as in PyTorch. */
import type { Optimizer } from "./optimizer.ts";

export const adagrad: Optimizer<"adagrad"> = {
  slots: 1,
  constants: ({ epsilon }) => [epsilon],
  scalars: (_t, _values, { learningRate }) => [learningRate],
  update: ({ count, weights, gradients, first: sums }, [epsilon = 0], [learningRate = 0]) => {
    for (let i = 0; i < count; i++) {
      const gradient = gradients[i] ?? 0;
      // h <- h + g^2;  x <- x - lr g / (sqrt(h) + eps)
      const sum = (sums[i] ?? 0) + gradient * gradient;
      sums[i] = sum;
      weights[i] = (weights[i] ?? 0) - (learningRate * gradient) / (Math.sqrt(sum) + epsilon);
    }
  },
};
