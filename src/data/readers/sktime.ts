/**
 * The `.ts` form of sktime and of timeseriesclassification.com: comments (#), a header (@key values),
 * then after @data an example a line, its dimensions parted by colons, values by commas, label last.
 */
import { Fault } from "../../spec/fault.ts";
import type { ByteReader } from "./byte-reader.ts";
import { cellNumber } from "./csv-column.ts";
import { SequenceBuilder, type Sequences } from "./sequences.ts";
import { displayName } from "./source-file.ts";
import { type TextLine, textLines } from "./text-lines.ts";

/** Whether the first line that is no comment is one of this form's header. */
export function looksLikeSktime(start: Uint8Array): boolean {
  const lines = new TextDecoder().decode(start).split(/\r?\n|\r/);
  const first = lines.find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "";
  return /^\ufeff?@(problemname|timestamps|missing|univariate|dimensions?|equallength|serieslength|classlabel|targetlabel|data)\b/i.test(
    first,
  );
}

interface Header {
  task: Sequences["task"] | null;
  /** Labels that may stand; empty: any. */
  classes: readonly string[];
  /** 0: not said. */
  dimensions: number;
  steps: number;
}

/** Reads to the end of the content. `file` is its name in faults. */
export async function readSktime(content: ByteReader, file: string): Promise<Sequences> {
  const header: Header = { task: null, classes: [], dimensions: 0, steps: 0 };
  const builder = new SequenceBuilder(file);
  let inData = false;
  for await (const lines of textLines(content, file)) {
    for (const line of lines) {
      if (line.text.startsWith("#")) continue;
      if (inData) builder.add(...exampleOf(line, header, file), line.line);
      else inData = readKey(line, header, file);
    }
  }
  return builder.sequences(header.task ?? "classification");
}

function refuse(file: string, line: number, got: string): Fault {
  return new Fault("data.seriesFormat", { file, line, got: displayName(got) });
}

/** Takes in a line of the header; true for the last one, @data. */
function readKey({ text, line }: TextLine, header: Header, file: string): boolean {
  const [key = "", ...values] = text.split(/\s+/);
  const isSet = values[0]?.toLowerCase() === "true";
  switch (key.toLowerCase()) {
    case "@classlabel":
      if (isSet) header.task = "classification";
      header.classes = values.slice(1);
      return false;
    case "@targetlabel":
      if (isSet) header.task = "regression";
      return false;
    case "@dimension":
    case "@dimensions":
      header.dimensions = Number(values[0]);
      return false;
    case "@serieslength":
      header.steps = Number(values[0]);
      return false;
    case "@timestamps":
      if (isSet) throw refuse(file, line, text);
      return false;
    case "@data":
      // Without labels there is nothing to learn.
      if (!header.task) throw refuse(file, line, text);
      return true;
    default:
      if (!key.startsWith("@")) throw refuse(file, line, text);
      return false;
  }
}

function exampleOf(
  { text, line }: TextLine,
  { task, classes, dimensions, steps }: Header,
  file: string,
): [label: string, channels: number[][]] {
  const parts = text.split(":");
  const label = parts.pop()?.trim() ?? "";
  const isKnown =
    task === "regression"
      ? Number.isFinite(cellNumber(label, false))
      : classes.length === 0 || classes.includes(label);
  if (!isKnown || label === "" || parts.length === 0) throw refuse(file, line, label);
  const channels = parts.map((part) => part.split(",").map((cell) => valueOf(cell, file, line)));
  if (dimensions > 0 && channels.length !== dimensions) {
    const values = { file, line, expected: dimensions, got: channels.length };
    throw new Fault("data.seriesChannels", values);
  }
  const length = channels[0]?.length ?? 0;
  if (steps > 0 && length !== steps) {
    throw new Fault("data.raggedSeries", { file, line, expected: steps, got: length });
  }
  return [label, channels];
}

/** A finite number in float32; a missing value, written as ?, is none. */
function valueOf(cell: string, file: string, line: number): number {
  const value = cellNumber(cell, false);
  if (!Number.isFinite(Math.fround(value))) throw refuse(file, line, cell.trim());
  return value;
}
