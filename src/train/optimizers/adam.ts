/**
 * Adam (Kingma and Ba, 2015). By itself as in PyTorch, epsilon after the bias correction; as an
 * option beside the uncorrected root ("epsilon-hat", as in Keras), or without any correction.
 */
import { momentShares, moveByMoments, moveMoments } from "./moments.ts";
import type { Optimizer, OptimizerValues, StepRate } from "./optimizer.ts";

/** lr, lr / (1 - beta1^t), 1 / sqrt(1 - beta2^t), epsilon; also those of AdamW and AMSGrad. */
export function adamScalars(
  t: number,
  { beta1, beta2, epsilon }: Pick<OptimizerValues<"adam">, "beta1" | "beta2" | "epsilon">,
  { learningRate }: StepRate,
): number[] {
  const step = learningRate / (1 - beta1 ** t);
  return [learningRate, step, 1 / Math.sqrt(1 - beta2 ** t), epsilon];
}

export const adam: Optimizer<"adam"> = {
  slots: 2,
  constants: momentShares,
  scalars: (t, values, rate) => {
    const { learningRate } = rate;
    const { beta1, beta2, epsilon, epsilonHat, uncorrected } = values;
    if (uncorrected) return [learningRate, learningRate, 1, epsilon];
    if (!epsilonHat) return adamScalars(t, values, rate);
    // lr sqrt(1 - beta2^t) / (1 - beta1^t)
    const step = (learningRate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
    return [learningRate, step, 1, epsilon];
  },
  update: (block, constants, scalars) => {
    moveMoments(block, constants);
    moveByMoments(block, block.second, scalars);
  },
};
