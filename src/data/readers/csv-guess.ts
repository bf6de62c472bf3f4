import { defaultTable } from "../../spec/defaults.ts";
import type { TableSpec } from "../../spec/experiment.ts";
import { type CsvColumn, type CsvTable, cellNumber, isMissing } from "./csv-column.ts";
import { keptRecords } from "./csv-series.ts";
import { channelColumns, longestOf, stretchesOf } from "./csv-stretches.ts";

const sampleRows = 50;

/**
 * Whether the first record names the columns: it holds no number, and some column below it does; in
 * a table of words alone, its words do not come again below.
 */
export function guessHeader(rows: readonly (readonly string[])[], comma: boolean): boolean {
  const [first = [], ...rest] = rows.slice(0, sampleRows);
  const isNumber = (cell: string) => !Number.isNaN(cellNumber(cell, comma));
  if (first.some(isNumber) || first.every(isMissing)) return false;
  if (rest.some((row) => row.some(isNumber))) return true;
  return rest.length > 0 && first.every((cell, i) => rest.every((row) => row[i] !== cell));
}

const labelNames = /^(y|label|labels|class|classes|target|category|species|digit|output)$/i;
const mostGuessedClasses = 20;

/** Header as read; label and task from the table itself; incomplete records are left out. */
export function guessTable(table: CsvTable): TableSpec {
  const label = guessLabel(table);
  const column = table.columns[label];
  const task = column && looksLikeClasses(column) ? "classification" : "regression";
  const gaps = table.columns.some(({ missingCount }) => missingCount > 0);
  const incomplete = gaps ? "drop" : "stop";
  const rows = { ...defaultTable(), header: table.header, label, task, incomplete } as const;
  return guessSeries(table, rows) ?? rows;
}

const subjectNames = /^(user|subject|participant|person|volunteer|id)([ _-]?(id|no|nr|number))?$/i;
const activityNames = /^(activity|activities|motion|gesture|behaviou?r)$/i;
const timeNames = /^(time|time[ _-]?stamp)([ _-]?(s|ms|us|ns))?$/i;
/** Records on average that belong to the same subject and activity; an ordinary table has fewer. */
const leastStretch = 20;

/** A table of samples in which the same subject does the same for a while; null for any other. */
function guessSeries(table: CsvTable, rows: TableSpec): TableSpec | null {
  const columns = table.header ? columnsByName(table, rows.label) : columnsByContent(table);
  if (!columns) return null;
  const spec: TableSpec = { ...rows, ...columns, task: "classification", layout: "series" };
  const channels = channelColumns(table, spec);
  const isNumeric = (index: number) => (table.columns[index]?.numberCount ?? 0) > 0;
  if (channels.length === 0 || !channels.every(isNumeric)) return null;
  const stretches = stretchesOf(table, spec, keptRecords(table, spec, channels));
  if (table.count < leastStretch * stretches.length) return null;
  const window = Math.min(rows.window, longestOf(stretches));
  return { ...spec, window, windowStride: window };
}

type GuessedColumns = Pick<TableSpec, "label" | "subject" | "time">;

/** A named activity beside a subject or a time. */
function columnsByName({ names, columns }: CsvTable, usual: number): GuessedColumns | null {
  const activity = names.findIndex((name) => activityNames.test(name));
  const label = activity >= 0 ? activity : usual;
  const subject = names.findIndex((name) => subjectNames.test(name));
  const named = names.findIndex((name) => timeNames.test(name));
  const isNumeric = (columns[named]?.numberCount ?? 0) > 0;
  const time = isNumeric ? named : -1;
  const column = columns[label];
  if ((subject < 0 && time < 0) || !column || !looksLikeClasses(column)) return null;
  return label === subject || label === time ? null : { label, subject, time };
}

/** WISDM's own order without a header: subject, activity in words, perhaps a time, channels. */
function columnsByContent({ columns }: CsvTable): GuessedColumns | null {
  const [subject, label, third] = columns;
  if (!subject || !label?.isCategorical || !third) return null;
  if (subject.textCount > 0 ? !subject.isCategorical : !looksLikeClasses(subject, mostSubjects)) {
    return null;
  }
  const isTime = columns.length > 3 && third.integersOnly && mostlyRises(third);
  return { subject: 0, label: 1, time: isTime ? 2 : -1 };
}

/** From nearly every record to the next, as time does but for a new beginning now and then. */
function mostlyRises(column: CsvColumn): boolean {
  let rises = 0;
  for (let record = 1; record < column.count; record++) {
    if (column.number(record) > column.number(record - 1)) rises++;
  }
  return rises > 0.9 * column.count;
}

const mostSubjects = 1000;

/**
 * The column with a usual name for labels; else the last, unless it is numbers and a column of words
 * or, first in the table, one of a few integers is there.
 */
function guessLabel({ names, columns }: CsvTable): number {
  const last = columns.length - 1;
  const named = names.findIndex((name) => labelNames.test(name));
  if (named >= 0) return named;
  const isText = (column: CsvColumn | undefined) => (column?.textCount ?? 0) > 0;
  if (isText(columns[last])) return last;
  if (isText(columns[0])) return 0;
  const text = columns.findLastIndex((column) => column.isCategorical);
  if (text >= 0) return text;
  const first = columns[0];
  const end = columns[last];
  return first && end && looksLikeClasses(first) && !looksLikeClasses(end) ? 0 : last;
}

function looksLikeClasses(column: CsvColumn, most = mostGuessedClasses): boolean {
  if (column.textCount > 0) return true;
  const distinct = column.distinctNumbers(most + 1);
  return column.integersOnly && distinct <= most && distinct * 2 <= column.count;
}
