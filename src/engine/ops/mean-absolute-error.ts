/** Mean absolute error, also as a loss of classes; at 0 its slope is 0. See `pairwise-loss.ts`. */
import { differenceSample, hitsOf, noParameter, pairwiseLossOp } from "./pairwise-loss.ts";

export const meanAbsoluteError = pairwiseLossOp({
  shader: "mean-absolute-error",
  parameter: noParameter,
  loss: (prediction, target) => Math.abs(prediction - target),
  slope: (prediction, target) => Math.sign(prediction - target),
  threshold: 0.5,
  hits: hitsOf,
  samples: [
    differenceSample([37, 1], { hits: "none" }),
    differenceSample([9, 1], { hits: "threshold" }),
    differenceSample([130, 5], { hits: "argmax" }),
    {
      ...differenceSample([1, 3], { hits: "none" }),
      name: "met exactly, and not a number",
      inputs: [
        { shape: [2, 2], values: [1, -2, Number.NaN, 0.5] },
        { shape: [2, 2], shared: true, values: [1, 2, 0, 0.5] },
      ],
      differentiable: [],
    },
  ],
});
