/**
 * The `.tsv` form of the UCR archive: a label, then the values of one series, parted by tabs; no
 * header. Series that are shorter than the longest end with NaN.
 */
import { Fault } from "../../spec/fault.ts";
import type { ByteReader } from "./byte-reader.ts";
import { cellNumber, isMissing } from "./csv-column.ts";
import { SequenceBuilder, type Sequences } from "./sequences.ts";
import { displayName } from "./source-file.ts";
import { type TextLine, textLines } from "./text-lines.ts";

/** Fewer values are a table, unless the name says that the file is one part of two, as in the archive. */
const fewestValues = 24;
const partName = /(^|[^a-z])(train|test)[^a-z]*\.tsv/i;

/** Whether a file named `.tsv` begins with a whole number and a row of numbers behind tabs. */
export function looksLikeUcr(start: Uint8Array, name: string): boolean {
  if (!/\.tsv(\.gz)?$/i.test(name)) return false;
  const [first = "", rest] = new TextDecoder().decode(start).split(/\r?\n|\r/);
  const [label = "", ...values] = first.split("\t");
  // The first line may be cut where the peek ends.
  const whole = rest === undefined ? values.slice(0, -1) : values;
  const isValue = (cell: string) => isMissing(cell) || !Number.isNaN(cellNumber(cell, false));
  return (
    (whole.length >= fewestValues || partName.test(name)) &&
    whole.length > 1 &&
    Number.isInteger(cellNumber(label, false)) &&
    whole.every(isValue)
  );
}

/** Reads to the end of the content. `file` is its name in faults. */
export async function readUcr(content: ByteReader, file: string): Promise<Sequences> {
  const builder = new SequenceBuilder(file);
  let expected = 0;
  for await (const lines of textLines(content, file)) {
    for (const line of lines) {
      const cells = line.text.split("\t");
      expected ||= cells.length;
      if (cells.length !== expected) {
        const values = { file, line: line.line, expected: expected - 1, got: cells.length - 1 };
        throw new Fault("data.raggedSeries", values);
      }
      builder.add(...exampleOf(cells, line, file), line.line);
    }
  }
  return builder.sequences("classification");
}

function exampleOf(
  [first = "", ...cells]: readonly string[],
  { line }: TextLine,
  file: string,
): [label: string, channels: number[][]] {
  const refused = (got: string) =>
    new Fault("data.seriesFormat", { file, line, got: displayName(got) });
  const label = cellNumber(first, false);
  if (!Number.isFinite(label)) throw refused(first);
  const length = cells.findLastIndex((cell) => !isMissing(cell)) + 1;
  if (length === 0) throw refused(cells[0] ?? "");
  const values = cells.slice(0, length).map((cell) => {
    const value = cellNumber(cell, false);
    if (!Number.isFinite(Math.fround(value))) throw refused(cell);
    return value;
  });
  return [String(label), [values]];
}
