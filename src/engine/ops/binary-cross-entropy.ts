/**
 * Cross-entropy of sigmoid(logits) against targets between 0 and 1; the term of the ones counts
 * `positiveWeight` times, as PyTorch's `pos_weight`. See `pairwise-loss.ts`.
 */
import { elements, type Shape } from "../core/shape.ts";
import { numberOf } from "./attributes.ts";
import type { Attributes, Sample } from "./op.ts";
import { pairwiseLossOp } from "./pairwise-loss.ts";
import { sigmoid, softplus } from "./unary.ts";

function sample(name: string, shape: Shape, range = 3, positiveWeight = 1): Sample<Attributes> {
  const values = Array.from({ length: elements(shape) }, (_, index) =>
    (index * 7) % 5 < 2 ? 1 : 0,
  );
  return {
    name,
    inputs: [
      { shape, range },
      { shape, shared: true, values },
    ],
    attributes: { positiveWeight },
    differentiable: [0],
  };
}

export const binaryCrossEntropy = pairwiseLossOp({
  shader: "binary-cross-entropy",
  parameter: (attributes) => numberOf(attributes, "positiveWeight"),
  // -w t ln s - (1 - t) ln(1 - s), s = sigmoid(z), -ln(1 - s) = ln(1 + e^z) = softplus(z)
  loss: (logit, target, weight) =>
    (1 - target) * softplus(logit) + weight * target * (softplus(logit) - logit),
  // (1 - t) s - w t (1 - s)
  slope: (logit, target, weight) =>
    (1 - target) * sigmoid(logit) - weight * target * sigmoid(-logit),
  threshold: 0,
  hits: (_, columns) => (columns === 1 ? "threshold" : "argmax"),
  samples: [
    sample("one output", [37, 1]),
    sample("several outputs", [130, 5]),
    sample("far from zero", [9, 3], 60),
    sample("one example", [1, 1]),
    sample("ones that weigh more", [9, 3], 3, 2.5),
    sample("ones that weigh nothing", [9, 1], 3, 0),
  ],
});
