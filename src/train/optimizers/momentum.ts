/** Momentum (Polyak, 1964). */
import type { Optimizer } from "./optimizer.ts";

export const momentum: Optimizer<"momentum"> = {
  slots: 1,
  scalars: (_, { learningRate }) => [learningRate],
  rule: (value, [learningRate = 0]) => {
    const m = value("momentum");
    return (weight, gradient, state) => {
      // v <- m v - lr g;  x <- x + v
      const velocity = m * (state[0] ?? 0) - learningRate * gradient;
      state[0] = velocity;
      return weight + velocity;
    };
  },
};
