/**
 * The link: `#1.` and, in base64url, three bytes that check what follows and the deflated JSON of
 * what differs from the default experiment. The version is that of the document.
 */
import { deflateSync, Inflate } from "fflate";
import { compactExperiment } from "./compact.ts";
import type { Experiment } from "./experiment.ts";
import { Fault } from "./fault.ts";
import { limits } from "./limits.ts";
import { linkDictionary } from "./link-dictionary.ts";
import { currentVersion } from "./migrate.ts";
import { parseExperiment } from "./parse.ts";
import { isPlainObject, join } from "./read.ts";

const checkBytes = 3;
/** Of compressed input at a time: at most 1 MiB comes out before the length is looked at. */
const pieceBytes = 1024;

function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array {
  if (!/^[\w-]*$/.test(text)) throw new Fault("link.format", { reason: "characters" });
  if (text.length % 4 === 1) throw new Fault("link.damaged", {});
  const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(bytes, (character) => character.charCodeAt(0));
}

/** The lower three bytes of FNV-1a: enough to tell a damaged link from a whole one. */
function checksum(bytes: Uint8Array): Uint8Array {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return Uint8Array.of(hash & 0xff, (hash >>> 8) & 0xff, (hash >>> 16) & 0xff);
}

/** A link around compressed bytes; only tests make any that `encodeLink` would not make. */
export function sealLink(version: number, packed: Uint8Array): string {
  const bytes = new Uint8Array(checkBytes + packed.length);
  bytes.set(checksum(packed));
  bytes.set(packed, checkBytes);
  return `#${version}.${toBase64Url(bytes)}`;
}

/** Compresses the JSON of a link. */
export function packText(text: string): Uint8Array {
  const dictionary = linkDictionary;
  return deflateSync(new TextEncoder().encode(text), { level: 9, mem: 3, dictionary });
}

/** Inflates to text, but never far beyond what any experiment needs. */
function inflateBounded(packed: Uint8Array): string {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let length = 0;
  let text = "";
  const inflate = new Inflate({ dictionary: linkDictionary }, (piece, final) => {
    length += piece.length;
    if (length > limits.inflatedBytes) {
      throw new Fault("link.expands", { max: limits.inflatedBytes });
    }
    text += decoder.decode(piece, { stream: !final });
  });
  for (let at = 0; at < packed.length; at += pieceBytes) {
    inflate.push(packed.subarray(at, at + pieceBytes), at + pieceBytes >= packed.length);
  }
  return text;
}

/** Nesting of brackets outside of strings, found without recursion. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** JSON exactly as it is written by `encodeLink`: so no key comes twice and no number overflows. */
function parseCanonical(text: string): unknown {
  if (depthOf(text) > limits.depth) throw new Fault("link.damaged", {});
  const value: unknown = JSON.parse(text);
  if (JSON.stringify(value) !== text) throw new Fault("link.damaged", {});
  return value;
}

function unpack(payload: string): unknown {
  const bytes = fromBase64Url(payload);
  const packed = bytes.subarray(checkBytes);
  if (checksum(packed).some((byte, index) => byte !== bytes[index])) {
    throw new Fault("link.damaged", {});
  }
  try {
    return parseCanonical(inflateBounded(packed));
  } catch (error) {
    throw error instanceof Fault ? error : new Fault("link.damaged", {});
  }
}

function checkLength(link: string): string {
  const max = limits.linkCharacters;
  if (link.length > max) throw new Fault("link.tooLong", { max, got: link.length });
  return link;
}

/**
 * A link that opens exactly this experiment. Numbers that were fitted to own data are left out
 * where they would make it too long: they are found again from the same file. Throws `link.tooLong`.
 */
export function encodeLink(experiment: Experiment): string {
  const text = JSON.stringify(compactExperiment(experiment));
  const link = sealLink(currentVersion, packText(text));
  const fits = link.length <= limits.linkCharacters && text.length * 3 <= limits.inflatedBytes;
  if (fits || !experiment.data.fitted) return checkLength(link);
  return encodeLink({ ...experiment, data: { ...experiment.data, fitted: null } });
}

/** The experiment of a link's hash, with or without `#`. Throws a Fault `link.*` or `spec.*`. */
export function decodeLink(hash: string): Experiment {
  checkLength(hash);
  const text = hash.startsWith("#") ? hash.slice(1) : hash;
  if (text === "") throw new Fault("link.format", { reason: "empty" });
  const match = /^([1-9]\d{0,5})\.(.*)$/s.exec(text);
  const [, digits, payload] = match ?? [];
  if (digits === undefined || payload === undefined) {
    throw new Fault("link.format", { reason: "version" });
  }
  const version = Number(digits);
  if (version > currentVersion) {
    throw new Fault("spec.newerVersion", { got: version, known: currentVersion });
  }
  const document = unpack(payload);
  if (!isPlainObject(document)) return parseExperiment(document);
  if (Object.hasOwn(document, "version")) {
    throw new Fault("spec.unknownKey", { path: join("", "version") });
  }
  return parseExperiment({ ...document, version });
}
