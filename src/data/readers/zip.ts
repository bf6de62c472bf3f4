/** Entries of a zip archive by its central directory (PKWARE APPNOTE 6.3.10), as np.savez writes it. */
import { Fault } from "../../spec/fault.ts";
import { limits } from "../../spec/limits.ts";
import { ByteReader } from "./byte-reader.ts";
import { crc32 } from "./crc32.ts";
import { Inflater } from "./inflater.ts";
import { filePieces, type Reading, type SourceFile } from "./source-file.ts";

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
const endBytes = 22;
const centralBytes = 46;
const localBytes = 30;
const mostCommentBytes = 65_535;
const mostDirectoryBytes = 1024 * 1024;
const encryptedFlag = 1;
const stored = 0;
const deflated = 8;

export function looksLikeZip(start: Uint8Array): boolean {
  return start[0] === 0x50 && start[1] === 0x4b && (start[2] === 3 || start[2] === 5);
}

/** `file` is the archive's name in faults. */
export async function zipEntries(archive: SourceFile, file: string): Promise<ZipEntry[]> {
  const size = archive.blob.size;
  const tail = await bytesOf(archive, Math.max(0, size - endBytes - mostCommentBytes), size);
  const end = findEnd(tail);
  const directoryBytes = end?.getUint32(12, true) ?? 0;
  const start = end?.getUint32(16, true) ?? 0;
  if (!end || start + directoryBytes > size || directoryBytes > mostDirectoryBytes) {
    throw new Fault("data.zipDamaged", { file });
  }
  const directory = await bytesOf(archive, start, start + directoryBytes);
  return parseDirectory(directory, end.getUint16(10, true), file);
}

/** A small part of a file at once. */
async function bytesOf({ name, blob }: SourceFile, from: number, to: number): Promise<Uint8Array> {
  const part = { name, blob: blob.slice(from, to) };
  const content = new ByteReader(filePieces(part, {}));
  const bytes = await content.take(to - from);
  await content.close();
  return bytes;
}

/** The record at the end, which a comment may follow. */
function findEnd(tail: Uint8Array): DataView | null {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  for (let at = tail.length - endBytes; at >= 0; at--) {
    const commentEnds = () => at + endBytes + view.getUint16(at + 20, true) === tail.length;
    if (view.getUint32(at, true) === endSignature && commentEnds()) {
      return new DataView(tail.buffer, tail.byteOffset + at, endBytes);
    }
  }
  return null;
}

function parseDirectory(directory: Uint8Array, count: number, file: string): ZipEntry[] {
  const damaged = new Fault("data.zipDamaged", { file });
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + centralBytes > view.byteLength) throw damaged;
    if (view.getUint32(at, true) !== centralSignature) throw damaged;
    const nameBytes = view.getUint16(at + 28, true);
    const next =
      at + centralBytes + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > view.byteLength || view.getUint16(at + 8, true) & encryptedFlag) throw damaged;
    const name = directory.subarray(at + centralBytes, at + centralBytes + nameBytes);
    entries.push({
      name: new TextDecoder().decode(name),
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return entries;
}

/** The content of one entry, piece by piece, checked against its length and checksum. */
export async function* entryPieces(
  archive: SourceFile,
  entry: ZipEntry,
  reading: Reading,
  file: string,
): AsyncGenerator<Uint8Array> {
  if (entry.bytes > limits.inputBytes) {
    throw new Fault("data.expands", { file, max: limits.inputBytes });
  }
  const damaged = new Fault("data.zipDamaged", { file });
  const start = await contentStart(archive, entry, damaged);
  const part = { name: archive.name, blob: archive.blob.slice(start, start + entry.packedBytes) };
  const packed = filePieces(part, reading);
  let checksum = 0;
  let length = 0;
  for await (const piece of unpack(entry.method, packed, damaged)) {
    checksum = crc32(piece, checksum);
    length += piece.length;
    if (length > entry.bytes) throw damaged;
    yield piece;
  }
  if (length !== entry.bytes || checksum !== entry.checksum) throw damaged;
}

/** Names and extra fields may differ in length between the local header and the directory. */
async function contentStart(archive: SourceFile, entry: ZipEntry, damaged: Fault): Promise<number> {
  const header = await bytesOf(archive, entry.offset, entry.offset + localBytes);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (header.length < localBytes || view.getUint32(0, true) !== localSignature) throw damaged;
  const start = entry.offset + localBytes + view.getUint16(26, true) + view.getUint16(28, true);
  if (start + entry.packedBytes > archive.blob.size) throw damaged;
  return start;
}

async function* unpack(
  method: number,
  packed: AsyncIterable<Uint8Array>,
  damaged: Fault,
): AsyncGenerator<Uint8Array> {
  if (method === stored) {
    yield* packed;
    return;
  }
  if (method !== deflated) throw damaged;
  const inflater = new Inflater();
  const content = new ByteReader(packed);
  for (let piece = await content.piece(Inflater.pushBytes); piece; ) {
    const { output, rest } = inflater.push(piece, damaged);
    yield* output;
    if (rest) return;
    piece = await content.piece(Inflater.pushBytes);
  }
  throw damaged;
}
