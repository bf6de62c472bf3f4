/** Data beside the repository, read as the page reads files that a person gives it. */

import { importFiles } from "../../src/data/import.ts";
import type { DataSet } from "../../src/engine/core/dataset.ts";

/** A data set from files below ../shared/data; one that has a part of its own for tests keeps it. */
async function importedSet(folder: string, names: readonly string[]): Promise<DataSet> {
  const files = names.map(async (name) => {
    const response = await fetch(`/data/${folder}/${name}`);
    if (!response.ok) throw new Error(`../shared/data/${folder}/${name}: ${response.status}`);
    return new File([await response.blob()], name);
  });
  const options = { table: null, seed: 1, validationShare: 0 };
  return (await importFiles(await Promise.all(files), options)).dataset;
}

/** 60,000 images for training and 10,000 held out, divided by 255. */
export function mnist(): Promise<DataSet> {
  const names = ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"];
  return importedSet(
    "mnist",
    names.map((name) => `${name}-ubyte.gz`),
  );
}

/** Windows [80, 3] of 40 subjects, those of 11 others held out, standardised for each axis. */
export function wisdm(): Promise<DataSet> {
  const names = ["train_x", "train_y", "train_subject", "test_x", "test_y", "test_subject"];
  return importedSet(
    "wisdm6",
    names.map((name) => `${name}.npy`),
  );
}
