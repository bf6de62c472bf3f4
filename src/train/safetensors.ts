/**
 * The safetensors format: the length of a JSON header as a little-endian u64, the header, then the
 * numbers of all tensors one after the other. https://github.com/huggingface/safetensors
 */
import { elements } from "../engine/core/shape.ts";
import { Fault } from "../spec/fault.ts";
import { isPlainObject } from "../spec/read.ts";
import type { WeightArray } from "./weights.ts";

export interface TensorFile {
  readonly tensors: Readonly<Record<string, WeightArray>>;
  readonly metadata: Readonly<Record<string, string>>;
}

const lengthBytes = 8;
const alignment = 8;
const bytesPerNumber = 4;
const mostHeaderBytes = 16 * 1024 * 1024;

/** Float32 tensors in the order given; the header is padded with spaces, as the format allows. */
export function encodeTensors({ tensors, metadata }: TensorFile): Uint8Array {
  let end = 0;
  const header: Record<string, unknown> = { __metadata__: metadata };
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    const start = end;
    end += data.length * bytesPerNumber;
    header[name] = { dtype: "F32", shape, data_offsets: [start, end] };
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(json.length / alignment) * alignment;
  const bytes = new Uint8Array(lengthBytes + headerBytes + end).fill(
    0x20,
    0,
    lengthBytes + headerBytes,
  );
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(json, lengthBytes);
  let place = lengthBytes + headerBytes;
  for (const { data } of Object.values(tensors)) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), place);
    place += data.byteLength;
  }
  return bytes;
}

/** Throws a Fault `checkpoint.format`; `file` is the name that people know it by. */
export function decodeTensors(bytes: Uint8Array, file: string): TensorFile {
  const { header, body } = readHeader(bytes, file);
  const tensors: Record<string, WeightArray> = {};
  let metadata: Record<string, string> = {};
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") metadata = readMetadata(entry);
    else tensors[name] = readTensor(name, entry, body, file);
  }
  return { tensors, metadata };
}

function wrong(file: string, reason: string): Fault {
  return new Fault("checkpoint.format", { file, reason });
}

function readHeader(bytes: Uint8Array, file: string) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length < lengthBytes ? 0 : Number(view.getBigUint64(0, true));
  if (length === 0 || length > mostHeaderBytes || lengthBytes + length > bytes.length) {
    throw wrong(file, "header");
  }
  const end = lengthBytes + length;
  const header = parseJson(new TextDecoder().decode(bytes.subarray(lengthBytes, end)));
  if (!isPlainObject(header)) throw wrong(file, "header");
  return { header, body: bytes.subarray(end) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function readMetadata(entry: unknown): Record<string, string> {
  if (!isPlainObject(entry)) return {};
  return Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, String(value)]));
}

function readTensor(name: string, entry: unknown, body: Uint8Array, file: string): WeightArray {
  if (!isPlainObject(entry)) throw wrong(file, name);
  const shape = numbersIn(entry["shape"]);
  const [start, end] = numbersIn(entry["data_offsets"]);
  const whole = start !== undefined && end !== undefined && start >= 0 && end <= body.length;
  if (entry["dtype"] !== "F32" || !whole || end - start !== elements(shape) * bytesPerNumber) {
    throw wrong(file, name);
  }
  return { shape, data: new Float32Array(body.slice(start, end).buffer) };
}

function numbersIn(value: unknown): number[] {
  const items: unknown[] = Array.isArray(value) ? value : [];
  return items
    .filter((item) => typeof item === "number" && Number.isSafeInteger(item) && item >= 0)
    .map(Number);
}
