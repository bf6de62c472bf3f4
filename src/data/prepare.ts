import type { DataSet } from "../engine/core/dataset.ts";
import type { Preprocessing } from "../spec/catalogue.ts";
import type { DataSpec, Normalization } from "../spec/experiment.ts";
import type { FaultRecord } from "../spec/fault.ts";
import { limits } from "../spec/limits.ts";
import { fitNormalization } from "./normalization.ts";
import { featureCount, type RawData } from "./raw-data.ts";
import { splitParts } from "./split.ts";

export interface Prepared {
  readonly dataset: DataSet;
  /** What a person should know but that does not stop training. */
  readonly warnings: readonly FaultRecord[];
}

/** Splits and normalises. Numbers that the document carries are taken before new ones are fitted. */
export function prepare(
  data: RawData,
  spec: Pick<DataSpec, "seed" | "validationShare" | "preprocessing" | "fitted">,
): Prepared {
  const parts = splitParts(data, spec.seed, spec.validationShare);
  const fit = fitNormalization(spec.preprocessing, parts.training, data.inputShape);
  const carried = spec.fitted && fits(spec.fitted, featureCount(data)) ? spec.fitted : null;
  const { name, inputShape, featureNames, targets } = data;
  return {
    dataset: {
      name,
      inputShape,
      featureNames,
      targets,
      ...parts,
      normalization: carried ?? fit.normalization,
    },
    warnings: constantColumns(data, fit.constant),
  };
}

function fits({ shift, scale }: Normalization, features: number): boolean {
  return shift.length === scale.length && (shift.length === 1 || shift.length === features);
}

/** One warning for all constant columns, cut so that it stays a sentence. */
function constantColumns(data: RawData, constant: readonly number[]): FaultRecord[] {
  if (constant.length === 0) return [];
  const names = constant.map((index) => data.featureNames[index] ?? `x${index + 1}`).join(", ");
  const column =
    names.length > limits.nameCharacters ? `${names.slice(0, limits.nameCharacters - 1)}…` : names;
  return [{ code: "data.constantColumn", values: { file: data.name, column } }];
}

const greyThreshold = 128;

/**
 * What suits data from outside: greys are divided by 255, tables and sequences standardised.
 */
function suitablePreprocessing(data: RawData): Preprocessing {
  const { x } = data.training;
  if (!(x instanceof Uint8Array)) return "standardize";
  return x.some((value) => value >= greyThreshold) ? "divide255" : "standardize";
}

/** Data seen for the first time, with the preprocessing that suits it. */
export function prepareNew(
  data: RawData,
  spec: Pick<DataSpec, "seed" | "validationShare">,
): Prepared & { readonly preprocessing: Preprocessing } {
  const preprocessing = suitablePreprocessing(data);
  const { seed, validationShare } = spec;
  return {
    ...prepare(data, { seed, validationShare, preprocessing, fitted: null }),
    preprocessing,
  };
}
