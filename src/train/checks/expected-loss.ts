/**
 * The loss that a network has before it has learnt anything, when its outputs lie near 0: written out
 * from the definition of each loss, so that it does not rest on the code that is checked.
 */
import { type DataSet, targetWidth } from "../../engine/core/dataset.ts";
import type { LayerSpec, LossSpec } from "../../spec/experiment.ts";

type Targets = Pick<DataSet, "targets" | "training">;

/**
 * Mean loss over the training part of `data` when every output is 0; null where nothing can be said:
 * behind the last layer stands something whose outputs do not start near 0.
 */
export function expectedLoss(
  loss: LossSpec,
  layers: readonly LayerSpec[],
  data: Targets,
): number | null {
  const output = outputLayer(layers);
  if (output === null) return null;
  const classes = data.targets.names.length;
  const { y } = data.training;
  switch (loss.kind) {
    case "softmaxCrossEntropy":
      return Math.log(classes) * meanWeight(loss, y, classes);
    case "binaryCrossEntropy":
      // -w t ln(1/2) - (1 - t) ln(1/2)
      return meanOver(data, output.units, (t) => Math.LN2 * (1 - t + loss.positiveWeight * t));
    case "hinge":
      // All scores alike: each of the C - 1 wrong classes is short of the margin by all of it.
      return (classes - 1) * (loss.squared ? loss.margin ** 2 : loss.margin);
    case "meanSquaredError":
      // mean t^2, which is the variance where targets have a mean of 0
      return meanOver(data, output.units, (t) => t * t);
    case "meanAbsoluteError":
      return meanOver(data, output.units, Math.abs);
    case "huber":
      return meanOver(data, output.units, (t) => huber(Math.abs(t), loss.delta));
  }
}

/** How the expected loss comes about where a logarithm says it all, as `ln 10 = `; else nothing. */
export function chanceRule(loss: LossSpec, { targets }: Targets): string {
  switch (loss.kind) {
    case "softmaxCrossEntropy":
      return loss.classWeights.length === 0 ? `ln ${targets.names.length} = ` : "";
    case "binaryCrossEntropy":
      return loss.positiveWeight === 1 ? "ln 2 = " : "";
    case "hinge":
    case "meanSquaredError":
    case "meanAbsoluteError":
    case "huber":
      return "";
  }
}

function huber(distance: number, delta: number): number {
  return distance <= delta ? distance ** 2 / 2 : delta * (distance - delta / 2);
}

/** sum of w_c ((1 - a) [c = y] + a / C) over c, mean over the examples, over the divisor of the loss. */
function meanWeight(
  { classWeights, labelSmoothing, divideBy }: Extract<LossSpec, { kind: "softmaxCrossEntropy" }>,
  y: Float32Array,
  classes: number,
): number {
  if (classWeights.length === 0) return 1;
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const ofLabels = mean(Array.from(y, (label) => classWeights[label] ?? 1));
  const smooth = labelSmoothing * mean(classWeights.slice(0, classes));
  const weighed = (1 - labelSmoothing) * ofLabels + smooth;
  return divideBy === "examples" ? weighed : weighed / ofLabels;
}

/** Mean of a term over all target numbers as the loss sees them: values, an index, or one-hot. */
function meanOver(
  { targets, training }: Targets,
  units: number,
  term: (target: number) => number,
): number {
  const { y } = training;
  const oneHot = targets.kind === "classes" && units > targetWidth(targets);
  // Of C columns one is 1 and the others are 0.
  if (oneHot) return (term(1) + (units - 1) * term(0)) / units;
  let sum = 0;
  for (const value of y) sum += term(value);
  return sum / y.length;
}

/** Layers that hand on what they are given, or its mean. */
const passing: readonly LayerSpec["kind"][] = [
  "flatten",
  "reshape",
  "dropout",
  "gaussianNoise",
  "globalAveragePooling1d",
  "globalAveragePooling2d",
];

/** The dense layer whose plain sums are the outputs; null where they pass through anything else. */
function outputLayer(layers: readonly LayerSpec[]): Extract<LayerSpec, { kind: "dense" }> | null {
  const last = layers.findLast(({ kind }) => !passing.includes(kind));
  if (last?.kind !== "dense" || last.activation !== "linear") return null;
  const { biasInitializer } = last;
  return biasInitializer === null || biasInitializer.kind === "zeros" ? last : null;
}
