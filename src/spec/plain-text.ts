/** Names that people write: shown as text, anywhere, so nothing in them may disturb what is around. */
import { limits } from "./limits.ts";

/** Control characters, line breaks, marks that turn the direction of what follows, half pairs. */
const strange = /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u;
const everyStrange = new RegExp(strange, "gu");

export function isPlainText(text: string): boolean {
  return !strange.test(text);
}

/** Length as people count it: by characters, not by UTF-16 units. */
export function textLength(text: string): number {
  return text.length > 4 * limits.nameCharacters ? text.length : Array.from(text).length;
}

/** The text without what may not stand in a name, cut to the length of one. */
export function plainText(text: string): string {
  const plain = text.replace(everyStrange, "");
  return Array.from(plain).slice(0, limits.nameCharacters).join("");
}
