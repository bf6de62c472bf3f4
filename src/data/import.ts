import type { DataSet } from "../engine/core/dataset.ts";
import type { Preprocessing } from "../spec/data-catalogue.ts";
import type { DataSpec, FileSourceSpec, TableSpec } from "../spec/experiment.ts";
import { Fault, type FaultRecord } from "../spec/fault.ts";
import { limits } from "../spec/limits.ts";
import { prepareNew } from "./prepare.ts";
import type { RawData } from "./raw-data.ts";
import {
  arraysOf,
  isValidationName,
  type Pairs,
  pairByName,
  pairByShape,
} from "./readers/array-roles.ts";
import { arraysData, type NamedArray } from "./readers/arrays-data.ts";
import { type ReadFile, readFile } from "./readers/read-file.ts";
import { sequencesData } from "./readers/sequences.ts";
import { Sha256 } from "./readers/sha256.ts";
import {
  checkSizes,
  displayName,
  overAll,
  type Reading,
  type SourceFile,
} from "./readers/source-file.ts";

export interface ImportOptions {
  /** null: guess header, label column and task from the table itself. */
  readonly table: TableSpec | null;
  readonly seed: number;
  readonly validationShare: number;
  /** The files that a document names: others are refused with `data.wrongFile`. */
  readonly expected?: FileSourceSpec | null;
}

export interface Imported {
  /** For the document. */
  readonly source: FileSourceSpec;
  /** To be remembered, so that another split or normalisation needs no files. */
  readonly data: RawData;
  readonly dataset: DataSet;
  /** What suits data of this kind; `dataset` is normalised so. */
  readonly preprocessing: Preprocessing;
  /** Whole subjects where several are known; `dataset` is split so. */
  readonly split: DataSpec["split"];
  readonly warnings: readonly FaultRecord[];
}

/** Files by drop or picker. Everything that can be wrong with them is a Fault with file and place. */
export async function importFiles(
  files: readonly File[],
  options: ImportOptions,
  reading: Reading = {},
): Promise<Imported> {
  const sources = files.map((file) => ({ name: file.name, blob: file }));
  const table = options.expected?.table ?? options.table;
  const { data, read, warnings } = await readSources(sources, table, reading);
  const source = sourceOf(read, data.name);
  checkExpected(source, options.expected ?? null);
  const prepared = prepareNew(data, options);
  return { source, data, ...prepared, warnings: [...warnings, ...prepared.warnings] };
}

export interface ReadSources {
  readonly data: RawData;
  /** In the order of their roles: training inputs and labels, then those of the validation part. */
  readonly read: readonly ReadFile[];
  readonly warnings: readonly FaultRecord[];
}

/** Reads files that make one data set together. */
export async function readSources(
  sources: readonly SourceFile[],
  table: TableSpec | null,
  reading: Reading,
): Promise<ReadSources> {
  checkSizes(sources);
  const readings = overAll(sources, reading);
  const read: ReadFile[] = [];
  for (const [index, source] of sources.entries()) {
    read.push(await readFile(source, table, readings[index] ?? reading));
    checkKinds(read);
  }
  return combine(read);
}

const mostFiles = { idx: 4, npy: 6, npz: 1, sequences: 2, csv: 1 } as const;

/** Files of one kind make a set together; the first that does not belong is named. */
function checkKinds(read: readonly ReadFile[]): void {
  const [first] = read;
  const last = read.at(-1);
  if (!first || !last) return;
  if (last.kind !== first.kind || read.length > mostFiles[first.kind]) {
    throw new Fault("data.unknownFormat", { file: last.name });
  }
  const cells = read.reduce((sum, file) => sum + cellsOf(file), 0);
  if (cells > limits.cells) {
    throw new Fault("data.cells", { file: last.name, max: limits.cells, got: cells });
  }
}

function cellsOf(file: ReadFile): number {
  switch (file.kind) {
    case "csv":
      return file.data.training.x.length;
    case "sequences":
      return file.sequences.values.length;
    case "npz":
      return file.arrays.reduce((sum, { array }) => sum + array.data.length, 0);
    case "idx":
    case "npy":
      return file.array.array.data.length;
  }
}

function combine(read: readonly ReadFile[]): ReadSources {
  const [first] = read;
  if (!first) throw new Fault("data.empty", { file: "" });
  const name = baseName(first.name);
  if (first.kind === "csv") {
    return { data: { ...first.data, name }, read, warnings: first.warnings };
  }
  if (first.kind === "npz") {
    const { training, validation } = pairByName(first.arrays, first.name);
    return { data: arraysData(name, training, validation), read, warnings: [] };
  }
  if (first.kind === "sequences") return combineSequences(read);
  const arrays = read.flatMap((file) => ("array" in file ? [file.array] : []));
  const pairs = first.kind === "idx" ? pairByShape(arrays) : pairByName(arrays, first.name);
  const data = arraysData(baseName(pairs.training.inputs.name), pairs.training, pairs.validation);
  return { data, read: inRoleOrder(read, pairs), warnings: [] };
}

/** The same files give the same order, and with it the same hash, however they were dropped. */
function inRoleOrder(read: readonly ReadFile[], { training, validation }: Pairs): ReadFile[] {
  const parts = validation ? [training, validation] : [training];
  const order: readonly NamedArray[] = parts.flatMap(arraysOf);
  return order.flatMap((array) => read.filter((file) => "array" in file && file.array === array));
}

/** `X_TRAIN.ts` and `X_TEST.ts` by what their names say, otherwise the larger trains. */
function combineSequences(read: readonly ReadFile[]): ReadSources {
  const ordered = read.toSorted(
    (a, b) =>
      Number(isValidationName(a.name)) - Number(isValidationName(b.name)) ||
      cellsOf(b) - cellsOf(a) ||
      (a.name < b.name ? -1 : 1),
  );
  const parts = ordered.flatMap((file) => ("sequences" in file ? [file.sequences] : []));
  const [training, validation = null] = parts;
  if (!training) throw new Fault("data.empty", { file: "" });
  const base = baseName(training.name);
  const name = base.replace(/[ _-]train$/i, "") || base;
  return { data: sequencesData(name, training, validation), read: ordered, warnings: [] };
}

function baseName(file: string): string {
  return file.replace(/(\.(csv|tsv|ts|txt|data|npy|npz|idx\d?|gz))+$/i, "") || file;
}

function sourceOf(read: readonly ReadFile[], name: string): FileSourceSpec {
  const [first] = read;
  return {
    kind: "file",
    name: displayName(name),
    sha256: combinedHash(read.map(({ digests }) => digests.contents)),
    files: read.map((file) => file.name),
    table: first?.kind === "csv" ? first.table : null,
  };
}

/** Of one file its own hash; of several the hash of their hashes, in the order of their roles. */
function combinedHash(digests: readonly string[]): string {
  const [only] = digests;
  if (only !== undefined && digests.length === 1) return only;
  const hash = new Sha256();
  hash.update(new TextEncoder().encode(digests.join("")));
  return hash.digest();
}

function checkExpected(source: FileSourceSpec, expected: FileSourceSpec | null): void {
  if (!expected || expected.sha256 === source.sha256) return;
  throw new Fault("data.wrongFile", {
    name: expected.name,
    expected: expected.sha256,
    got: source.sha256,
  });
}
