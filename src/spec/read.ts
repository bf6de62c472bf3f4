/** Reading untrusted values: each function says what it wants and throws a Fault with the path. */
import type { Row } from "./catalogue.ts";
import { Fault } from "./fault.ts";
import type { Field, Fields } from "./field.ts";
import { limits } from "./limits.ts";
import { isPlainText, textLength } from "./plain-text.ts";

/** What was expected or found, as a word that `i18n` knows; finite numbers stand for themselves. */
type Kind =
  | "object"
  | "list"
  | "text"
  | "plainText"
  | "number"
  | "integer"
  | "boolean"
  | "hash"
  | "null"
  | "undefined"
  | "nan"
  | "infinity"
  | "other";

/** `network` and `layers` to `network.layers`; strange keys in quotes, long ones cut. */
export function join(path: string, key: string): string {
  if (/^[A-Za-z_$][\w$]{0,79}$/.test(key)) return path === "" ? key : `${path}.${key}`;
  return `${path}[${JSON.stringify(key.slice(0, limits.nameCharacters))}]`;
}

const describePath = (path: string) => (path === "" ? "experiment" : path);

function numberKind(value: number): string {
  if (Number.isNaN(value)) return "nan";
  return Number.isFinite(value) ? String(value) : "infinity";
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  switch (typeof value) {
    case "number":
      return numberKind(value);
    case "string":
      return "text";
    case "boolean":
    case "undefined":
      return typeof value;
    case "object":
      return isPlainObject(value) ? "object" : "other";
    default:
      return "other";
  }
}

function typeFault(path: string, expected: Kind, value: unknown): Fault {
  return new Fault("spec.type", { path: describePath(path), expected, got: kindOf(value) });
}

/** An object literal or what JSON makes, of whatever realm; no class, list or inherited values. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The object's own values by name; keys that are not `known` are refused, undefined is missing. */
export function readObject(
  value: unknown,
  path: string,
  known: readonly string[],
): ReadonlyMap<string, unknown> {
  if (!isPlainObject(value)) throw typeFault(path, "object", value);
  const found = new Map<string, unknown>();
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) throw new Fault("spec.unknownKey", { path: join(path, key) });
    if (value[key] !== undefined) found.set(key, value[key]);
  }
  return found;
}

/** The value of one key, or what `fallback` makes where the key is missing. */
export function readKey<T>(
  object: ReadonlyMap<string, unknown>,
  path: string,
  key: string,
  read: (value: unknown, path: string) => T,
  fallback?: () => T,
): T {
  if (object.has(key)) return read(object.get(key), join(path, key));
  if (!fallback) throw new Fault("spec.missing", { path: join(path, key) });
  return fallback();
}

export function readList<T>(
  value: unknown,
  path: string,
  max: number,
  read: (item: unknown, path: string, index: number) => T,
): T[] {
  if (!Array.isArray(value)) throw typeFault(path, "list", value);
  if (value.length > max) throw new Fault("spec.tooMany", { path, max, got: value.length });
  const items: unknown[] = value;
  return Array.from(items, (item, index) => read(item, `${path}[${index}]`, index));
}

/** A list that must hold something. */
export function readFilledList<T>(
  value: unknown,
  path: string,
  max: number,
  read: (item: unknown, path: string, index: number) => T,
): T[] {
  const list = readList(value, path, max, read);
  if (list.length === 0) throw new Fault("spec.missing", { path: `${path}[0]` });
  return list;
}

/** Plain text that may be shown anywhere, at most `limits.nameCharacters` long. */
export function readText(value: unknown, path: string): string {
  if (typeof value !== "string") throw typeFault(path, "text", value);
  const max = limits.nameCharacters;
  const length = textLength(value);
  if (length > max) throw new Fault("spec.tooLong", { path, max, got: length });
  if (!isPlainText(value)) throw typeFault(path, "plainText", value);
  return value;
}

export function readHash(value: unknown, path: string): string {
  if (typeof value !== "string" || !/^[0-9a-f]{64}$/.test(value)) {
    throw typeFault(path, "hash", value);
  }
  return value;
}

export function readNumber(
  value: unknown,
  path: string,
  range: { readonly min: number; readonly max: number } = {
    min: -Number.MAX_VALUE,
    max: Number.MAX_VALUE,
  },
): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw typeFault(path, "number", value);
  const { min, max } = range;
  if (value < min || value > max) throw new Fault("spec.range", { path, min, max, got: value });
  // -0 to 0, which is all that JSON keeps of it
  return value === 0 ? 0 : value;
}

export function readInteger(
  value: unknown,
  path: string,
  range: { min: number; max: number },
): number {
  if (typeof value !== "number" || !Number.isFinite(value) || !Number.isInteger(value)) {
    throw typeFault(path, "integer", value);
  }
  return readNumber(value, path, range);
}

function readBoolean(value: unknown, path: string): boolean {
  if (typeof value !== "boolean") throw typeFault(path, "boolean", value);
  return value;
}

export function readChoice<Option extends string>(
  value: unknown,
  path: string,
  options: readonly Option[],
): Option {
  if (typeof value !== "string") throw typeFault(path, "text", value);
  const option = options.find((known) => known === value);
  if (option === undefined) {
    const got = value.slice(0, limits.nameCharacters);
    throw new Fault("spec.choice", { path, options: options.join(", "), got });
  }
  return option;
}

/** A row's kind, found before its other keys can be checked. */
export function readKind<Rows extends Record<string, Row>>(
  value: unknown,
  path: string,
  rows: Rows,
): keyof Rows & string {
  if (!isPlainObject(value)) throw typeFault(path, "object", value);
  const kind = Object.hasOwn(value, "kind") ? value["kind"] : undefined;
  if (kind === undefined) throw new Fault("spec.missing", { path: join(path, "kind") });
  return readChoice(kind, join(path, "kind"), Object.keys(rows));
}

/** The value of one field; `readInitializer` reads the rows that initializer fields refer to. */
export function readField(
  field: Field,
  value: unknown,
  path: string,
  readInitializer: (value: unknown, path: string) => unknown,
): unknown {
  switch (field.kind) {
    case "number":
      return readNumber(value, path, field);
    case "integer":
      return readInteger(value, path, field);
    case "boolean":
      return readBoolean(value, path);
    case "choice":
      return readChoice(value, path, field.options);
    case "optionalNumber":
      return value === null ? null : readNumber(value, path, field);
    case "numbers":
      return readList(value, path, field.atMost, (item, at) =>
        field.integers ? readInteger(item, at, field) : readNumber(item, at, field),
      );
    case "initializer":
      return value === null ? null : readInitializer(value, path);
  }
}

/** Every field's value, as given or by default. */
export function readFields(
  fields: Fields,
  object: ReadonlyMap<string, unknown>,
  path: string,
  readInitializer: (value: unknown, path: string) => unknown,
): Record<string, unknown> {
  const values = Object.entries(fields).map(([name, field]): [string, unknown] => [
    name,
    readKey(
      object,
      path,
      name,
      (value, at) => readField(field, value, at, readInitializer),
      () => (field.kind === "numbers" ? [...field.default] : field.default),
    ),
  ]);
  return Object.fromEntries(values);
}
