import type { Rule } from "./verdict.ts";

/** A loss that is no number: the run has halted itself with the weights that gave it. */
export const notFinite: Rule = ({ divergence, experiment, run }) => {
  if (divergence === null) return null;
  const { step, tensor, value } = divergence;
  const rate = experiment.runs[run]?.optimizer.learningRate ?? 0;
  return {
    rule: "notFinite",
    grade: "fail",
    values: { step, tensor, value, rate },
    remedies: [
      { kind: "rate", factor: 0.1 },
      { kind: "clipNorm", norm: 1 },
      { kind: "initializer", initializer: "heNormal" },
    ],
  };
};
