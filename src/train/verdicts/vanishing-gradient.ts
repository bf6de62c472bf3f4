import { type Depth, gradientDepth } from "./depth.ts";
import type { Remedy } from "./remedies.ts";
import type { Rule, SeenInspection } from "./verdict.ts";

/**
 * First over last kernel. The slope of a sigmoid is at most 0.25 (Karpathy), so five of them leave at
 * most 0.25^5 = 1e-3 of a gradient, and eight 1e-5: the lower layers then hardly learn, or not at all.
 */
const weak = 1e-3;
const gone = 1e-5;
/** One batch says little. */
const looks = 3;

/** Without any gradient at the output there is nothing to vanish. */
function ratioOf({ first, last }: Depth): number {
  return last > 0 ? first / last : 1;
}

export const vanishingGradient: Rule = ({ inspections }) => {
  const seen = inspections.slice(-looks).flatMap((inspection) => gradientDepth(inspection) ?? []);
  if (seen.length < looks) return null;
  // The look in the middle, so that its ratio is that of the sizes told with it.
  const middle = seen.toSorted((a, b) => ratioOf(a) - ratioOf(b))[Math.floor(looks / 2)];
  const ratio = middle ? ratioOf(middle) : 1;
  if (!middle || ratio > weak) return null;
  return {
    rule: "vanishingGradient",
    grade: ratio <= gone ? "fail" : "warn",
    values: {
      first: middle.firstName,
      last: middle.lastName,
      firstSize: middle.first,
      lastSize: middle.last,
      ratio,
    },
    remedies: remediesFor(inspections.at(-1)),
  };
};

/** Slopes of sigmoid and tanh shrink a gradient whatever the weights are; of ReLU only weights do. */
function remediesFor(latest: SeenInspection | undefined): Remedy[] {
  const he: Remedy = { kind: "initializer", initializer: "heNormal" };
  const others: Remedy[] = [
    { kind: "batchNormalization" },
    { kind: "activation", activation: "relu" },
  ];
  const hidden = latest?.run.layers.slice(0, -1) ?? [];
  return hidden.some(({ saturated }) => saturated !== null) ? [...others, he] : [he, ...others];
}
