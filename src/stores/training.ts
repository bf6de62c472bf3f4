/** Edits of how and on what the network is trained: data, batches and runs. */
import type { Preprocessing } from "../spec/data-catalogue.ts";
import type { Normalization, RunSpec, SourceSpec, TrainingSpec } from "../spec/experiment.ts";
import { limits } from "../spec/limits.ts";
import { plainText } from "../spec/plain-text.ts";
import { amend, edit, useDocument } from "./document.ts";

/** Another set of data, or other fields of the same; numbers fitted to the old one are forgotten. */
export function setSource(source: SourceSpec, field: string | null = null): void {
  edit(
    (draft) => {
      draft.data.source = source;
      draft.data.fitted = null;
    },
    field === null ? null : `data.source.${field}`,
  );
}

export function setDataSeed(seed: number): void {
  edit((draft) => {
    draft.data.seed = seed;
    draft.data.fitted = null;
  }, "data.seed");
}

export function setValidationShare(share: number): void {
  edit((draft) => {
    draft.data.validationShare = share;
    draft.data.fitted = null;
  }, "data.validationShare");
}

export function setPreprocessing(preprocessing: Preprocessing): void {
  edit((draft) => {
    draft.data.preprocessing = preprocessing;
    draft.data.fitted = null;
  });
}

/** Keeps in the document the numbers that were found for its data. */
export function keepFitted(fitted: Normalization): void {
  amend((draft) => {
    draft.data.fitted = fitted;
  });
}

export function setTitle(title: string): void {
  edit((draft) => {
    draft.title = plainText(title);
  }, "title");
}

export function updateTraining(training: TrainingSpec, field: string): void {
  edit((draft) => {
    draft.training = training;
  }, `training.${field}`);
}

export function setOrderSeed(seed: number): void {
  edit((draft) => {
    draft.orderSeed = seed;
  }, "orderSeed");
}

export function updateRun(index: number, run: RunSpec, field: string): void {
  edit((draft) => {
    if (index < draft.runs.length) draft.runs[index] = { ...run, name: plainText(run.name) };
  }, `runs.${index}.${field}`);
}

/** Adds a copy of a run behind the last; its index, or null when there is no room for another. */
export function duplicateRun(index: number): number | null {
  const { runs } = useDocument.getState().experiment;
  const run = runs[index];
  if (!run || runs.length >= limits.runs) return null;
  edit((draft) => {
    draft.runs.push({ ...run, name: "" });
  });
  return runs.length;
}

/** The last run cannot be removed. */
export function removeRun(index: number): void {
  edit((draft) => {
    if (draft.runs.length > 1) draft.runs.splice(index, 1);
  });
}
