/** The registry of rules: what is looked for while a run trains, causes before what comes of them. */
import { deadUnits } from "./dead-units.ts";
import { explodingGradient } from "./exploding-gradient.ts";
import { flatLoss, plateau, risingLoss } from "./loss-trend.ts";
import { notFinite } from "./not-finite.ts";
import { overfitting } from "./overfitting.ts";
import { saturated } from "./saturated.ts";
import { updateRatioHigh, updateRatioLow } from "./update-ratio.ts";
import { vanishingGradient } from "./vanishing-gradient.ts";
import type { Evidence, Rule, RuleName, Verdict } from "./verdict.ts";

const rules: Readonly<Record<RuleName, Rule>> = {
  notFinite,
  deadUnits,
  saturated,
  vanishingGradient,
  explodingGradient,
  updateRatioHigh,
  updateRatioLow,
  risingLoss,
  flatLoss,
  plateau,
  overfitting,
};

/** Reds before ambers; of a run that has halted only that it has. */
export function verdictsOf(evidence: Evidence): Verdict[] {
  const halted = notFinite(evidence);
  if (halted) return [halted];
  const found = Object.values(rules).flatMap((rule) => rule(evidence) ?? []);
  const reds = found.filter(({ grade }) => grade === "fail");
  return [...reds, ...found.filter(({ grade }) => grade === "warn")];
}
