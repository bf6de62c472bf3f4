/** The words of an expression, each with its place. */
import { CircuitError } from "./circuit-error.ts";

export interface Token {
  readonly kind: "number" | "name" | "sign" | "end";
  readonly text: string;
  /** Place of its first character, from 0. */
  readonly at: number;
}

const signs = "+-*/^(),=;";
/** What people type or paste for a sign. */
const alike: Readonly<Record<string, string>> = {
  "−": "-",
  "–": "-",
  "×": "*",
  "·": "*",
  "÷": "/",
  "\n": ";",
  "；": ";",
};
const word = /(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[\p{L}_][\p{L}\p{N}_]*)/uy;

/** One character for one, so that places stay: full-width forms become plain ones. */
function plainCharacter(character: string): string {
  const code = character.charCodeAt(0);
  const known = alike[character];
  if (known !== undefined) return known;
  return code > 0xff00 && code < 0xff5f ? String.fromCharCode(code - 0xfee0) : character;
}

/** Throws a CircuitError at a character that has no meaning. The last token is the end. */
export function tokensOf(text: string): Token[] {
  const plain = Array.from({ length: text.length }, (_, i) => plainCharacter(text[i] ?? "")).join(
    "",
  );
  const tokens: Token[] = [];
  let at = 0;
  while (at < plain.length) {
    word.lastIndex = at;
    const groups = word.exec(plain)?.groups;
    const character = plain[at] ?? "";
    const found = groups?.["number"] ?? groups?.["name"];
    if (found !== undefined) {
      tokens.push({ kind: groups?.["number"] === undefined ? "name" : "number", text: found, at });
      at += found.length;
    } else if (signs.includes(character)) {
      const isPower = plain.startsWith("**", at);
      tokens.push({ kind: "sign", text: isPower ? "^" : character, at });
      at += isPower ? 2 : 1;
    } else if (/\s/.test(character)) at += 1;
    else throw new CircuitError({ kind: "character", at, got: character });
  }
  return [...tokens, { kind: "end", text: "", at: plain.length }];
}
