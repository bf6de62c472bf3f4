/** IDX, the format of MNIST: 00 00, element type, number of axes, sizes, elements; big-endian. */
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

const { u1, i1, i2, i4, f4, f8 } = elementTypes(false);
const typeCodes = new Map<number, ElementType>([
  [0x08, u1],
  [0x09, i1],
  [0x0b, i2],
  [0x0c, i4],
  [0x0d, f4],
  [0x0e, f8],
]);
const mostAxes = 8;

/** Whether content or, where that is damaged, the name says IDX. */
export function looksLikeIdx(start: Uint8Array, name: string): boolean {
  return (
    (start.length >= 2 && start[0] === 0 && start[1] === 0) || /(idx\d|ubyte)(\.gz)?$/i.test(name)
  );
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

/** Reads to the end of the content. `file` is its name in faults. */
export async function readIdx(content: ByteReader, file: string): Promise<NumericArray> {
  const magic = await content.take(4);
  const [zero0, zero1, code = 0, axes = 0] = magic;
  if (magic.length < 4 || zero0 !== 0 || zero1 !== 0) {
    throw new Fault("data.idxMagic", { file, got: hex(magic) });
  }
  const type = typeCodes.get(code);
  if (!type) throw new Fault("data.idxType", { file, got: hex(magic.subarray(2, 3)) });
  if (axes < 1 || axes > mostAxes) throw new Fault("data.idxMagic", { file, got: hex(magic) });
  const shape = await readSizes(content, axes, file);
  const count = checkCells(file, shape);
  const { data, bytes } = await readElements(content, count, type);
  const headerBytes = 4 + 4 * axes;
  const rest = await countRest(content);
  if (bytes + rest !== count * type.bytes) {
    const expected = headerBytes + count * type.bytes;
    throw new Fault("data.idxLength", { file, expected, got: headerBytes + bytes + rest });
  }
  const array = { shape, data, integral: type.integral };
  checkFinite(file, array);
  return array;
}

async function readSizes(content: ByteReader, axes: number, file: string): Promise<number[]> {
  const header = await content.take(4 * axes);
  if (header.length < 4 * axes) {
    throw new Fault("data.idxLength", { file, expected: 4 + 4 * axes, got: 4 + header.length });
  }
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const sizes = Array.from({ length: axes }, (_, axis) => view.getUint32(4 * axis));
  if (sizes.includes(0)) throw new Fault("data.empty", { file });
  return sizes;
}

/** Bytes after the last element. */
async function countRest(content: ByteReader): Promise<number> {
  let count = 0;
  for (let piece = await content.piece(); piece; piece = await content.piece()) {
    count += piece.length;
  }
  return count;
}
