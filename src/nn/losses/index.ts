/**
 * The registry of losses: the op, which targets it is for, how they are encoded for it, and what the
 * outputs mean. The type checker lists a row of the catalogue without one.
 */
import { type Targets, targetWidth } from "../../engine/core/dataset.ts";
import type { Attributes } from "../../engine/ops/op.ts";
import { plainCrossEntropy } from "../../engine/ops/softmax-cross-entropy.ts";
import type { LossKind } from "../../spec/catalogue.ts";
import type { LossSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";

/** The specs of one kind, or of several. */
type SpecOf<K extends LossKind> = { [P in K]: Extract<LossSpec, { kind: P }> }[K];

export interface Loss<Spec extends LossSpec> {
  readonly op: string;
  /** Whether targets of this kind have a meaning for the loss. */
  readonly fits: (targets: Targets) => boolean;
  /** Outputs that the loss wants of the network; two classes may have one output or one each. */
  readonly expectedUnits: (targets: Targets) => number;
  /** What else is wrong with the spec for these targets. */
  readonly check?: (spec: Spec, targets: Targets) => Fault | null;
  /** How class indices become targets when the network has `units` outputs. */
  readonly encode: (targets: Targets, units: number) => "values" | "oneHot";
  /**
   * Attributes of the op. Weights and smoothing shape the training only: losses of several batches
   * are added up in an evaluation, where each batch would have its own sum of weights, and what is
   * compared between experiments should not depend on how they weigh. An evaluation shows the plain loss.
   */
  readonly attributes: (
    spec: Spec,
    targets: Targets,
    units: number,
    training: boolean,
  ) => Attributes;
  /** What turns the last layer's numbers into predictions. */
  readonly prediction: (targets: Targets, units: number) => "softmax" | "sigmoid" | "none";
}

const isClasses = (targets: Targets) => targets.kind === "classes";
const namesOf = (targets: Targets) => targets.names.length;

/** One output says which of two classes; otherwise each class, or each number, has its own. */
function unitsByName(targets: Targets): number {
  return isClasses(targets) && namesOf(targets) === 2 ? 1 : namesOf(targets);
}

/** One output for two classes keeps the index 0 or 1 as its target; more outputs want one each. */
function encodeClasses(targets: Targets, units: number): "values" | "oneHot" {
  return isClasses(targets) && units > targetWidth(targets) ? "oneHot" : "values";
}

/** Losses that score each class against the label. */
const ofClasses = {
  fits: isClasses,
  expectedUnits: namesOf,
  encode: () => "values",
} as const satisfies Partial<Loss<LossSpec>>;

/** Losses that compare numbers; classes become one number each. */
const ofNumbers = {
  fits: () => true,
  expectedUnits: unitsByName,
  encode: encodeClasses,
  prediction: () => "none",
} as const satisfies Partial<Loss<LossSpec>>;

function hitsOf(targets: Targets, units: number): "none" | "threshold" | "argmax" {
  if (!isClasses(targets)) return "none";
  return units === 1 ? "threshold" : "argmax";
}

const losses: { readonly [K in LossKind]: Loss<SpecOf<K>> } = {
  softmaxCrossEntropy: {
    ...ofClasses,
    op: "softmaxCrossEntropy",
    check: ({ classWeights }, targets) => {
      const [expected, got] = [namesOf(targets), classWeights.length];
      return got === 0 || got === expected
        ? null
        : new Fault("shape.classWeights", { expected, got });
    },
    attributes: ({ labelSmoothing, classWeights, divideBy }, _targets, _units, training) =>
      training ? { labelSmoothing, classWeights, divideBy } : plainCrossEntropy,
    prediction: () => "softmax",
  },
  binaryCrossEntropy: {
    ...ofNumbers,
    op: "binaryCrossEntropy",
    fits: isClasses,
    attributes: ({ positiveWeight }, _targets, _units, training) => ({
      positiveWeight: training ? positiveWeight : 1,
    }),
    prediction: () => "sigmoid",
  },
  hinge: {
    ...ofClasses,
    op: "hinge",
    attributes: ({ margin, squared }) => ({ margin, squared }),
    prediction: () => "none",
  },
  meanSquaredError: {
    ...ofNumbers,
    op: "meanSquaredError",
    attributes: (_, targets, units) => ({ hits: hitsOf(targets, units) }),
  },
  meanAbsoluteError: {
    ...ofNumbers,
    op: "meanAbsoluteError",
    attributes: (_, targets, units) => ({ hits: hitsOf(targets, units) }),
  },
  huber: {
    ...ofNumbers,
    op: "huber",
    attributes: ({ delta }, targets, units) => ({ hits: hitsOf(targets, units), delta }),
  },
};

/** The loss of a kind. */
export function lossOf<K extends LossKind>(kind: K): Loss<SpecOf<K>> {
  return losses[kind];
}

/** Units that the loss wants of the last layer for these targets. */
export function expectedUnits(kind: LossKind, targets: Targets): number {
  return losses[kind].expectedUnits(targets);
}

/** Whether the last layer's width suits the loss: two classes may also have one output each. */
export function fitsUnits(kind: LossKind, targets: Targets, units: number): boolean {
  return (
    units === expectedUnits(kind, targets) || (isClasses(targets) && units === namesOf(targets))
  );
}

/** Why the loss cannot be taken for these targets, whatever the network; null when it can. */
export function lossProblem<K extends LossKind>(spec: SpecOf<K>, targets: Targets): Fault | null {
  const loss = losses[spec.kind];
  if (!loss.fits(targets)) return new Fault("shape.lossNeedsClasses", { loss: spec.kind });
  return loss.check?.(spec, targets) ?? null;
}
