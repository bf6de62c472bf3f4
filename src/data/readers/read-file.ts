import type { TableSpec } from "../../spec/experiment.ts";
import { Fault } from "../../spec/fault.ts";
import type { NamedArray } from "./arrays-data.ts";
import { ByteReader } from "./byte-reader.ts";
import { readCsv } from "./csv.ts";
import type { CsvResult } from "./csv-table.ts";
import { gunzip, looksLikeGzip } from "./gzip.ts";
import { looksLikeIdx, readIdx } from "./idx.ts";
import { looksLikeNpy, readNpy } from "./npy.ts";
import { readNpz } from "./npz.ts";
import type { Sequences } from "./sequences.ts";
import { Sha256 } from "./sha256.ts";
import { looksLikeSktime, readSktime } from "./sktime.ts";
import { displayName, filePieces, type Reading, type SourceFile } from "./source-file.ts";
import { hasUtf16Mark } from "./text.ts";
import { looksLikeUcr, readUcr } from "./ucr.ts";
import { looksLikeZip } from "./zip.ts";

/** What one file holds. */
type Contents =
  | { readonly kind: "idx"; readonly array: NamedArray }
  | { readonly kind: "npy"; readonly array: NamedArray }
  | { readonly kind: "npz"; readonly arrays: readonly NamedArray[] }
  | { readonly kind: "sequences"; readonly sequences: Sequences }
  | ({ readonly kind: "csv" } & CsvResult);

export interface Digests {
  /** SHA-256 in hex of the bytes as they came. */
  readonly packed: string;
  /** SHA-256 in hex of what they hold: unpacked where they are gzip, otherwise the same. */
  readonly contents: string;
}

export type ReadFile = Contents & { readonly name: string; readonly digests: Digests };

/**
 * Reads one file in one pass. What it is shows in its first bytes, not in its name; gzip is unpacked
 * first. `table` says how a CSV table is read; null guesses.
 */
export async function readFile(
  source: SourceFile,
  table: TableSpec | null,
  reading: Reading,
): Promise<ReadFile> {
  const name = displayName(source.name);
  const { content, isGzip, digests, close } = await openFile(source, reading);
  try {
    const contents = await readContents(content, source, { name, isGzip, table }, reading);
    await drain(content);
    return { ...contents, name, digests: digests() };
  } finally {
    await close();
  }
}

/** The digests of a file that is not read otherwise. */
export async function digestFile(source: SourceFile, reading: Reading): Promise<Digests> {
  const { content, digests, close } = await openFile(source, reading);
  try {
    await drain(content);
    return digests();
  } finally {
    await close();
  }
}

interface OpenFile {
  /** Unpacked where the file is gzip. */
  readonly content: ByteReader;
  readonly isGzip: boolean;
  /** Once the content has been read to its end. */
  readonly digests: () => Digests;
  readonly close: () => Promise<void>;
}

async function openFile(source: SourceFile, reading: Reading): Promise<OpenFile> {
  const packedHash = new Sha256();
  const packed = new ByteReader(hashed(filePieces(source, reading), packedHash));
  const close = () => packed.close();
  if (!looksLikeGzip(await packed.peek(2))) {
    const digests = () => {
      const digest = packedHash.digest();
      return { packed: digest, contents: digest };
    };
    return { content: packed, isGzip: false, digests, close };
  }
  const contentHash = new Sha256();
  const content = new ByteReader(hashed(gunzip(packed, displayName(source.name)), contentHash));
  const digests = () => ({ packed: packedHash.digest(), contents: contentHash.digest() });
  return { content, isGzip: true, digests, close };
}

const sniffedBytes = 512;
/** Text forms show themselves behind their comments, or in a whole first line. */
const sniffedTextBytes = 65_536;

interface Place {
  readonly name: string;
  readonly isGzip: boolean;
  readonly table: TableSpec | null;
}

async function readContents(
  content: ByteReader,
  source: SourceFile,
  { name, isGzip, table }: Place,
  reading: Reading,
): Promise<Contents> {
  const start = await content.peek(sniffedBytes);
  if (start.length === 0) throw new Fault("data.empty", { file: name });
  if (looksLikeZip(start) && !isGzip) {
    await drain(content);
    return { kind: "npz", arrays: await readNpz(source, reading) };
  }
  if (looksLikeNpy(start)) {
    return { kind: "npy", array: { name, array: await readNpy(content, name) } };
  }
  if (looksLikeIdx(start, name)) {
    return { kind: "idx", array: { name, array: await readIdx(content, name) } };
  }
  if (start.includes(0) && !hasUtf16Mark(start))
    throw new Fault("data.unknownFormat", { file: name });
  return readText(content, name, table);
}

/** A document that says how a table is read means a table. */
async function readText(
  content: ByteReader,
  name: string,
  table: TableSpec | null,
): Promise<Contents> {
  const start = await content.peek(sniffedTextBytes);
  if (table === null && looksLikeSktime(start)) {
    return { kind: "sequences", sequences: await readSktime(content, name) };
  }
  if (table === null && looksLikeUcr(start, name)) {
    return { kind: "sequences", sequences: await readUcr(content, name) };
  }
  return { kind: "csv", ...(await readCsv(content, name, table)) };
}

async function* hashed(
  pieces: AsyncIterable<Uint8Array>,
  hash: Sha256,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}

async function drain(content: ByteReader): Promise<void> {
  while (await content.piece());
}
