/** What is seen of a run while it trains, and what a rule makes of it. Rules are pure. */
import type { Experiment } from "../../spec/experiment.ts";
import type { RunInspection } from "../inspection.ts";
import type { Remedy } from "./remedies.ts";

/** A stretch of training; all stretches of a run are alike in length. */
export interface Stretch {
  /** Its last step. */
  readonly step: number;
  /** Means over its steps. */
  readonly loss: number;
  readonly accuracy: number;
}

export interface SeenInspection {
  readonly step: number;
  readonly run: RunInspection;
}

export interface Evidence {
  readonly experiment: Experiment;
  /** Which run of the document. */
  readonly run: number;
  /** Updates made. */
  readonly step: number;
  readonly divergence: {
    readonly step: number;
    readonly tensor: string;
    readonly value: "nan" | "infinity";
  } | null;
  /** Oldest first. */
  readonly inspections: readonly SeenInspection[];
  /** The whole training so far, oldest first. */
  readonly stretches: readonly Stretch[];
  /** On the held-out part, oldest first. */
  readonly evaluations: readonly Stretch[];
  /** Whether accuracy is a share of hits; otherwise it is R^2. */
  readonly classes: boolean;
}

export const ruleNames = [
  "notFinite",
  "risingLoss",
  "flatLoss",
  "plateau",
  "deadUnits",
  "saturated",
  "vanishingGradient",
  "explodingGradient",
  "updateRatioHigh",
  "updateRatioLow",
  "overfitting",
] as const;
export type RuleName = (typeof ruleNames)[number];

export interface Verdict {
  readonly rule: RuleName;
  readonly grade: "warn" | "fail";
  /** Figures of the sentence, by name. */
  readonly values: Readonly<Record<string, number | string>>;
  /** What may help, the likeliest first; each is tried in a run of its own. */
  readonly remedies: readonly Remedy[];
}

/** Stretches of a curve, and looks inside, that rules wait for. */
const enough = { stretches: 4, looks: 3 };

/** Whether silence means that nothing is amiss. */
export function isEnough({ stretches, inspections }: Evidence): boolean {
  return stretches.length >= enough.stretches && inspections.length >= enough.looks;
}

/** Share of the first loss below which a run has learnt what it was given, well or by heart. */
const learnt = 0.75;

/** Gap and remedies of overfitting mean nothing where the loss has hardly moved. */
export function hasLearnt({ stretches, evaluations }: Evidence): boolean {
  const first = Math.max(stretches[0]?.loss ?? 0, evaluations[0]?.loss ?? 0);
  return (stretches.at(-1)?.loss ?? first) < learnt * first;
}

/** null: nothing to say. */
export type Rule = (evidence: Evidence) => Verdict | null;

/** The middle one of some numbers; the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
