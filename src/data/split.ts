import type { Examples, Targets } from "../engine/core/dataset.ts";
import { targetWidth } from "../engine/core/dataset.ts";
import { streams, uniform } from "../engine/core/random.ts";
import type { DataSpec } from "../spec/experiment.ts";
import { Fault } from "../spec/fault.ts";
import { featureCount, type RawData } from "./raw-data.ts";

export interface Parts {
  readonly training: Examples;
  readonly validation: Examples;
}

/** How a part is held out, by the document. */
export type SplitSpec = Pick<DataSpec, "seed" | "validationShare" | "split">;

/**
 * Training and validation part. A set with a validation part of its own keeps it; otherwise the
 * share is drawn by the seed, and both parts keep the order of the examples. A share above 0 holds
 * out at least one example or subject. Faults `data.noSubjects` and `data.fewSubjects` where whole
 * subjects are asked for and cannot be held out.
 */
export function splitParts(data: RawData, spec: SplitSpec): Parts {
  if (data.validation) return { training: data.training, validation: data.validation };
  const heldOut = chooseHeldOut(data, spec);
  return { training: pick(data, heldOut, 0), validation: pick(data, heldOut, 1) };
}

/** One byte an example: 1 where it is held out. */
function chooseHeldOut(data: RawData, { seed, validationShare, split }: SplitSpec): Uint8Array {
  const { training, targets } = data;
  if (validationShare === 0) return new Uint8Array(training.count);
  switch (split) {
    case "stratified":
      return drawnExamples(training.count, classesOf(training, targets), seed, validationShare);
    case "random":
      return drawnExamples(training.count, [everyExample(training)], seed, validationShare);
    case "subject":
      return drawnSubjects(data, seed, validationShare);
  }
}

/** Examples of each group alike; each group keeps at least one for training. */
function drawnExamples(
  count: number,
  groups: readonly Uint32Array[],
  seed: number,
  share: number,
): Uint8Array {
  const heldOut = new Uint8Array(count);
  const total = Math.max(1, Math.round(count * share));
  const quotas = apportion(
    groups.map((group) => group.length),
    total,
  );
  for (const [label, group] of groups.entries()) {
    shuffle(group, seed, label);
    for (const example of group.subarray(0, quotas[label])) heldOut[example] = 1;
  }
  return heldOut;
}

/** The share of the subjects, not of their examples; at least one in each part. */
function drawnSubjects(
  { name, training, subjects }: RawData,
  seed: number,
  share: number,
): Uint8Array {
  const { groups } = training;
  if (!groups || !subjects) throw new Fault("data.noSubjects", { name });
  const present = Uint32Array.from(new Set(groups)).sort();
  if (present.length < 2) throw new Fault("data.fewSubjects", { name, got: present.length });
  const wanted = Math.round(present.length * share);
  const count = Math.min(present.length - 1, Math.max(1, wanted));
  shuffle(present, seed, 0);
  const chosen = new Set(present.subarray(0, count));
  return Uint8Array.from(groups, (subject) => (chosen.has(subject) ? 1 : 0));
}

function everyExample({ count }: Examples): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i);
}

/** Indices of the examples of each class; one group for regression. */
function classesOf(examples: Examples, targets: Targets): Uint32Array[] {
  if (targets.kind === "values") return [everyExample(examples)];
  const counts = new Uint32Array(targets.names.length);
  for (const label of examples.y) counts[label] = (counts[label] ?? 0) + 1;
  const groups = Array.from(counts, (count) => new Uint32Array(count));
  const filled = new Uint32Array(counts.length);
  for (const [example, label] of examples.y.entries()) {
    const group = groups[label];
    if (group) group[filled[label] ?? 0] = example;
    filled[label] = (filled[label] ?? 0) + 1;
  }
  return groups;
}

/**
 * Shares `total` out by size with the largest remainders first; each group keeps one example back.
 */
function apportion(sizes: readonly number[], total: number): number[] {
  const count = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (count === 0 ? 0 : (size * total) / count));
  const quotas = exact.map((quota, i) =>
    Math.min(Math.floor(quota), Math.max(0, (sizes[i] ?? 0) - 1)),
  );
  const remainder = (i: number) => (exact[i] ?? 0) - (quotas[i] ?? 0);
  const order = sizes.map((_, i) => i).sort((a, b) => remainder(b) - remainder(a) || a - b);
  let left = total - quotas.reduce((sum, quota) => sum + quota, 0);
  for (const i of order) {
    const quota = quotas[i] ?? 0;
    if (left <= 0 || quota + 1 >= (sizes[i] ?? 0)) continue;
    quotas[i] = quota + 1;
    left--;
  }
  return quotas;
}

/** Fisher and Yates, from the stream of splits; each group has its own draws. */
function shuffle(group: Uint32Array, seed: number, label: number): void {
  for (let i = group.length - 1; i > 0; i--) {
    const j = Math.floor(uniform(seed, streams.split, label, i) * (i + 1));
    const held = group[i] ?? 0;
    group[i] = group[j] ?? 0;
    group[j] = held;
  }
}

/** The examples whose mark equals `wanted`, copied. */
function pick(data: RawData, marks: Uint8Array, wanted: 0 | 1): Examples {
  const { x, y, lengths, groups } = data.training;
  const chosen = everyExample(data.training).filter((example) => marks[example] === wanted);
  const count = chosen.length;
  const features = featureCount(data);
  const width = targetWidth(data.targets);
  const pickedX =
    x instanceof Uint8Array ? new Uint8Array(count * features) : new Float32Array(count * features);
  const pickedY = new Float32Array(count * width);
  for (const [place, example] of chosen.entries()) {
    pickedX.set(x.subarray(example * features, (example + 1) * features), place * features);
    pickedY.set(y.subarray(example * width, (example + 1) * width), place * width);
  }
  return {
    count,
    x: pickedX,
    y: pickedY,
    lengths: lengths && Uint16Array.from(chosen, (example) => lengths[example] ?? 0),
    ...(groups && { groups: Uint16Array.from(chosen, (example) => groups[example] ?? 0) }),
  };
}
