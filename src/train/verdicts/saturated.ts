import type { Rule } from "./verdict.ts";

/**
 * Karpathy, "Yes you should understand backprop": where most values lie on the flat ends the local
 * slope, and with it the gradient of all below, is nearly 0. Glorot and Bengio (2010) show layers of
 * sigmoids that stay there. Half of the values is what we call most.
 */
const most = 0.5;
const nearlyAll = 0.8;

export const saturated: Rule = ({ inspections }) => {
  const latest = inspections.at(-1);
  if (!latest) return null;
  // The output may be certain; hidden layers should not be.
  const hidden = latest.run.layers.slice(0, -1);
  let found = { name: "", share: 0 };
  for (const { name, saturated: share } of hidden) {
    if (share !== null && share > found.share) found = { name, share };
  }
  if (found.share < most) return null;
  return {
    rule: "saturated",
    grade: found.share >= nearlyAll ? "fail" : "warn",
    values: {
      step: latest.step,
      layer: found.name,
      percent: Math.round(1000 * found.share) / 10,
    },
    remedies: [
      { kind: "initializer", initializer: "xavierNormal" },
      { kind: "batchNormalization" },
      { kind: "activation", activation: "relu" },
      { kind: "rate", factor: 0.1 },
    ],
  };
};
