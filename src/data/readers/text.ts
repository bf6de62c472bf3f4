import { Fault } from "../../spec/fault.ts";
import type { ByteReader } from "./byte-reader.ts";

/**
 * Content as text, piece by piece, every line ended by "\n": UTF-8, or UTF-16 where a byte-order mark
 * says so. A byte that fits neither is a fault that names the line.
 */
export async function* textPieces(content: ByteReader, file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encodingOf(await content.peek(2)), { fatal: true });
  let line = 1;
  let heldReturn = false;
  for (;;) {
    const bytes = await content.piece();
    const decoded = decode(decoder, bytes, { file, line });
    if (decoded.includes("\0")) throw new Fault("data.unknownFormat", { file });
    // A return at the end of a piece may be half of "\r\n".
    const text: string = (heldReturn ? "\r" : "") + decoded;
    heldReturn = bytes !== null && text.endsWith("\r");
    const lines = (heldReturn ? text.slice(0, -1) : text).replace(/\r\n?/g, "\n");
    line += newlines(lines);
    if (lines.length > 0) yield lines;
    if (!bytes) return;
  }
}

function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  return "utf-8";
}

/** null ends the text. */
function decode(
  decoder: TextDecoder,
  bytes: Uint8Array | null,
  place: { file: string; line: number },
): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch (cause) {
    const fault = new Fault("data.encoding", {
      file: place.file,
      line: place.line + newlines(beforeDamage(bytes, decoder.encoding)),
    });
    fault.cause = cause;
    throw fault;
  }
}

/** The text of a piece as far as it can be read. */
function beforeDamage(bytes: Uint8Array | null, encoding: string): string {
  if (!bytes) return "";
  // A character may have been cut where the piece begins: its last bytes are 10xxxxxx in UTF-8.
  let start = 0;
  while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
  const text = new TextDecoder(encoding).decode(bytes.subarray(start));
  const damage = text.indexOf("\ufffd");
  return damage < 0 ? "" : text.slice(0, damage).replace(/\r\n?/g, "\n");
}

/** Whether content begins with UTF-16's byte-order mark. */
export function hasUtf16Mark(start: Uint8Array): boolean {
  return encodingOf(start) !== "utf-8";
}

export function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
