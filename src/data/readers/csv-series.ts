/** Windows from a long table: each record is one sample of a series, as WISDM stores them. */
import type { Examples, Targets } from "../../engine/core/dataset.ts";
import type { TableSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";
import { limits } from "../../spec/limits.ts";
import { checkCells, missingCells } from "./csv-check.ts";
import type { CsvColumn, CsvTable } from "./csv-column.ts";
import { channelColumns, longestOf, stretchesOf } from "./csv-stretches.ts";
import type { CsvResult } from "./csv-table.ts";
import { classNames, requireExamples, sortedLabels } from "./labels.ts";
import { displayName } from "./source-file.ts";

/**
 * Examples [window, channels] cut within stretches of one subject and one activity. `guessed`: the
 * columns were not chosen by a person, so gaps only warn.
 */
export function seriesData(
  table: CsvTable,
  spec: TableSpec,
  file: string,
  guessed: boolean,
): CsvResult {
  requireColumns(table, spec, file);
  const channels = channelColumns(table, spec);
  if (channels.length === 0) throw new Fault("data.noFeature", { file });
  const isNumeric = (_: CsvColumn, index: number) =>
    channels.includes(index) ||
    index === spec.time ||
    (index === spec.label && spec.task === "regression");
  checkCells(table, spec, file, isNumeric);
  const stretches = stretchesOf(table, spec, keptRecords(table, spec, channels));
  const windows = windowsOf(stretches, spec, file, channels.length);
  requireExamples(file, windows.length);
  const { targets, y } = targetsOf(table, spec, file, windows);
  const x = fill(table, channels, windows, spec.window);
  const subjects = subjectsOf(table.columns[spec.subject], windows);
  const training: Examples = {
    count: windows.length,
    x,
    y,
    lengths: null,
    ...(subjects && { groups: subjects.groups }),
  };
  const gaps = guessed ? missingCells(table, file) : null;
  return {
    data: {
      name: file,
      inputShape: [spec.window, channels.length],
      form: "sequence",
      featureNames: channels.map((index) => table.names[index] ?? ""),
      targets,
      training,
      validation: null,
      ...(subjects && { subjects: subjects.names }),
    },
    table: spec,
    warnings: gaps ? [{ code: "data.recordsLeftOut", values: gaps }] : [],
  };
}

function requireColumns(table: CsvTable, spec: TableSpec, file: string): void {
  const known = displayName(table.names.join(", "));
  for (const index of [spec.label, spec.subject, spec.time]) {
    if (index < table.columns.length) continue;
    throw new Fault("data.unknownColumn", { file, column: String(index + 1), known });
  }
}

/** Records that say what they belong to; those with gaps in a channel only where they are filled. */
export function keptRecords(
  table: CsvTable,
  spec: TableSpec,
  channels: readonly number[],
): Uint32Array {
  const numeric = spec.incomplete === "drop" ? [...channels] : [];
  if (spec.time >= 0) numeric.push(spec.time);
  if (spec.task === "regression") numeric.push(spec.label);
  const columns = numeric.flatMap((index) => table.columns[index] ?? []);
  const named = [spec.label, spec.subject].flatMap((index) => table.columns[index] ?? []);
  const kept: number[] = [];
  for (let record = 0; record < table.count; record++) {
    let complete = true;
    for (const column of named) complete &&= !column.isMissing(record);
    for (const column of columns) complete &&= !Number.isNaN(column.number(record));
    if (complete) kept.push(record);
  }
  return Uint32Array.from(kept);
}

/** The records of each window. */
function windowsOf(
  stretches: readonly Uint32Array[],
  { window, windowStride }: TableSpec,
  file: string,
  channels: number,
): Uint32Array[] {
  const longest = longestOf(stretches);
  if (longest < window) throw new Fault("data.windowTooLong", { file, window, longest });
  const counts = stretches.map(({ length }) =>
    length < window ? 0 : 1 + Math.floor((length - window) / windowStride),
  );
  const got = counts.reduce((sum, count) => sum + count, 0) * window * channels;
  if (got > limits.cells) throw new Fault("data.cells", { file, max: limits.cells, got });
  return stretches.flatMap((stretch, index) =>
    Array.from({ length: counts[index] ?? 0 }, (_, i) =>
      stretch.subarray(i * windowStride, i * windowStride + window),
    ),
  );
}

/** [windows, window, channels]; a gap takes the mean of its channel. */
function fill(
  table: CsvTable,
  channels: readonly number[],
  windows: readonly Uint32Array[],
  length: number,
): Float32Array {
  const x = new Float32Array(windows.length * length * channels.length);
  for (const [channel, index] of channels.entries()) {
    const column = table.columns[index];
    if (!column) continue;
    const mean = meanOf(column);
    let at = channel;
    for (const window of windows) {
      for (const record of window) {
        const value = column.number(record);
        x[at] = Number.isNaN(value) ? mean : value;
        at += channels.length;
      }
    }
  }
  return x;
}

/** Of the cells that hold a number, over the whole table; 0 where none does. */
function meanOf(column: CsvColumn): number {
  let sum = 0;
  for (let record = 0; record < column.count; record++) {
    const value = column.number(record);
    if (!Number.isNaN(value)) sum += value;
  }
  return column.numberCount === 0 ? 0 : sum / column.numberCount;
}

/** The activity of each window, or the mean over a window of the number to predict. */
function targetsOf(
  table: CsvTable,
  { label, task }: TableSpec,
  file: string,
  windows: readonly Uint32Array[],
): { targets: Targets; y: Float32Array } {
  const column = table.columns[label];
  if (task === "regression") {
    const mean = (window: Uint32Array) =>
      window.reduce((sum, record) => sum + (column?.number(record) ?? 0), 0) / window.length;
    const y = Float32Array.from(windows, mean);
    return { targets: { kind: "values", names: [table.names[label] ?? "y"] }, y };
  }
  const labels = windows.map((window) => column?.label(window[0] ?? 0) ?? "");
  const names = classNames(file, new Set(labels));
  const index = new Map(names.map((text, place) => [text, place]));
  const y = Float32Array.from(labels, (text) => index.get(text) ?? 0);
  return { targets: { kind: "classes", names: names.map(displayName) }, y };
}

function subjectsOf(
  column: CsvColumn | undefined,
  windows: readonly Uint32Array[],
): { names: string[]; groups: Uint16Array } | null {
  if (!column) return null;
  const texts = windows.map((window) => column.label(window[0] ?? 0) ?? "");
  const names = sortedLabels(new Set(texts));
  const index = new Map(names.map((text, place) => [text, place]));
  const groups = Uint16Array.from(texts, (text) => index.get(text) ?? 0);
  return { names: names.map(displayName), groups };
}
