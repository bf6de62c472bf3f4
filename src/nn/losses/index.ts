/** The registry of losses: the op, how targets are encoded for it, what the outputs mean. */
import { type Targets, targetWidth } from "../../engine/core/dataset.ts";
import type { Attributes } from "../../engine/ops/op.ts";
import type { LossKind } from "../../spec/catalogue.ts";

export interface Loss {
  readonly op: string;
  /** How class indices become targets when the network has `units` outputs. */
  readonly encode: (targets: Targets, units: number) => "values" | "oneHot";
  readonly attributes: (targets: Targets, units: number) => Attributes;
  /** What turns the last layer's numbers into predictions. */
  readonly prediction: (targets: Targets, units: number) => "softmax" | "sigmoid" | "none";
}

/** One output for two classes keeps the index 0 or 1 as its target; more outputs want one each. */
function encodeClasses(targets: Targets, units: number): "values" | "oneHot" {
  return targets.kind === "classes" && units > targetWidth(targets) ? "oneHot" : "values";
}

const losses: Readonly<Record<LossKind, Loss>> = {
  softmaxCrossEntropy: {
    op: "softmaxCrossEntropy",
    encode: () => "values",
    attributes: () => ({}),
    prediction: () => "softmax",
  },
  binaryCrossEntropy: {
    op: "binaryCrossEntropy",
    encode: encodeClasses,
    attributes: () => ({}),
    prediction: () => "sigmoid",
  },
  meanSquaredError: {
    op: "meanSquaredError",
    encode: encodeClasses,
    attributes: (targets, units) => {
      const classes = units === 1 ? "threshold" : "argmax";
      return { hits: targets.kind === "values" ? "none" : classes };
    },
    prediction: () => "none",
  },
};

export function lossOf(kind: LossKind): Loss {
  return losses[kind];
}
