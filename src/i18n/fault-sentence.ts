/** A fault as one sentence for people: what happened, where, what to do. */
import type { FaultCode, FaultRecord } from "../spec/fault.ts";
import { formatBytes } from "./format.ts";
import { currentLocale, lookUp } from "./index.ts";

/** Values that are bytes, by the fault they belong to. */
const byteValues: { readonly [C in FaultCode]?: readonly string[] } = {
  "link.expands": ["max"],
  "memory.tooMuch": ["needed", "available"],
  "data.tooLarge": ["max", "got"],
  "data.expands": ["max"],
  "engine.outOfMemory": ["needed"],
};

/** Values that are codes: where their words stand. */
const wordPrefixes: { readonly [C in FaultCode]?: Readonly<Record<string, string>> } = {
  "engine.noWebGpu": { reason: "faultWords.noWebGpu." },
  "link.format": { reason: "faultWords.linkFormat." },
  "data.idxLonely": { missing: "faultWords.missing." },
  "spec.type": { expected: "faultWords.kinds.", got: "faultWords.kinds." },
};

function lossLabel(loss: string): string {
  const key = `catalogue.losses.${loss}.label`;
  const label = lookUp(key);
  return label === key ? loss : label;
}

function valueInWords(code: FaultCode, name: string, value: string | number): string | number {
  if (typeof value === "number") {
    return byteValues[code]?.includes(name) ? formatBytes(value, currentLocale()) : value;
  }
  if (name === "loss") return lossLabel(value);
  const prefix = wordPrefixes[code]?.[name];
  if (prefix === undefined) return value;
  const words = lookUp(prefix + value);
  return words === prefix + value ? value : words;
}

/** The sentence in the present language. */
export function faultSentence(fault: FaultRecord): string {
  const values: [string, string | number][] = Object.entries(fault.values);
  const words = values.map(([name, value]) => [name, valueInWords(fault.code, name, value)]);
  return lookUp(`faults.${fault.code}`, Object.fromEntries(words));
}
