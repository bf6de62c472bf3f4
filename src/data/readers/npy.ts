/** NumPy's .npy, versions 1 to 3 (numpy.lib.format): a magic, a header in Python's literal syntax, elements. */
import { elements } from "../../engine/core/shape.ts";
import { Fault } from "../../spec/fault.ts";
import type { ByteReader } from "./byte-reader.ts";
import {
  checkCells,
  checkFinite,
  type ElementType,
  elementTypes,
  type NumericArray,
  readElements,
} from "./numeric-array.ts";

const magicText = "\x93NUMPY";
const preambleBytes = 8;
const mostHeaderBytes = 65_535;
const shownCharacters = 80;

const littleEndian = elementTypes(true);
const types = new Map<string, ElementType>([
  ...Object.entries(littleEndian),
  ["b1", littleEndian.u1],
]);

export function looksLikeNpy(start: Uint8Array): boolean {
  return latin1(start.subarray(0, magicText.length)) === magicText;
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

interface Header {
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: number[];
}

/** Reads to the end of the content. `file` is its name in faults. */
export async function readNpy(content: ByteReader, file: string): Promise<NumericArray> {
  const start = content.position;
  const header = parseHeader(await readHeaderText(content, file), file);
  const type = elementType(header.descr, file);
  const shape = header.shape;
  if (header.fortranOrder && shape.length > 1) throw new Fault("data.npyOrder", { file });
  if (shape.length === 0 || elements(shape) === 0) throw new Fault("data.empty", { file });
  const count = checkCells(file, shape);
  const headerBytes = content.position - start;
  const { data, bytes } = await readElements(content, count, type);
  const extra = (await content.peek(1)).length;
  if (bytes + extra !== count * type.bytes) {
    const expected = headerBytes + count * type.bytes;
    throw new Fault("data.npyLength", { file, expected, got: headerBytes + bytes + extra });
  }
  const array = { shape, data, integral: type.integral };
  checkFinite(file, array);
  return array;
}

async function readHeaderText(content: ByteReader, file: string): Promise<string> {
  const preamble = await content.take(preambleBytes);
  const version = preamble[6] ?? 0;
  if (!looksLikeNpy(preamble) || preamble.length < preambleBytes || version < 1 || version > 3) {
    throw new Fault("data.npyHeader", { file, got: printable(latin1(preamble)) });
  }
  const lengthBytes = version === 1 ? 2 : 4;
  const field = await content.take(lengthBytes);
  // little-endian
  const length = field.reduceRight((sum, byte) => sum * 256 + byte, 0);
  if (field.length < lengthBytes || length > mostHeaderBytes) {
    throw new Fault("data.npyHeader", { file, got: String(length) });
  }
  const text = await content.take(length);
  if (text.length < length) {
    const expected = preambleBytes + lengthBytes + length;
    const got = preambleBytes + lengthBytes + text.length;
    throw new Fault("data.npyLength", { file, expected, got });
  }
  return latin1(text);
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?").slice(0, shownCharacters);
}

const entryPatterns = {
  descr: /'descr':\s*'([<>|=]?[a-zA-Z]\d*)'/g,
  order: /'fortran_order':\s*(True|False)/g,
  shape: /'shape':\s*\(([\d,\s]*)\)/g,
} as const;

/**
 * The three keys of the header in any order, by patterns and nothing else: a header is never
 * evaluated. NumPy writes `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }`.
 */
function parseHeader(text: string, file: string): Header {
  const refused = new Fault("data.npyHeader", { file, got: printable(text.trim()) });
  const body = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1];
  if (body === undefined) throw refused;
  const descr = only(body, entryPatterns.descr);
  const structured = /'descr':\s*([^\s'].*)/s.exec(body)?.[1];
  // A list of fields has no simple 'descr'; the fault then shows what it is.
  if (descr === null && structured) {
    throw new Fault("data.npyType", { file, got: printable(structured) });
  }
  const order = only(body, entryPatterns.order);
  const sizes = only(body, entryPatterns.shape);
  const rest = Object.values(entryPatterns).reduce((left, entry) => left.replace(entry, ""), body);
  if (descr === null || order === null || sizes === null || !/^[\s,]*$/.test(rest)) throw refused;
  const shape = sizes.split(",").map((size) => size.trim());
  if (shape.at(-1) === "") shape.pop();
  if (!shape.every((size) => /^\d{1,10}$/.test(size))) throw refused;
  return { descr, fortranOrder: order === "True", shape: shape.map(Number) };
}

/** The first group of the only match; null where there is none or more than one. */
function only(text: string, pattern: RegExp): string | null {
  const matches = [...text.matchAll(pattern)];
  return matches.length === 1 ? (matches[0]?.[1] ?? null) : null;
}

function elementType(descr: string, file: string): ElementType {
  const [, order = "", code = ""] = /^([<>|=]?)(.+)$/.exec(descr) ?? [];
  const type = types.get(code);
  // Big-endian files are rare enough to be named and refused.
  if (!type || (order === ">" && type.bytes > 1)) {
    throw new Fault("data.npyType", { file, got: descr });
  }
  return type;
}
