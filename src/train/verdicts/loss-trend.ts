import type { Remedy } from "./remedies.ts";
import { towardsAim } from "./update-ratio.ts";
import { type Evidence, hasLearnt, median, type Rule } from "./verdict.ts";

/** Steps before which nothing is said about a curve. */
const patience = 100;
/** A loss that has fallen by less than this share has not learnt. */
const moved = 0.02;

/** The loss of CS231n's "too low" and "too high" learning rates: a line that does not bend. */
export const flatLoss: Rule = (evidence) => {
  const { stretches, step, divergence } = evidence;
  const [first, last] = [stretches[0], stretches.at(-1)];
  if (!first || !last || step < patience || stretches.length < 4 || divergence) return null;
  const lowest = Math.min(...stretches.map(({ loss }) => loss));
  if (!(lowest > (1 - moved) * first.loss) || last.loss > risen * first.loss) return null;
  return {
    rule: "flatLoss",
    grade: "fail",
    values: { step, first: first.loss, last: last.loss },
    remedies: allAlike(evidence) ? [otherWeights] : [...otherRate(evidence), otherWeights],
  };
};

const otherWeights: Remedy = { kind: "initializer", initializer: "heNormal" };

/** Units that start alike stay alike at any rate: "never all equal" (CS231n, "Neural Networks 2"). */
function allAlike({ inspections }: Evidence): boolean {
  const kernels = (inspections.at(-1)?.run.parameters ?? []).filter(
    ({ shape }) => shape.length > 1,
  );
  return kernels.length > 0 && kernels.every(({ weights }) => weights.std === 0);
}

/** Large updates say that the rate is too high; otherwise it is more often too low. */
function otherRate({ inspections }: Evidence): Remedy[] {
  const ratios = (inspections.at(-1)?.run.parameters ?? []).flatMap(({ ratio, shape }) =>
    ratio !== null && shape.length > 1 ? [ratio] : [],
  );
  const up: Remedy = { kind: "rate", factor: 10 };
  const down: Remedy = { kind: "rate", factor: 0.1 };
  const middle = median(ratios);
  // Far below, a tenth of the rate is no way out.
  if (middle > 0 && middle < 1e-4) return [{ kind: "rate", factor: towardsAim(middle) }];
  return middle > 1e-2 ? [down, up] : [up, down];
}

/** The last stretch over the lowest: "very high" in CS231n's picture of learning rates. */
const risen = 1.5;

export const risingLoss: Rule = ({ stretches, step, divergence }) => {
  const last = stretches.at(-1);
  if (!last || stretches.length < 4 || divergence) return null;
  const best = stretches.reduce((a, b) => (b.loss < a.loss ? b : a));
  // Near 0 a loss may double without meaning anything.
  const first = stretches[0]?.loss ?? 0;
  const rises = last.loss > risen * best.loss && last.loss - best.loss > 0.1 * first;
  if (!rises) return null;
  return {
    rule: "risingLoss",
    grade: last.loss > first ? "fail" : "warn",
    values: { step, last: last.loss, best: best.loss, bestStep: best.step },
    remedies: [
      { kind: "rate", factor: 0.1 },
      { kind: "clipNorm", norm: 1 },
    ],
  };
};

/** Accuracy, or R^2, that leaves something to be learnt. */
const good = 0.9;
const similar = 0.05;

/** CS231n: without a gap between the two parts "the model capacity is not high enough". */
export const plateau: Rule = (evidence) => {
  const { stretches, evaluations, step, divergence } = evidence;
  const quarter = Math.floor(stretches.length / 4);
  const [first, last] = [stretches[0], stretches.at(-1)];
  if (!first || !last || quarter < 2 || step < 5 * patience || divergence) return null;
  const [before, now] = [stretches.slice(-2 * quarter, -quarter), stretches.slice(-quarter)];
  const mean = (values: readonly { readonly loss: number }[]) =>
    values.reduce((sum, { loss }) => sum + loss, 0) / values.length;
  const fell = mean(now) < (1 - moved) * first.loss;
  const stands = Math.abs(mean(now) / mean(before) - 1) < moved;
  const heldOut = evaluations.at(-1);
  const apart = last.accuracy - (heldOut ?? last).accuracy;
  // Of a loss that has hardly moved a gap says nothing.
  const noGap = apart < similar || !hasLearnt(evidence);
  if (!fell || !stands || !noGap || last.accuracy >= good) return null;
  return {
    rule: "plateau",
    grade: "warn",
    values: { step, loss: last.loss, accuracy: last.accuracy },
    remedies: [
      { kind: "width", factor: 2 },
      { kind: "rate", factor: 0.1 },
      { kind: "activation", activation: "relu" },
    ],
  };
};
