/** Cross-entropy of sigmoid(logits) against targets between 0 and 1; see `pairwise-loss.ts`. */
import { elements, type Shape } from "../core/shape.ts";
import type { Attributes, Sample } from "./op.ts";
import { pairwiseLossOp } from "./pairwise-loss.ts";
import { sigmoid, softplus } from "./unary.ts";

function sample(name: string, shape: Shape, range = 3): Sample<Attributes> {
  const values = Array.from({ length: elements(shape) }, (_, index) =>
    (index * 7) % 5 < 2 ? 1 : 0,
  );
  return {
    name,
    inputs: [
      { shape, range },
      { shape, shared: true, values },
    ],
    attributes: {},
    differentiable: [0],
  };
}

export const binaryCrossEntropy = pairwiseLossOp({
  shader: "binary-cross-entropy",
  // -t ln s - (1 - t) ln(1 - s) = ln(1 + e^z) - z t, s = sigmoid(z)
  loss: (logit, target) => softplus(logit) - logit * target,
  slope: (logit, target) => sigmoid(logit) - target,
  threshold: 0,
  hits: (_, columns) => (columns === 1 ? "threshold" : "argmax"),
  samples: [
    sample("one output", [37, 1]),
    sample("several outputs", [130, 5]),
    sample("far from zero", [9, 3], 60),
    sample("one example", [1, 1]),
  ],
});
