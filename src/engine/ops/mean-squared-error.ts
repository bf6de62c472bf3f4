/** Mean squared error, also as a loss of classes; see `pairwise-loss.ts`. */
import type { Shape } from "../core/shape.ts";
import { choiceOf } from "./attributes.ts";
import type { Attributes, Sample } from "./op.ts";
import { type HitKind, hitKinds, pairwiseLossOp } from "./pairwise-loss.ts";

function sample(hits: HitKind, shape: Shape): Sample<Attributes> {
  return {
    name: `${hits} ${shape.join("x")}`,
    inputs: [
      { shape, range: 2 },
      { shape, shared: true },
    ],
    attributes: { hits },
    differentiable: [0],
  };
}

export const meanSquaredError = pairwiseLossOp({
  shader: "mean-squared-error",
  loss: (prediction, target) => (prediction - target) ** 2,
  slope: (prediction, target) => 2 * (prediction - target),
  threshold: 0.5,
  hits: (attributes) => choiceOf(attributes, "hits", hitKinds),
  samples: [
    sample("none", [37, 1]),
    sample("threshold", [9, 1]),
    sample("argmax", [130, 5]),
    sample("none", [3, 70]),
    sample("none", [1, 1]),
  ],
});
