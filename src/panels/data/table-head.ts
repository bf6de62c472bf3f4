/** The first records of a table file, to ask about it before it is read whole. */
import { csvRecords, isBlank } from "../../data/readers/csv-records.ts";

const headBytes = 65_536;
const mostRows = 6;

async function* once(text: string): AsyncGenerator<string> {
  yield text;
  await Promise.resolve();
}

function unpacked(file: File): ReadableStream<Uint8Array<ArrayBuffer>> {
  const stream = file.stream();
  return /\.gz$/i.test(file.name) ? stream.pipeThrough(new DecompressionStream("gzip")) : stream;
}

async function headText(file: File): Promise<string> {
  const reader = unpacked(file).getReader();
  const decoder = new TextDecoder();
  let text = "";
  while (text.length < headBytes) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  // A record that was cut in two would look ragged.
  return text.slice(0, text.lastIndexOf("\n") + 1);
}

/** Up to six records that are not blank. */
export async function tableHead(file: File): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for await (const batch of csvRecords(once(await headText(file)), file.name)) {
    rows.push(...batch.rows.filter((row) => !isBlank(row)));
    if (rows.length >= mostRows) break;
  }
  return rows.slice(0, mostRows);
}
