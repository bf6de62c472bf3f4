/** What may be wrong with the cells of a table, with the place that is highest in the file. */
import type { TableSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";
import type { CellPlace, CsvColumn, CsvTable } from "./csv-column.ts";
import { displayName } from "./source-file.ts";

/**
 * Stops at the first cell that cannot be read as its column asks. `isNumeric` says of each column
 * whether it must hold numbers.
 */
export function checkCells(
  table: CsvTable,
  spec: TableSpec,
  file: string,
  isNumeric: (column: CsvColumn, index: number) => boolean,
): void {
  for (const [index, column] of table.columns.entries()) {
    if (column.firstInfinite < 0 || index === spec.time) continue;
    const name = table.names[index] ?? "";
    throw new Fault("data.notFinite", { file, row: column.firstInfinite + 1, column: name });
  }
  const gaps = missingCells(table, file);
  if (spec.incomplete === "stop" && gaps) throw new Fault("data.missingCell", gaps);
  const isChecked = (column: CsvColumn, index: number) =>
    isNumeric(column, index) &&
    (spec.incomplete === "stop" || index === spec.label || column.numberCount === 0);
  const bad = firstBy(table.columns, (column, index) =>
    isChecked(column, index) ? column.firstText : null,
  );
  if (!bad) return;
  const { line, text } = bad.place;
  const column = table.names[bad.index] ?? "";
  throw new Fault("data.notNumber", { file, line, column, got: displayName(text) });
}

/** The cell highest in the file among those that `place` gives. */
function firstBy(
  columns: readonly CsvColumn[],
  place: (column: CsvColumn, index: number) => CellPlace | null,
) {
  let first: { index: number; place: CellPlace } | null = null;
  for (const [index, column] of columns.entries()) {
    const found = place(column, index);
    if (found && (!first || found.line < first.place.line)) first = { index, place: found };
  }
  return first;
}

/** The first cell without a value, and how many records have one; null where there is none. */
export function missingCells(table: CsvTable, file: string) {
  const first = firstBy(table.columns, (column) => column.firstMissing);
  if (!first) return null;
  const gaps = table.columns.filter((column) => column.missingCount > 0);
  let count = 0;
  for (let record = 0; record < table.count; record++) {
    if (gaps.some((column) => column.isMissing(record))) count++;
  }
  return { file, line: first.place.line, column: table.names[first.index] ?? "", count };
}
