/**
 * Huber's loss (1964): d^2 / 2 up to |d| = delta, and beyond it a line of slope delta, so that a
 * target far off counts no more than its share. See `pairwise-loss.ts`.
 *
 * It is the cure for a mistake: clipping the difference itself, min(max(d, -delta), delta)^2 / 2, makes
 * the loss flat beyond delta, and the worst predictions get a gradient of 0 and never improve. Huber's
 * loss clips the slope and keeps its direction. PyTorch's SmoothL1Loss is this divided by delta.
 */
import { numberOf } from "./attributes.ts";
import { differenceSample, hitsOf, pairwiseLossOp } from "./pairwise-loss.ts";

export const huber = pairwiseLossOp({
  shader: "huber",
  parameter: (attributes) => numberOf(attributes, "delta"),
  loss: (prediction, target, delta) => {
    const distance = Math.abs(prediction - target);
    // d^2 / 2, or delta (|d| - delta / 2)
    return distance <= delta ? distance ** 2 / 2 : delta * (distance - delta / 2);
  },
  // min(max(d, -delta), delta)
  slope: (prediction, target, delta) => Math.max(-delta, Math.min(delta, prediction - target)),
  threshold: 0.5,
  hits: hitsOf,
  samples: [
    differenceSample([37, 1], { hits: "none", delta: 1 }),
    differenceSample([9, 1], { hits: "threshold", delta: 0.3 }),
    differenceSample([130, 5], { hits: "argmax", delta: 0.5 }),
    differenceSample([3, 70], { hits: "none", delta: 100 }),
    {
      ...differenceSample([1, 2], { hits: "none", delta: 1 }),
      name: "not a number",
      inputs: [
        { shape: [1, 2], values: [Number.NaN, 0.5] },
        { shape: [1, 2], shared: true },
      ],
      differentiable: [],
    },
  ],
});
