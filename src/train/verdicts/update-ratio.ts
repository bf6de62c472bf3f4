import { type Evidence, median, type Rule } from "./verdict.ts";

/** CS231n, "Neural Networks 3": |update| / |weights| "should be somewhere around 1e-3". */
const aim = 1e-3;
/** A power of ten to either side is within what "around" says. */
const high = 1e-2;
const veryHigh = 1e-1;
const low = 1e-4;
/** Below, nothing flows at all, and no rate changes that. */
const none = 1e-9;
/** The first updates are large by design, as those of Adam before its averages settle. */
const settledStep = 20;
const looks = 3;

interface Ratio {
  readonly name: string;
  readonly ratio: number;
}

/** Medians over the last looks, for each kernel; biases start at 0 and have no meaningful ratio. */
function ratiosOf({ inspections }: Evidence): Ratio[] {
  const recent = inspections.filter(({ step }) => step >= settledStep).slice(-looks);
  if (recent.length < looks) return [];
  const byName = new Map<string, number[]>();
  for (const { run } of recent) {
    for (const { name, shape, ratio } of run.parameters) {
      if (shape.length > 1 && ratio !== null)
        byName.set(name, [...(byName.get(name) ?? []), ratio]);
    }
  }
  return [...byName].map(([name, ratios]) => ({ name, ratio: median(ratios) }));
}

/** The middle one of the ratios. */
function middleOf(ratios: readonly Ratio[]): number {
  return median(ratios.map(({ ratio }) => ratio));
}

/** The power of ten that brings a ratio nearest to the aim. */
export function towardsAim(ratio: number): number {
  const power = Math.max(-2, Math.min(2, Math.round(Math.log10(aim / ratio))));
  return 10 ** power;
}

export const updateRatioHigh: Rule = (evidence) => {
  const ratios = ratiosOf(evidence);
  const above = ratios.filter(({ ratio }) => ratio > high);
  const worst = above.reduce<Ratio | null>((a, b) => (a && a.ratio > b.ratio ? a : b), null);
  // Most of the kernels: one alone is often a small last layer that finds its size.
  if (worst === null || above.length * 2 <= ratios.length) return null;
  const factor = Math.min(0.1, towardsAim(middleOf(ratios)));
  return {
    rule: "updateRatioHigh",
    grade: middleOf(ratios) > veryHigh ? "fail" : "warn",
    values: { tensor: worst.name, ratio: worst.ratio, count: above.length, of: ratios.length },
    remedies: [{ kind: "rate", factor }],
  };
};

/** Share of the first loss; below, updates are small because there is little left to learn. */
const learnt = 0.2;

export const updateRatioLow: Rule = (evidence) => {
  const ratios = ratiosOf(evidence);
  const below = ratios.filter(({ ratio }) => ratio < low && ratio > none);
  const worst = below.reduce<Ratio | null>((a, b) => (a && a.ratio < b.ratio ? a : b), null);
  if (worst === null || below.length * 2 <= ratios.length) return null;
  const [first, last] = [evidence.stretches[0], evidence.stretches.at(-1)];
  if (first && last && last.loss < learnt * first.loss) return null;
  const factor = Math.max(10, towardsAim(middleOf(ratios)));
  return {
    rule: "updateRatioLow",
    grade: "warn",
    values: { tensor: worst.name, ratio: worst.ratio, count: below.length, of: ratios.length },
    remedies: [{ kind: "rate", factor }],
  };
};
