/** AdamW (Loshchilov and Hutter, 2019): Adam with weight decay apart from the gradient. */
import { adam, adamScalars } from "./adam.ts";
import { momentShares } from "./moments.ts";
import type { Optimizer } from "./optimizer.ts";

export const adamw: Optimizer<"adamw"> = {
  slots: 2,
  constants: momentShares,
  scalars: adamScalars,
  decay: ({ decay }) => decay,
  update: adam.update,
};
