/** AdamW (Loshchilov and Hutter, 2019): weight decay apart from the gradient. */
import { adamRule, adamScalars } from "./adam.ts";
import type { Optimizer } from "./optimizer.ts";

export const adamw: Optimizer<"adamw"> = {
  slots: 2,
  scalars: adamScalars,
  rule: (value, scalars) => {
    const [learningRate = 0] = scalars;
    const decay = value("decay");
    const step = adamRule(value("beta1"), value("epsilon"), scalars);
    return (weight, gradient, state, decays) => {
      // x <- x (1 - lr decay), then Adam
      const shrunk = weight * (1 - learningRate * decay * decays);
      return step(shrunk, gradient, state, decays);
    };
  },
};
