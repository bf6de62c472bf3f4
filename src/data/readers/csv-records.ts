import Papa from "papaparse";
import { Fault } from "../../spec/fault.ts";
import { newlines } from "./text.ts";

/** Records of a piece of text; line `i` is where record `i` begins, from 1. */
export interface Records {
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
}

const delimiters = ["\t", ";", ","] as const;
export type Delimiter = (typeof delimiters)[number];

/** A record longer than this has a quote that never closes, or is no table. */
const mostRecordCharacters = 1024 * 1024;
const guessRecords = 20;

interface Parsed {
  readonly rows: string[][];
  /** Record of the first quote that is not closed or stands in the wrong place; -1 for none. */
  readonly badQuote: number;
  /** Characters used. */
  readonly cursor: number;
}

/** Papa Parse's parser over one piece of text; its declared result is `any`. */
function parse(text: string, delimiter: string, final: boolean, preview = 0): Parsed {
  const parser = new Papa.Parser({ delimiter, newline: "\n", preview });
  const result: Papa.ParseResult<string[]> = parser.parse(text, 0, !final);
  const badQuote = result.errors.find((error) => error.type === "Quotes")?.row ?? -1;
  return { rows: result.data, badQuote, cursor: result.meta.cursor };
}

/**
 * The delimiter that cuts the first records into equally many cells. Tab and semicolon come before
 * the comma, which may stand inside numbers.
 */
function guessDelimiter(text: string): Delimiter {
  const consistent = delimiters.find((delimiter) => {
    const { rows, badQuote } = parse(text, delimiter, !text.includes("\n"), guessRecords);
    // Cells in quotes that do not end where this delimiter stands.
    if (badQuote >= 0) return false;
    const counts = rows.filter((row) => !isBlank(row)).map((row) => row.length);
    return (counts[0] ?? 0) > 1 && counts.every((count) => count === counts[0]);
  });
  if (consistent) return consistent;
  // No delimiter fits every record: the most frequent one lets the fault name the ragged record.
  const first = text.slice(0, text.indexOf("\n") + 1) || text;
  const frequency = (delimiter: string) => first.split(delimiter).length;
  return delimiters.reduce((best, next) => (frequency(next) > frequency(best) ? next : best), ",");
}

export function isBlank(row: readonly string[]): boolean {
  return row.length === 1 && (row[0] ?? "").trim() === "";
}

/**
 * Whether every record ends with a semicolon and has commas within, as WISDM writes them:
 * `33,Jogging,49105962326000,-0.69,12.68,0.5;`. A table with semicolons between cells has more.
 */
function hasTerminators(text: string): boolean {
  const whole = text.includes("\n") ? text.slice(0, text.lastIndexOf("\n")) : text;
  const lines = whole.split("\n", guessRecords).filter((line) => line.trim() !== "");
  const plain = lines.filter((line) => /^[^;]*,[^;]*;\s*$/.test(line));
  return plain.length > 0 && plain.length >= lines.length * 0.9;
}

const guessCharacters = 65_536;

/** Cuts text into records as it comes, with the guessed delimiter beside each batch. */
export async function* csvRecords(
  texts: AsyncIterable<string>,
  file: string,
): AsyncGenerator<Records & { delimiter: Delimiter }> {
  let pending = "";
  let line = 1;
  let form: Form | null = null;
  for await (const text of texts) {
    pending += text;
    if (!form && pending.length < guessCharacters) continue;
    form ??= guessForm(pending);
    const { delimiter } = form;
    const { records, used } = cut(pending, { ...form, line, file, final: false });
    line += newlines(pending.slice(0, used));
    pending = pending.slice(used);
    if (pending.length > mostRecordCharacters) {
      if (pending.includes('"')) throw new Fault("data.quote", { file, line });
      throw new Fault("data.unknownFormat", { file });
    }
    yield { ...records, delimiter };
  }
  form ??= guessForm(pending);
  const { records } = cut(pending, { ...form, line, file, final: true });
  yield { ...records, delimiter: form.delimiter };
}

interface Form {
  readonly delimiter: Delimiter;
  /** Whether a semicolon ends each record. */
  readonly terminated: boolean;
}

function guessForm(text: string): Form {
  const terminated = hasTerminators(text);
  return { delimiter: terminated ? "," : guessDelimiter(text), terminated };
}

interface CutPlace extends Form {
  readonly line: number;
  readonly file: string;
  readonly final: boolean;
}

interface Cut {
  readonly records: Records;
  /** Characters. */
  readonly used: number;
}

/** A record for each semicolon; a line's end ends one too, where its semicolon was forgotten. */
function cutTerminated(text: string, { line, final }: CutPlace): Cut {
  const used = final ? text.length : text.lastIndexOf("\n") + 1;
  const rows: string[][] = [];
  const lines: number[] = [];
  for (const [index, content] of text.slice(0, used).split("\n").entries()) {
    for (const record of content.split(";")) {
      if (record.trim() === "") continue;
      rows.push(record.split(","));
      lines.push(line + index);
    }
  }
  return { records: { rows, lines }, used };
}

function cut(text: string, place: CutPlace): Cut {
  if (place.terminated) return cutTerminated(text, place);
  const { rows, badQuote, cursor } = parse(text, place.delimiter, place.final);
  const quoted = text.includes('"');
  const lines: number[] = [];
  let line = place.line;
  for (const row of rows) {
    lines.push(line);
    line += 1 + (quoted ? row.reduce((sum, cell) => sum + newlines(cell), 0) : 0);
  }
  if (badQuote >= 0) {
    throw new Fault("data.quote", { file: place.file, line: lines[badQuote] ?? line });
  }
  return { records: { rows, lines }, used: place.final ? text.length : cursor };
}
