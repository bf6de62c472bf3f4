/** AMSGrad (Reddi, Kale and Kumar, 2018) as in PyTorch: the largest v so far, before its correction. */
import { adamScalars } from "./adam.ts";
import { momentShares, moveByMoments, moveMoments } from "./moments.ts";
import type { Optimizer } from "./optimizer.ts";

export const amsgrad: Optimizer<"amsgrad"> = {
  slots: 3,
  constants: momentShares,
  scalars: adamScalars,
  update: (block, constants, scalars) => {
    const { count, second, third } = block;
    moveMoments(block, constants);
    // u <- max(u, v)
    for (let i = 0; i < count; i++) third[i] = Math.max(third[i] ?? 0, second[i] ?? 0);
    moveByMoments(block, third, scalars);
  },
};
