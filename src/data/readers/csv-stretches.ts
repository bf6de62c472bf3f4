/** Which records of a long table follow one another: stretches of one subject and one activity. */
import type { TableSpec } from "../../spec/experiment.ts";
import type { CsvColumn, CsvTable } from "./csv-column.ts";

/** Where the parts of a sample stand in a table; -1 where there is none. */
export type SeriesColumns = Pick<TableSpec, "label" | "subject" | "time" | "task">;

/** A gap this many times longer than is usual between two samples ends a stretch. */
const gapFactor = 5;

/** Columns that are neither label, subject nor time. */
export function channelColumns(table: CsvTable, spec: SeriesColumns): number[] {
  const taken = [spec.label, spec.subject, spec.time];
  return table.columns.map((_, index) => index).filter((index) => !taken.includes(index));
}

/**
 * Stretches of the given records. With times, records of the same subject and activity are sorted by
 * time, wherever they stand in the file; without, a stretch ends where the next record differs.
 */
export function stretchesOf(
  table: CsvTable,
  spec: SeriesColumns,
  records: Uint32Array,
): Uint32Array[] {
  const subject = places(table.columns[spec.subject], records);
  // A number to predict changes all the time: there only subject and time end a stretch.
  const byLabel = spec.task === "classification";
  const label = places(byLabel ? table.columns[spec.label] : undefined, records);
  const key = (i: number) => (subject[i] ?? 0) * 65_536 + (label[i] ?? 0);
  const time = table.columns[spec.time];
  if (time) return timedStretches(time, records, key);
  return cutWhere(records, (i) => key(i) !== key(i - 1));
}

/** The place of each record's text among those of its column, in the order of their first record. */
function places(column: CsvColumn | undefined, records: Uint32Array): Uint32Array {
  const found = new Map<string, number>();
  return records.map((record) => {
    const text = column?.label(record) ?? "";
    const place = found.get(text) ?? found.size;
    found.set(text, place);
    return place;
  });
}

function timedStretches(
  time: CsvColumn,
  records: Uint32Array,
  key: (i: number) => number,
): Uint32Array[] {
  const groups = new Map<number, number[]>();
  for (const [i, record] of records.entries()) {
    const group = groups.get(key(i));
    if (group) group.push(record);
    else groups.set(key(i), [record]);
  }
  const sorted = Array.from(groups.values(), (group) =>
    Uint32Array.from(group).sort((a, b) => time.number(a) - time.number(b) || a - b),
  );
  const most = gapFactor * usualDistance(time, sorted);
  return sorted.flatMap((group) =>
    cutWhere(group, (i) => distance(time, group, i) > most && most > 0),
  );
}

function distance(time: CsvColumn, records: Uint32Array, i: number): number {
  return time.number(records[i] ?? 0) - time.number(records[i - 1] ?? 0);
}

/** Median of the times from one sample to the next that are not zero; 0 where there are none. */
function usualDistance(time: CsvColumn, groups: readonly Uint32Array[]): number {
  const distances: number[] = [];
  for (const group of groups) {
    for (let i = 1; i < group.length; i++) {
      const between = distance(time, group, i);
      if (between > 0) distances.push(between);
    }
  }
  const sorted = Float64Array.from(distances).sort();
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Pieces that begin at 0 and wherever `begins` says so. */
function cutWhere(records: Uint32Array, begins: (i: number) => boolean): Uint32Array[] {
  const pieces: Uint32Array[] = [];
  let start = 0;
  for (let i = 1; i <= records.length; i++) {
    if (i < records.length && !begins(i)) continue;
    pieces.push(records.subarray(start, i));
    start = i;
  }
  return pieces;
}

export function longestOf(stretches: readonly Uint32Array[]): number {
  return stretches.reduce((longest, { length }) => Math.max(longest, length), 0);
}
