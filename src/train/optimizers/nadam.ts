/** NAdam (Dozat, 2016), Adam with Nesterov's momentum, in the form of PyTorch 2. */
import { momentShares, moveMoments } from "./moments.ts";
import type { Optimizer, OptimizerValues } from "./optimizer.ts";

type Values = OptimizerValues<"nadam">;

/** mu_t = b1 (1 - 0.96^(t d) / 2) */
function momentumAt(t: number, { beta1, momentumDecay }: Values): number {
  return beta1 * (1 - 0.5 * 0.96 ** (t * momentumDecay));
}

interface Product {
  readonly beta1: number;
  readonly momentumDecay: number;
  t: number;
  value: number;
}

/** How far each document's product has come; a step needs one factor more than the one before it. */
const products = new WeakMap<Values, Product>();

/** Below this, 1 - product is 1. */
const nothing = 2 ** -60;

/** mu_1 mu_2 ... mu_t, always multiplied in this order, so that it follows from t alone. */
function momentumProduct(t: number, values: Values): number {
  const { beta1, momentumDecay } = values;
  let known = products.get(values);
  const fits = known?.beta1 === beta1 && known.momentumDecay === momentumDecay && known.t <= t;
  if (!known || !fits) {
    known = { beta1, momentumDecay, t: 0, value: 1 };
    products.set(values, known);
  }
  while (known.t < t && known.value > nothing) known.value *= momentumAt(++known.t, values);
  return known.value;
}

export const nadam: Optimizer<"nadam"> = {
  slots: 2,
  constants: (values) => [...momentShares(values), values.epsilon],
  // lr, lr (1 - mu_t) / (1 - P_t), lr mu_(t+1) / (1 - P_(t+1)), 1 / sqrt(1 - b2^t)
  scalars: (t, values, { learningRate }) => {
    const [mu, next] = [momentumAt(t, values), momentumAt(t + 1, values)];
    const product = momentumProduct(t, values);
    const ofGradient = (learningRate * (1 - mu)) / (1 - product);
    const ofMean = (learningRate * next) / (1 - product * next);
    return [learningRate, ofGradient, ofMean, 1 / Math.sqrt(1 - values.beta2 ** t)];
  },
  update: (block, constants, [, ofGradient = 0, ofMean = 0, correction = 0]) => {
    const { count, weights, gradients, first, second } = block;
    const epsilon = constants[2] ?? 0;
    moveMoments(block, constants);
    for (let i = 0; i < count; i++) {
      // x <- x - (a g + b m) / (sqrt(v) / sqrt(1 - b2^t) + eps)
      const pull = ofGradient * (gradients[i] ?? 0) + ofMean * (first[i] ?? 0);
      weights[i] = (weights[i] ?? 0) - pull / (Math.sqrt(second[i] ?? 0) * correction + epsilon);
    }
  },
};
