import { Fault } from "../../spec/fault.ts";
import { limits } from "../../spec/limits.ts";
import type { ByteReader } from "./byte-reader.ts";
import { crc32 } from "./crc32.ts";
import { Inflater } from "./inflater.ts";

const trailerBytes = 8;

/** Whether content begins as gzip does (RFC 1952). */
export function looksLikeGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/**
 * The content of a gzip file, piece by piece; files of several members are read to their end.
 * Checks what fflate does not: checksum, length, an early end, bytes after the end, and the cap on
 * what may come out. `file` is its name in faults.
 */
export async function* gunzip(packed: ByteReader, file: string): AsyncGenerator<Uint8Array> {
  const total = { bytes: 0 };
  do {
    await skipHeader(packed, file);
    yield* inflateMember(packed, file, total);
  } while (looksLikeGzip(await packed.peek(2)));
  if ((await packed.peek(1)).length > 0) {
    throw new Fault("data.gzipTrailing", { file, byte: packed.position });
  }
}

async function* inflateMember(
  packed: ByteReader,
  file: string,
  total: { bytes: number },
): AsyncGenerator<Uint8Array> {
  const inflater = new Inflater();
  let checksum = 0;
  let length = 0;
  for (;;) {
    const bytes = await packed.piece(Inflater.pushBytes);
    if (!bytes) throw new Fault("data.gzipTruncated", { file, byte: packed.position });
    const byte = packed.position - bytes.length;
    const { output, rest } = inflater.push(bytes, new Fault("data.gzipDamaged", { file, byte }));
    for (const piece of output) {
      checksum = crc32(piece, checksum);
      length += piece.length;
      total.bytes += piece.length;
      if (total.bytes > limits.inputBytes) {
        throw new Fault("data.expands", { file, max: limits.inputBytes });
      }
      yield piece;
    }
    if (rest) {
      packed.giveBack(rest);
      return checkTrailer(
        await takeAll(packed, trailerBytes, file),
        { checksum, length },
        packed,
        file,
      );
    }
  }
}

function checkTrailer(
  trailer: Uint8Array,
  found: { checksum: number; length: number },
  packed: ByteReader,
  file: string,
): void {
  const view = new DataView(trailer.buffer, trailer.byteOffset, trailerBytes);
  // CRC-32 and length modulo 2^32, little-endian
  const matches =
    view.getUint32(0, true) === found.checksum && view.getUint32(4, true) === found.length >>> 0;
  if (!matches) {
    throw new Fault("data.gzipDamaged", { file, byte: packed.position - trailerBytes });
  }
}

const flags = { headerCrc: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const;
const deflateMethod = 8;

/** RFC 1952, section 2.3: ten bytes, then what the flags name. */
async function skipHeader(packed: ByteReader, file: string): Promise<void> {
  const start = packed.position;
  const header = await takeAll(packed, 10, file);
  const flag = header[3] ?? 0;
  if (!looksLikeGzip(header) || header[2] !== deflateMethod || (flag & flags.reserved) !== 0) {
    throw new Fault("data.gzipDamaged", { file, byte: start });
  }
  if (flag & flags.extra) {
    const size = await takeAll(packed, 2, file);
    await takeAll(packed, (size[0] ?? 0) | ((size[1] ?? 0) << 8), file);
  }
  if (flag & flags.name) await skipText(packed, file);
  if (flag & flags.comment) await skipText(packed, file);
  if (flag & flags.headerCrc) await takeAll(packed, 2, file);
}

async function skipText(packed: ByteReader, file: string): Promise<void> {
  while ((await takeAll(packed, 1, file))[0] !== 0);
}

/** Exactly `count` bytes; an earlier end is a truncated file. */
async function takeAll(packed: ByteReader, count: number, file: string): Promise<Uint8Array> {
  const bytes = await packed.take(count);
  if (bytes.length < count) {
    throw new Fault("data.gzipTruncated", { file, byte: packed.position });
  }
  return bytes;
}
