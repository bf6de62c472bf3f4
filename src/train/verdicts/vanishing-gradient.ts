import { gradientDepth } from "./depth.ts";
import { median, type Rule } from "./verdict.ts";

/**
 * First over last kernel. The slope of a sigmoid is at most 0.25 (Karpathy), so five of them leave at
 * most 0.25^5 = 1e-3 of a gradient, and eight 1e-5: the lower layers then hardly learn, or not at all.
 */
const weak = 1e-3;
const gone = 1e-5;
/** One batch says little. */
const looks = 3;

export const vanishingGradient: Rule = ({ inspections }) => {
  const seen = inspections.slice(-looks).flatMap((inspection) => gradientDepth(inspection) ?? []);
  const latest = seen.at(-1);
  if (!latest || seen.length < looks) return null;
  // Without any gradient at the output there is nothing to vanish.
  const ratio = median(seen.map(({ first, last }) => (last > 0 ? first / last : 1)));
  if (ratio > weak) return null;
  return {
    rule: "vanishingGradient",
    grade: ratio <= gone ? "fail" : "warn",
    values: {
      first: latest.firstName,
      last: latest.lastName,
      firstSize: latest.first,
      lastSize: latest.last,
      ratio,
    },
    remedies: [
      { kind: "initializer", initializer: "heNormal" },
      { kind: "batchNormalization" },
      { kind: "activation", activation: "relu" },
    ],
  };
};
