import type { Targets } from "../../engine/core/dataset.ts";
import type { TableSpec } from "../../spec/experiment.ts";
import { Fault, type FaultRecord } from "../../spec/fault.ts";
import { limits } from "../../spec/limits.ts";
import type { RawData } from "../raw-data.ts";
import { checkCells, missingCells } from "./csv-check.ts";
import type { CsvColumn, CsvTable } from "./csv-column.ts";
import { classNames, requireExamples } from "./labels.ts";
import { displayName } from "./source-file.ts";

export interface CsvResult {
  readonly data: RawData;
  /** How the table was read: as asked, or as guessed. */
  readonly table: TableSpec;
  readonly warnings: readonly FaultRecord[];
}

/** One number of an example: a column, or whether a column of words says this word. */
interface Feature {
  readonly name: string;
  readonly column: CsvColumn;
  readonly word: string | null;
}

/** Examples from a table. `guessed`: the label was not chosen by a person, so gaps only warn. */
export function tableData(
  table: CsvTable,
  spec: TableSpec,
  file: string,
  guessed: boolean,
): CsvResult {
  const label = table.columns[spec.label];
  if (!label) {
    const max = table.columns.length - 1;
    throw new Fault("spec.range", {
      path: "data.source.table.label",
      min: 0,
      max,
      got: spec.label,
    });
  }
  const isNumeric = (column: CsvColumn, index: number) =>
    index === spec.label ? spec.task === "regression" : !column.isCategorical;
  checkCells(table, spec, file, isNumeric);
  const features = featuresOf(table, spec.label);
  if (features.length > limits.columns) {
    throw new Fault("data.columns", { file, max: limits.columns, got: features.length });
  }
  const kept = keptRecords(table, features, label, spec);
  requireExamples(file, kept.length);
  const { targets, y } = targetsOf(label, kept, table.names[spec.label] ?? "y", spec.task, file);
  const data: RawData = {
    name: file,
    inputShape: [features.length],
    featureNames: features.map(({ name }) => name),
    targets,
    training: { count: kept.length, x: inputs(features, kept), y, lengths: null },
    validation: null,
  };
  const gaps = guessed ? missingCells(table, file) : null;
  const leftOut = gaps && ({ code: "data.recordsLeftOut", values: gaps } as const);
  return { data, table: spec, warnings: leftOut ? [leftOut] : [] };
}

/** Columns of a few words become one feature for each word: 1 where the record says it, else 0. */
function featuresOf(table: CsvTable, label: number): Feature[] {
  return table.columns.flatMap((column, index): Feature[] => {
    const name = table.names[index] ?? "";
    if (index === label) return [];
    if (!column.isCategorical) return [{ name, column, word: null }];
    return column.words.map((word) => ({ name: displayName(`${name}=${word}`), column, word }));
  });
}

/** Records that become examples. A record without a label never does: a label cannot be averaged. */
function keptRecords(
  table: CsvTable,
  features: readonly Feature[],
  label: CsvColumn,
  spec: TableSpec,
): number[] {
  const columns = spec.incomplete === "drop" ? new Set(features.map(({ column }) => column)) : [];
  const kept: number[] = [];
  for (let record = 0; record < table.count; record++) {
    let complete = !label.isMissing(record);
    for (const column of columns) complete &&= isComplete(column, record);
    if (complete) kept.push(record);
  }
  return kept;
}

function isComplete(column: CsvColumn, record: number): boolean {
  return column.isCategorical ? !column.isMissing(record) : !Number.isNaN(column.number(record));
}

/** [records, features]; bytes where every feature is one, which is a quarter of the memory. */
function inputs(features: readonly Feature[], kept: readonly number[]): Float32Array | Uint8Array {
  const bytes = features.every(({ column, word }) => column.bytesOnly && word === null);
  const size = features.length * kept.length;
  const x = bytes ? new Uint8Array(size) : new Float32Array(size);
  for (const [place, feature] of features.entries()) {
    const mean = bytes ? 0 : meanOf(feature, kept);
    for (const [row, record] of kept.entries()) {
      const value = featureValue(feature, record);
      x[row * features.length + place] = Number.isNaN(value) ? mean : value;
    }
  }
  return x;
}

/** NaN where the cell is missing or no number. */
function featureValue({ column, word }: Feature, record: number): number {
  if (word === null) return column.number(record);
  if (column.isMissing(record)) return Number.NaN;
  return column.label(record) === word ? 1 : 0;
}

/** Mean of the cells that hold a number, over the whole table; 0 where none does. */
function meanOf(feature: Feature, kept: readonly number[]): number {
  let sum = 0;
  let count = 0;
  for (const record of kept) {
    const value = featureValue(feature, record);
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

function targetsOf(
  label: CsvColumn,
  kept: readonly number[],
  name: string,
  task: TableSpec["task"],
  file: string,
): { targets: Targets; y: Float32Array } {
  if (task === "regression") {
    const y = Float32Array.from(kept, (record) => label.number(record));
    return { targets: { kind: "values", names: [name] }, y };
  }
  const labels = kept.map((record) => label.label(record) ?? "");
  const names = classNames(file, new Set(labels));
  const index = new Map(names.map((text, place) => [text, place]));
  const y = Float32Array.from(labels, (text) => index.get(text) ?? 0);
  return { targets: { kind: "classes", names: names.map(displayName) }, y };
}
