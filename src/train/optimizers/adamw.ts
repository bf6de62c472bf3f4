/** AdamW (Loshchilov and Hutter, 2019): weight decay apart from the gradient. */
import { adamScalars, adamUpdate } from "./adam.ts";
import type { Optimizer } from "./optimizer.ts";

export const adamw: Optimizer<"adamw"> = {
  slots: 2,
  scalars: adamScalars,
  update: (block, value, scalars) => {
    const { count, weights, decays } = block;
    const decay = (scalars[0] ?? 0) * value("decay");
    // x <- x (1 - lr decay), then Adam
    for (let i = 0; i < count; i++) weights[i] = (weights[i] ?? 0) * (1 - decay * (decays[i] ?? 0));
    adamUpdate(block, value("beta1"), value("epsilon"), scalars);
  },
};
