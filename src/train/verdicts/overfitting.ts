import type { Remedy } from "./remedies.ts";
import { type Evidence, hasLearnt, median, type Rule } from "./verdict.ts";

/**
 * CS231n, "Neural Networks 3": "the gap between the training and validation accuracy indicates the
 * amount of overfitting". Ten points are seen in its picture of strong overfitting; twice that is told
 * in red.
 */
const gap = 0.1;
const wide = 0.2;
/** The held-out loss over its best so far. */
const risen = 1.25;
/** Share of the first held-out loss. */
const noticed = 0.05;
const enoughEvaluations = 5;
/** A single evaluation of few examples wanders by as much as the gap. */
const recent = 3;

export const overfitting: Rule = (evidence) => {
  const { evaluations, stretches } = evidence;
  const [last, training] = [evaluations.at(-1), stretches.at(-1)];
  if (!last || !training || evaluations.length < enoughEvaluations) return null;
  if (!hasLearnt(evidence)) return null;
  const heldOut = median(evaluations.slice(-recent).map(({ accuracy }) => accuracy));
  const apart = training.accuracy - heldOut;
  const best = evaluations.reduce((a, b) => (b.loss < a.loss ? b : a));
  // What does not learn has a held-out loss that wanders, and near 0 every loss does.
  const matters = last.loss - best.loss > noticed * (evaluations[0]?.loss ?? 0);
  const rises = matters && last.loss > risen * best.loss && training.loss < best.loss;
  if (!(apart > gap) && !rises) return null;
  return {
    rule: "overfitting",
    grade: apart > wide ? "fail" : "warn",
    values: {
      training: training.accuracy,
      validation: heldOut,
      gap: apart,
      bestLoss: best.loss,
      bestStep: best.step,
      loss: last.loss,
    },
    remedies: regularize(evidence),
  };
};

/** Ten times the L2 that there is, or a first one; more dropout where there is any. */
function regularize({ experiment, run }: Evidence): Remedy[] {
  const spec = experiment.runs[run];
  const l2 = spec && spec.l2 > 0 ? Math.min(10, Number((10 * spec.l2).toPrecision(6))) : 1e-3;
  return [
    { kind: "l2", l2 },
    { kind: "dropout", rate: (spec?.dropout ?? 0) >= 0.5 ? 0.7 : 0.5 },
    { kind: "width", factor: 0.5 },
  ];
}
