import { gradientDepth } from "./depth.ts";
import { median, type Rule } from "./verdict.ts";

/** First over last kernel: the mirror of a gradient that vanishes. */
const steep = 1e3;
/**
 * Norm over all weights. Pascanu et al. (2013) clip recurrent networks at norms around 1 to 10; ten
 * times the upper end is far outside of what clipping is set to.
 */
const large = 100;
const huge = 10_000;
const looks = 3;

export const explodingGradient: Rule = ({ inspections }) => {
  const recent = inspections.slice(-looks);
  if (recent.length < looks) return null;
  // A gradient that is not finite has no norm; that is told as a divergence.
  const norms = recent.flatMap(({ run }) => run.gradientNorm ?? []);
  const norm = norms.length === looks ? median(norms) : 0;
  const depths = recent.flatMap((inspection) => gradientDepth(inspection) ?? []);
  const ratios = depths.map(({ first, last }) => (last > 0 ? first / last : 1));
  const ratio = ratios.length === looks ? median(ratios) : 1;
  if (!(norm > large) && !(ratio > steep)) return null;
  return {
    rule: "explodingGradient",
    grade: norm > huge ? "fail" : "warn",
    values: { norm, ratio },
    remedies: [
      { kind: "clipNorm", norm: 1 },
      { kind: "rate", factor: 0.1 },
      { kind: "batchNormalization" },
    ],
  };
};
