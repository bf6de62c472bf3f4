/** What a check finds out: plain data, told by codes and figures; the sentences stand in `i18n`. */

/** Green, amber, red; `none`: nothing can be said here, and why. */
export type Grade = "pass" | "warn" | "fail" | "none";

export const checkNames = [
  "initialLoss",
  "gradient",
  "overfit",
  "inputs",
  "labels",
  "disjoint",
] as const;
export type CheckName = (typeof checkNames)[number];

/** Why a grade was given: each has its words. */
export const reasonCodes = [
  "initialNear",
  "initialHigh",
  "initialLow",
  "initialUnknown",
  "initialPretrained",
  "initialNotFinite",
  "penaltyAdds",
  "penaltyProbe",
  "penaltyNothing",
  "penaltyWrong",
  "gradientFine",
  "gradientEngine",
  "gradientEngineWrong",
  "gradientMathematics",
  "gradientMathematicsWrong",
  "gradientNotFinite",
  "gradientNothing",
  "penaltyGradientFine",
  "penaltyGradientWrong",
  "overfitDone",
  "overfitStuck",
  "overfitFalling",
  "overfitRising",
  "overfitAlike",
  "overfitContradictory",
  "overfitNotFinite",
  "inputsFine",
  "inputsFineAll",
  "inputsWide",
  "inputsUneven",
  "inputsOffset",
  "inputsNarrow",
  "inputsNotFinite",
  "inputsSymbols",
  "constantSome",
  "constantNone",
  "labelsBalanced",
  "labelsAlike",
  "labelsUneven",
  "labelsLonely",
  "labelsMissing",
  "targetsFine",
  "targetsWide",
  "targetsConstant",
  "disjointFine",
  "disjointShared",
  "disjointNothing",
  "repeatedSome",
  "contradictions",
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** What to do about it. */
export const nextCodes = [
  "train",
  "runGradient",
  "runOverfit",
  "smallerWeights",
  "lookForLeaks",
  "reportBug",
  "smallerStep",
  "smallerNumbers",
  "lowerRate",
  "higherRate",
  "largerNetwork",
  "standardize",
  "dropFeatures",
  "weighClasses",
  "moreExamples",
  "scaleTargets",
  "removeShared",
  "relabel",
  "holdOut",
] as const;
export type NextCode = (typeof nextCodes)[number];

export interface Finding {
  readonly grade: Grade;
  readonly reason: ReasonCode;
  /** Figures of the sentence, by name. */
  readonly values: Readonly<Record<string, number | string>>;
  readonly next: NextCode | null;
}

const order: readonly Grade[] = ["none", "pass", "warn", "fail"];

/** The worst of several grades. */
export function worst(findings: readonly Pick<Finding, "grade">[]): Grade {
  return findings.reduce<Grade>(
    (found, { grade }) => (order.indexOf(grade) > order.indexOf(found) ? grade : found),
    "none",
  );
}

/** Hears how far a check has come; throws when somebody wants it to stop. */
export type Report = (done: number, total: number) => Promise<void>;
