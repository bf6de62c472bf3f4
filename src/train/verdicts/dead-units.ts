import type { Remedy } from "./remedies.ts";
import type { Rule } from "./verdict.ts";

/**
 * CS231n, "Neural Networks 1": "you may find that as much as 40% of your network can be dead ... if the
 * learning rate is set too high". A unit counts as dead when it is 0 on the whole sample.
 */
const many = 0.4;
/** Below, a few units are missed by nobody. */
const some = 0.1;
/** Units that are dead at a later first look may have died before it. */
const atStart = 10;

export const deadUnits: Rule = ({ inspections }) => {
  const latest = inspections.at(-1);
  if (!latest) return null;
  let found = { name: "", dead: 0 };
  for (const { name, dead } of latest.run.layers) {
    if (dead !== null && dead > found.dead) found = { name, dead };
  }
  if (found.dead < some) return null;
  const [first] = inspections;
  const before = first?.run.layers.find(({ name }) => name === found.name)?.dead ?? 0;
  const bornDead = (first?.step ?? 0) <= atStart && before >= 0.8 * found.dead;
  return {
    rule: "deadUnits",
    grade: found.dead >= many ? "fail" : "warn",
    values: { step: latest.step, layer: found.name, percent: percentOf(found.dead) },
    remedies: bornDead ? [initializer, activation, rate] : [rate, activation, initializer],
  };
};

const rate: Remedy = { kind: "rate", factor: 0.1 };
const activation: Remedy = { kind: "activation", activation: "leakyRelu" };
const initializer: Remedy = { kind: "initializer", initializer: "heNormal" };

function percentOf(share: number): number {
  return Math.round(1000 * share) / 10;
}
