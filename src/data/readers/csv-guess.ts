import type { TableSpec } from "../../spec/experiment.ts";
import { type CsvColumn, type CsvTable, cellNumber, isMissing } from "./csv-column.ts";

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
  return { header: table.header, label, task, incomplete: gaps ? "drop" : "stop" };
}

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

function looksLikeClasses(column: CsvColumn): boolean {
  if (column.textCount > 0) return true;
  const distinct = column.distinctNumbers(mostGuessedClasses + 1);
  return column.integersOnly && distinct <= mostGuessedClasses && distinct * 2 <= column.count;
}
