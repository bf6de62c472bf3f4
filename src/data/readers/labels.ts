import { Fault } from "../../spec/fault.ts";
import { limits } from "../../spec/limits.ts";

/** Fewer examples cannot be split into a part to train on and a part to judge by. */
const fewestExamples = 2;

export function requireExamples(file: string, count: number): void {
  if (count < fewestExamples) {
    throw new Fault("data.tooFewExamples", { file, got: count, min: fewestExamples });
  }
}

/** Class names in their order. Refuses a single class and more than the cap. */
export function classNames(file: string, labels: ReadonlySet<string>): string[] {
  const [only = ""] = labels;
  if (labels.size < 2) throw new Fault("data.oneClass", { file, label: only });
  if (labels.size > limits.classes) {
    throw new Fault("data.tooManyClasses", { file, max: limits.classes, got: labels.size });
  }
  return sortedLabels(labels);
}

/** Numbers by value, then words by code point, the same on every machine and in every language. */
export function sortedLabels(labels: ReadonlySet<string>): string[] {
  return [...labels].sort(compareLabels);
}

function compareLabels(a: string, b: string): number {
  const [first, second] = [Number(a), Number(b)];
  const numbers = [!Number.isNaN(first), !Number.isNaN(second)];
  if (numbers[0] && numbers[1]) return first - second;
  if (numbers[0] !== numbers[1]) return numbers[0] ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
