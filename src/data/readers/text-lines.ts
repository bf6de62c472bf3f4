import { Fault } from "../../spec/fault.ts";
import type { ByteReader } from "./byte-reader.ts";
import { textPieces } from "./text.ts";

export interface TextLine {
  /** Without white space around it; never empty. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** A line longer than this is none of a text. */
const mostLineCharacters = 16 * 1024 * 1024;

/** The lines of a text that are not blank, piece by piece. `file` is its name in faults. */
export async function* textLines(
  content: ByteReader,
  file: string,
): AsyncGenerator<readonly TextLine[]> {
  let pending = "";
  let line = 1;
  for await (const piece of textPieces(content, file)) {
    const lines = piece.split("\n");
    lines[0] = pending + (lines[0] ?? "");
    pending = lines.pop() ?? "";
    if (pending.length > mostLineCharacters) throw new Fault("data.unknownFormat", { file });
    yield numbered(lines, line);
    line += lines.length;
  }
  yield numbered([pending], line);
}

function numbered(lines: readonly string[], first: number): TextLine[] {
  return lines
    .map((text, index) => ({ text: text.trim(), line: first + index }))
    .filter(({ text }) => text !== "");
}
