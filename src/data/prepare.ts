import { type DataSet, formOf } from "../engine/core/dataset.ts";
import type { Preprocessing } from "../spec/data-catalogue.ts";
import type { DataSpec, Normalization } from "../spec/experiment.ts";
import type { FaultRecord } from "../spec/fault.ts";
import { limits } from "../spec/limits.ts";
import { fitNormalization, normalizedColumns, spread } from "./normalization.ts";
import { featureCount, type RawData } from "./raw-data.ts";
import { type SplitSpec, splitParts } from "./split.ts";

export interface Prepared {
  readonly dataset: DataSet;
  /** What a person should know but that does not stop training. */
  readonly warnings: readonly FaultRecord[];
}

/** Splits and normalises. Numbers that the document carries are taken before new ones are fitted. */
export function prepare(
  data: RawData,
  spec: SplitSpec & Pick<DataSpec, "preprocessing" | "fitted">,
): Prepared {
  const parts = splitParts(data, spec);
  const { name, inputShape, featureNames, targets, subjects } = data;
  const formed = { form: formOf(data), inputShape, training: parts.training };
  const fit = fitNormalization(spec.preprocessing, formed);
  const sizes = [1, normalizedColumns(formed), featureCount(data)];
  const carried = spec.fitted && fits(spec.fitted, sizes) ? spec.fitted : null;
  return {
    dataset: {
      name,
      inputShape,
      featureNames,
      targets,
      ...parts,
      form: formed.form,
      ...(subjects && { subjects }),
      ownValidation: data.validation !== null,
      normalization: spread(carried ?? fit.normalization, featureCount(data)),
    },
    warnings: constantColumns(data, fit.constant),
  };
}

function fits({ shift, scale }: Normalization, sizes: readonly number[]): boolean {
  return shift.length === scale.length && sizes.includes(shift.length);
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

/** Whole subjects are held out where there are several: what was learnt must hold for new people. */
function suitableSplit({ training, validation }: RawData): DataSpec["split"] {
  const several = training.groups?.some((subject) => subject !== training.groups?.[0]) ?? false;
  return several && !validation ? "subject" : "stratified";
}

/** What suits data that are seen for the first time, to go into the document with them. */
export interface Suitable {
  readonly preprocessing: Preprocessing;
  readonly split: DataSpec["split"];
}

/** Data seen for the first time, with what suits them. */
export function prepareNew(
  data: RawData,
  { seed, validationShare }: Pick<DataSpec, "seed" | "validationShare">,
): Prepared & Suitable {
  const preprocessing = suitablePreprocessing(data);
  const split = suitableSplit(data);
  const spec = { seed, validationShare, split, preprocessing, fitted: null };
  return { ...prepare(data, spec), preprocessing, split };
}
