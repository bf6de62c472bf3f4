/** Reads an op's attributes, which a graph holds as plain JSON; a wrong one is our own mistake. */
import type { Attributes } from "./op.ts";

function wrong(key: string, expected: string, got: unknown): Error {
  return new Error(`attribute ${key}: expected ${expected}, got ${JSON.stringify(got)}`);
}

export function numberOf(attributes: Attributes, key: string): number {
  const value = attributes[key];
  if (typeof value !== "number") throw wrong(key, "a number", value);
  return value;
}

export function flagOf(attributes: Attributes, key: string): boolean {
  const value = attributes[key];
  if (typeof value !== "boolean") throw wrong(key, "true or false", value);
  return value;
}

export function listOf(attributes: Attributes, key: string): readonly number[] {
  const value = attributes[key];
  if (!Array.isArray(value)) throw wrong(key, "a list of numbers", value);
  return value.map(Number);
}

export function choiceOf<Option extends string>(
  attributes: Attributes,
  key: string,
  options: readonly Option[],
): Option {
  const value = attributes[key];
  const found = options.find((option) => option === value);
  if (found === undefined) throw wrong(key, `one of ${options.join(", ")}`, value);
  return found;
}
