import type { DataSet, Examples, Targets } from "../engine/core/dataset.ts";
import { targetWidth } from "../engine/core/dataset.ts";
import { elements } from "../engine/core/shape.ts";
import type { Normalization } from "../spec/experiment.ts";
import type { FaultRecord } from "../spec/fault.ts";

export interface Preview {
  readonly count: number;
  /** [count, ...inputShape], raw values. */
  readonly x: Float32Array | Uint8Array;
  /** As in `Examples.y`. */
  readonly y: Float32Array;
}

/** What the page shows of a data set, small enough to be copied between threads. */
export interface DatasetInfo {
  readonly name: string;
  readonly inputShape: readonly number[];
  readonly featureNames: readonly string[];
  readonly targets: Targets;
  readonly trainingCount: number;
  readonly validationCount: number;
  /** Examples of each class in both parts; empty for regression. */
  readonly classCounts: { readonly training: number[]; readonly validation: number[] };
  readonly bytes: number;
  readonly normalization: Normalization;
  /** All points of small 2-D sets (at most 2,000), the first hundred examples otherwise. */
  readonly preview: { readonly training: Preview; readonly validation: Preview };
  readonly warnings: readonly FaultRecord[];
}

const mostPoints = 2000;
const mostExamples = 100;

export function datasetInfo(dataset: DataSet, warnings: readonly FaultRecord[]): DatasetInfo {
  const { name, inputShape, featureNames, targets, normalization } = dataset;
  const { training, validation } = dataset;
  return {
    name,
    inputShape,
    featureNames,
    targets,
    trainingCount: training.count,
    validationCount: validation.count,
    classCounts: {
      training: classCounts(training, targets),
      validation: classCounts(validation, targets),
    },
    bytes: bytesOf(training) + bytesOf(validation),
    normalization,
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

function bytesOf({ x, y }: Examples): number {
  return x.byteLength + y.byteLength;
}

/** Copies: a view would take its whole array along to the other thread. */
function preview({ inputShape, targets }: DataSet, { count, x, y }: Examples): Preview {
  const features = elements(inputShape);
  const shown = Math.min(count, features <= 2 ? mostPoints : mostExamples);
  return {
    count: shown,
    x: x.slice(0, shown * features),
    y: y.slice(0, shown * targetWidth(targets)),
  };
}
