import type { DataSet, ExampleForm, Examples, Targets } from "../engine/core/dataset.ts";
import { formOf, targetWidth } from "../engine/core/dataset.ts";
import { elements } from "../engine/core/shape.ts";
import type { Normalization } from "../spec/experiment.ts";
import type { FaultRecord } from "../spec/fault.ts";
import { normalizedColumns } from "./normalization.ts";

export interface Preview {
  readonly count: number;
  /** [count, ...inputShape], raw values. */
  readonly x: Float32Array | Uint8Array;
  /** As in `Examples.y`. */
  readonly y: Float32Array;
  /** As in `Examples.lengths`. */
  readonly lengths: Uint16Array | null;
}

/** What the page shows of a data set, small enough to be copied between threads. */
export interface DatasetInfo {
  readonly name: string;
  readonly inputShape: readonly number[];
  readonly form: ExampleForm;
  /** Of flat data, or of the channels of sequences; empty where unknown. */
  readonly featureNames: readonly string[];
  readonly targets: Targets;
  readonly trainingCount: number;
  readonly validationCount: number;
  /** Examples of each class in both parts; empty for regression. */
  readonly classCounts: { readonly training: number[]; readonly validation: number[] };
  /** Names of the subjects of each part; empty where they are not known. */
  readonly subjects: { readonly training: string[]; readonly validation: string[] };
  /** Whether sequences differ in length. */
  readonly variableLengths: boolean;
  /** Whether the set came with its own validation part, so that no share is held out. */
  readonly ownValidation: boolean;
  readonly bytes: number;
  /** A pair for each feature of flat data or channel of sequences, or one pair for all. */
  readonly normalization: Normalization;
  /**
   * All points of small 2-D sets (at most 2,000), the first hundred examples otherwise; of sequences
   * some of each class, taken evenly from the whole part.
   */
  readonly preview: { readonly training: Preview; readonly validation: Preview };
  readonly warnings: readonly FaultRecord[];
}

const mostPoints = 2000;
const mostExamples = 100;
/** Long sequences are shown by fewer examples. */
const mostNumbers = 500_000;
const fewestExamples = 8;

export function datasetInfo(dataset: DataSet, warnings: readonly FaultRecord[]): DatasetInfo {
  const { name, inputShape, featureNames, targets } = dataset;
  const { training, validation } = dataset;
  return {
    name,
    inputShape,
    form: formOf(dataset),
    featureNames,
    targets,
    trainingCount: training.count,
    validationCount: validation.count,
    classCounts: {
      training: classCounts(training, targets),
      validation: classCounts(validation, targets),
    },
    subjects: {
      training: subjectsOf(dataset, training),
      validation: subjectsOf(dataset, validation),
    },
    variableLengths: training.lengths !== null,
    ownValidation: dataset.ownValidation ?? false,
    bytes: bytesOf(training) + bytesOf(validation),
    normalization: fittedOf(dataset),
    preview: { training: preview(dataset, training), validation: preview(dataset, validation) },
    warnings,
  };
}

function classCounts(examples: Examples, targets: Targets): number[] {
  if (targets.kind === "values") return [];
  const counts = targets.names.map(() => 0);
  for (const label of examples.y) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

function subjectsOf({ subjects = [] }: DataSet, { groups }: Examples): string[] {
  const present = new Set(groups ?? []);
  return subjects.filter((_, index) => present.has(index));
}

function bytesOf({ x, y, lengths }: Examples): number {
  return x.byteLength + y.byteLength + (lengths?.byteLength ?? 0);
}

/** As it was fitted: what was repeated for every time step is told once. */
function fittedOf(dataset: DataSet): Normalization {
  const { shift, scale } = dataset.normalization;
  const columns = Math.min(shift.length, normalizedColumns(dataset));
  return formOf(dataset) === "sequence"
    ? { shift: shift.slice(0, columns), scale: scale.slice(0, columns) }
    : dataset.normalization;
}

/** Copies: a view would take its whole array along to the other thread. */
function preview(dataset: DataSet, examples: Examples): Preview {
  const { inputShape, targets } = dataset;
  const features = elements(inputShape);
  const width = targetWidth(targets);
  const affordable = Math.max(fewestExamples, Math.floor(mostNumbers / features));
  if (formOf(dataset) === "sequence") {
    return chosenPreview(dataset, examples, Math.min(mostExamples, affordable));
  }
  const limit = Math.min(examples.count, features <= 2 ? mostPoints : mostExamples, affordable);
  return {
    count: limit,
    x: examples.x.slice(0, limit * features),
    y: examples.y.slice(0, limit * width),
    lengths: null,
  };
}

function chosenPreview(
  { inputShape, targets }: DataSet,
  examples: Examples,
  limit: number,
): Preview {
  const features = elements(inputShape);
  const width = targetWidth(targets);
  const chosen = spreadChoice(examples, targets, limit);
  const { lengths } = examples;
  const x = new Float32Array(chosen.length * features);
  const y = new Float32Array(chosen.length * width);
  for (const [place, i] of chosen.entries()) {
    x.set(examples.x.subarray(i * features, (i + 1) * features), place * features);
    y.set(examples.y.subarray(i * width, (i + 1) * width), place * width);
  }
  const shown = lengths && Uint16Array.from(chosen, (i) => lengths[i] ?? 0);
  return { count: chosen.length, x, y, lengths: shown };
}

/** Up to `limit` examples in their order: as many of each class, evenly spaced among its own. */
function spreadChoice({ count, y }: Examples, targets: Targets, limit: number): number[] {
  if (count <= limit) return Array.from({ length: count }, (_, i) => i);
  const classes = targets.kind === "classes" ? targets.names.length : 1;
  const groups: number[][] = Array.from({ length: classes }, () => []);
  for (let i = 0; i < count; i++) groups[classes === 1 ? 0 : (y[i] ?? 0)]?.push(i);
  const each = Math.max(1, Math.floor(limit / classes));
  return groups
    .flatMap((group) => {
      const taken = Math.min(each, group.length);
      return Array.from(
        { length: taken },
        (_, i) => group[Math.floor((i * group.length) / taken)] ?? 0,
      );
    })
    .slice(0, limit)
    .sort((a, b) => a - b);
}
