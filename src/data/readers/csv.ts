import type { TableSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";
import { limits } from "../../spec/limits.ts";
import { numberedFeatures } from "../raw-data.ts";
import type { ByteReader } from "./byte-reader.ts";
import { CsvColumn, type CsvTable } from "./csv-column.ts";
import { guessHeader, guessTable } from "./csv-guess.ts";
import { csvRecords, isBlank, type Records } from "./csv-records.ts";
import { seriesData } from "./csv-series.ts";
import { type CsvResult, tableData } from "./csv-table.ts";
import { displayName } from "./source-file.ts";
import { textPieces } from "./text.ts";

/** Reads a table to the end of the content. `asked` null: header, label and task are guessed. */
export async function readCsv(
  content: ByteReader,
  file: string,
  asked: TableSpec | null,
): Promise<CsvResult> {
  const table = await readTable(content, file, asked?.header ?? null);
  if (table.columns.length < 2) throw new Fault("data.noFeature", { file });
  const spec = asked ?? guessTable(table);
  const read = spec.layout === "series" ? seriesData : tableData;
  return read(table, spec, file, asked === null);
}

async function readTable(
  content: ByteReader,
  file: string,
  askedHeader: boolean | null,
): Promise<CsvTable> {
  let builder: TableBuilder | null = null;
  for await (const records of csvRecords(textPieces(content, file), file)) {
    if (!builder) {
      const rows = records.rows.filter((row) => !isBlank(row));
      if (rows.length === 0) continue;
      const comma = records.delimiter === ";";
      builder = new TableBuilder(file, rows, askedHeader ?? guessHeader(rows, comma), comma);
    }
    builder.add(records);
  }
  if (!builder) throw new Fault("data.empty", { file });
  return builder.table();
}

class TableBuilder {
  readonly #file: string;
  readonly #header: boolean;
  readonly #comma: boolean;
  readonly #names: string[];
  readonly #columns: CsvColumn[];
  #headerSeen = false;
  #count = 0;

  constructor(file: string, rows: readonly (readonly string[])[], header: boolean, comma: boolean) {
    const first = rows[0] ?? [];
    if (first.length > limits.columns) {
      throw new Fault("data.columns", { file, max: limits.columns, got: first.length });
    }
    this.#file = file;
    this.#header = header;
    this.#comma = comma;
    this.#names = uniqueNames(header ? first : numberedFeatures(first.length));
    this.#columns = first.map(() => new CsvColumn());
  }

  add({ rows, lines }: Records): void {
    for (const [index, row] of rows.entries()) {
      if (isBlank(row)) continue;
      this.#addRow(row, lines[index] ?? 0);
    }
  }

  #addRow(row: readonly string[], line: number): void {
    const columns = this.#columns;
    if (row.length !== columns.length) {
      const values = { file: this.#file, line, expected: columns.length, got: row.length };
      throw new Fault("data.raggedRow", values);
    }
    if (this.#header && !this.#headerSeen) {
      this.#headerSeen = true;
      return;
    }
    this.#count++;
    const cells = this.#count * columns.length;
    if (cells > limits.cells) {
      throw new Fault("data.cells", { file: this.#file, max: limits.cells, got: cells });
    }
    for (let column = 0; column < columns.length; column++) {
      columns[column]?.push(row[column] ?? "", line, this.#comma);
    }
  }

  table(): CsvTable {
    return {
      header: this.#header,
      names: this.#names,
      columns: this.#columns,
      count: this.#count,
    };
  }
}

/** Names for people: plain text; an empty one is numbered, a second one of its kind too. */
function uniqueNames(cells: readonly string[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const base = displayName(cell) || `x${index + 1}`;
    let name = base;
    for (let copy = 2; taken.has(name); copy++) name = `${base} (${copy})`;
    taken.add(name);
    return name;
  });
}
