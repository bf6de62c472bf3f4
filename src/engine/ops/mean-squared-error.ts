/** Mean squared error, also as a loss of classes; see `pairwise-loss.ts`. */
import { differenceSample, hitsOf, noParameter, pairwiseLossOp } from "./pairwise-loss.ts";

export const meanSquaredError = pairwiseLossOp({
  shader: "mean-squared-error",
  parameter: noParameter,
  loss: (prediction, target) => (prediction - target) ** 2,
  slope: (prediction, target) => 2 * (prediction - target),
  threshold: 0.5,
  hits: hitsOf,
  samples: [
    differenceSample([37, 1], { hits: "none" }),
    differenceSample([9, 1], { hits: "threshold" }),
    differenceSample([130, 5], { hits: "argmax" }),
    differenceSample([3, 70], { hits: "none" }),
    differenceSample([1, 1], { hits: "none" }),
  ],
});
