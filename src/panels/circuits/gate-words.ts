/** How nodes are called, and what a gate does at a step, in words with numbers. */
import { formatNumber } from "../../i18n/format.ts";
import { currentLocale, lookUp, t } from "../../i18n/index.ts";
import { usesOf } from "../../train/circuits/circuit.ts";
import { type GateKind, gates } from "../../train/circuits/gates.ts";
import type { Circuit, CircuitNode } from "../../train/circuits/parse.ts";
import type { Walk } from "./use-walk.ts";

const signs: Partial<Readonly<Record<GateKind, string>>> = {
  add: "+",
  subtract: "−",
  multiply: "×",
  divide: "÷",
  power: "^",
  negate: "−",
};

/** What stands in the box of a node. */
export function symbolOf({ gate, name, text }: CircuitNode): string {
  if (gate === "input") return name ?? text;
  if (gate === "constant") return text;
  return signs[gate] ?? gate;
}

const longest = 22;

/** Its name, or how it is written. */
export function nameOf(circuit: Circuit, index: number): string {
  const node = circuit[index];
  const text = node?.name ?? node?.text ?? "";
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

export function numberOf(value: number, digits = 4): string {
  return formatNumber(value, currentLocale(), digits).replace("-", "−");
}

/** `a + b = 2 + 1`: the numbers in place of the inputs. */
function inNumbers(gate: GateKind, values: readonly number[]): string {
  const sign = signs[gate];
  const [first = 0, second] = values;
  const text = (value: number) => (value < 0 ? `(${numberOf(value)})` : numberOf(value));
  if (sign === undefined) return `${gate}(${values.map((value) => numberOf(value)).join(", ")})`;
  return second === undefined ? `−${text(first)}` : `${text(first)} ${sign} ${text(second)}`;
}

/** What the last step did; before the first, what is to come. */
export function stepSentences(walk: Walk): string[] {
  const { circuit, now, values } = walk;
  if (!now) return [t("circuits.begin")];
  const { node } = now;
  const gate = circuit[node]?.gate ?? "constant";
  const name = nameOf(circuit, node);
  if (now.kind === "seed") return [t("circuits.seed", { name })];
  if (gate === "input" || gate === "constant") return [];
  if (now.kind === "backward") return [passing(walk, node, gate), ...meetings(walk, node)];
  const inputs = (circuit[node]?.inputs ?? []).map((input) => values[input] ?? 0);
  const value = numberOf(values[node] ?? 0);
  return [t("circuits.forward", { name, numbers: inNumbers(gate, inputs), value })];
}

/** Gates that have a sentence for each of their states. */
function sentenceKey(gate: GateKind, inputs: readonly number[]): string {
  if (gate !== "relu") return gate;
  return gates.relu.route(inputs) === 1 ? "reluOpen" : "reluShut";
}

/** The rule of a gate, with the numbers of this one. */
function passing({ circuit, values, sweep }: Walk, node: number, gate: GateKind): string {
  const inputs = circuit[node]?.inputs ?? [];
  const read = inputs.map((input) => values[input] ?? 0);
  const passed = sweep.passed[node] ?? [];
  const { route } = { route: undefined, ...gates[gate] };
  const winner = inputs[route?.(read) ?? 0] ?? 0;
  const [first = 0, second = 0] = inputs;
  const number = (value: number | null | undefined) => numberOf(value ?? Number.NaN);
  return lookUp(`circuits.backward.${sentenceKey(gate, read)}`, {
    gradient: number(sweep.gradients[node]),
    output: number(values[node]),
    first: nameOf(circuit, first),
    second: nameOf(circuit, second),
    firstValue: number(read[0]),
    secondValue: number(read[1]),
    firstGets: number(passed[0]),
    secondGets: number(passed[1]),
    winner: nameOf(circuit, winner),
    winnerValue: number(values[winner]),
  });
}

/** Where several ways meet in what this gate has just passed to. */
function meetings({ circuit, progress }: Walk, node: number): string[] {
  const inputs = [...new Set(circuit[node]?.inputs ?? [])];
  return inputs.flatMap((input) => {
    const uses = usesOf(circuit, input);
    const parts = progress.arrived[input] ?? [];
    if (uses < 2) return [];
    const name = nameOf(circuit, input);
    const sum = numberOf(progress.gradients[input] ?? 0);
    if (parts.length < uses) return [t("circuits.more", { name, count: uses - parts.length, sum })];
    return [t("circuits.sum", { name, parts: sumText(parts), sum })];
  });
}

/** 3 + (−2) */
export function sumText(parts: readonly number[]): string {
  return parts
    .map((part, index) => (part < 0 && index > 0 ? `(${numberOf(part)})` : numberOf(part)))
    .join(" + ");
}
