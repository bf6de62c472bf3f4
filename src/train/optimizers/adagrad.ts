/** AdaGrad (Duchi, Hazan and Singer, 2011), epsilon outside the root as in PyTorch. */
import type { Optimizer } from "./optimizer.ts";

export const adagrad: Optimizer<"adagrad"> = {
  slots: 1,
  scalars: (_, { learningRate }) => [learningRate],
  rule: (value, [learningRate = 0]) => {
    const epsilon = value("epsilon");
    return (weight, gradient, state) => {
      // h <- h + g^2;  x <- x - lr g / (sqrt(h) + eps)
      const squares = (state[0] ?? 0) + gradient * gradient;
      state[0] = squares;
      return weight - (learningRate * gradient) / (Math.sqrt(squares) + epsilon);
    };
  },
};
