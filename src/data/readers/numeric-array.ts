import { elements, type Shape } from "../../engine/core/shape.ts";
import { Fault } from "../../spec/fault.ts";
import { limits } from "../../spec/limits.ts";
import type { ByteReader } from "./byte-reader.ts";

/** An array read from a file: bytes stay bytes, all else becomes float32. */
export interface NumericArray {
  readonly shape: Shape;
  readonly data: Float32Array | Uint8Array;
  /** Whether the file's own element type is an integer or a truth value. */
  readonly integral: boolean;
}

/** How one element lies in a file. */
export interface ElementType {
  /** Bytes that need no conversion. */
  readonly raw?: true;
  readonly bytes: number;
  readonly integral: boolean;
  readonly read: (view: DataView, offset: number) => number;
}

/** Integers above 2^53 lose their last bits, as they would in float32 anyway. */
export function elementTypes(littleEndian: boolean) {
  const le = littleEndian;
  return {
    u1: { raw: true, bytes: 1, integral: true, read: (view, at) => view.getUint8(at) },
    i1: { bytes: 1, integral: true, read: (view, at) => view.getInt8(at) },
    u2: { bytes: 2, integral: true, read: (view, at) => view.getUint16(at, le) },
    i2: { bytes: 2, integral: true, read: (view, at) => view.getInt16(at, le) },
    u4: { bytes: 4, integral: true, read: (view, at) => view.getUint32(at, le) },
    i4: { bytes: 4, integral: true, read: (view, at) => view.getInt32(at, le) },
    u8: { bytes: 8, integral: true, read: (view, at) => Number(view.getBigUint64(at, le)) },
    i8: { bytes: 8, integral: true, read: (view, at) => Number(view.getBigInt64(at, le)) },
    f4: { bytes: 4, integral: false, read: (view, at) => view.getFloat32(at, le) },
    f8: { bytes: 8, integral: false, read: (view, at) => view.getFloat64(at, le) },
  } as const satisfies Record<string, ElementType>;
}

/** Refuses shapes that hold more numbers than the cap, before anything is allocated. */
export function checkCells(file: string, shape: Shape): number {
  // Sizes are below 2^32 and the cap below 2^26, so the product cannot be rounded down under it.
  const count = elements(shape);
  if (count > limits.cells) throw new Fault("data.cells", { file, max: limits.cells, got: count });
  return count;
}

/**
 * The elements of an array, straight into its memory. Ends after the last of them or where the
 * content ends; the number of bytes found tells which.
 */
export async function readElements(
  content: ByteReader,
  count: number,
  type: ElementType,
): Promise<{ data: Float32Array | Uint8Array; bytes: number }> {
  if (type.raw) {
    const data = new Uint8Array(count);
    return { data, bytes: await fill(content, data) };
  }
  return readConverted(content, count, type);
}

async function fill(content: ByteReader, target: Uint8Array): Promise<number> {
  let filled = 0;
  while (filled < target.length) {
    const piece = await content.piece(target.length - filled);
    if (!piece) break;
    target.set(piece, filled);
    filled += piece.length;
  }
  return filled;
}

const elementsAtOnce = 8192;

async function readConverted(content: ByteReader, count: number, type: ElementType) {
  const data = new Float32Array(count);
  let done = 0;
  let bytes = 0;
  while (done < count) {
    const wanted = Math.min(elementsAtOnce, count - done) * type.bytes;
    const piece = await content.take(wanted);
    const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength);
    for (let at = 0; at + type.bytes <= piece.length; at += type.bytes) {
      data[done++] = type.read(view, at);
    }
    bytes += piece.length;
    if (piece.length < wanted) break;
  }
  return { data, bytes };
}

/** Refuses NaN and infinities; tells the first by its example (from 1) and its place in it. */
export function checkFinite(file: string, { shape, data }: NumericArray): void {
  if (data instanceof Uint8Array) return;
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const width = elements(shape.slice(1));
  throw new Fault("data.notFinite", {
    file,
    row: Math.floor(bad / width) + 1,
    column: `x${(bad % width) + 1}`,
  });
}
