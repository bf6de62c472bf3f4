/** Words for people: typed look-up in the dictionary of the present language. */
import { en, type Messages, type Plural } from "./en.ts";
import { formatNumber } from "./format.ts";

export type Locale = "en" | "zh-CN";
export const locales: readonly Locale[] = ["en", "zh-CN"];

type Dictionary = typeof en;
type Leaf = string | { readonly one: string; readonly other: string };

type Paths<T> = {
  [K in keyof T & string]: T[K] extends Leaf ? K : `${K}.${Paths<T[K]>}`;
}[keyof T & string];

/** Where a message stands: `transport.train`. */
export type MessageKey = Paths<Dictionary>;

type TextAt<T, K> = K extends keyof T
  ? T[K] extends { readonly other: infer S }
    ? S
    : T[K]
  : K extends `${infer Head}.${infer Rest}`
    ? Head extends keyof T
      ? TextAt<T[Head], Rest>
      : never
    : never;

/** Names of the `{placeholders}` in a text. */
export type Placeholders<S> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** What a message must be given: a value for each of its placeholders. */
export type MessageValues<K extends MessageKey> = [Placeholders<TextAt<Dictionary, K>>] extends [
  never,
]
  ? []
  : [values: Record<Placeholders<TextAt<Dictionary, K>>, string | number>];

let locale: Locale = "en";
let entries = flatten(en);
const listeners = new Set<() => void>();

function isPlural(value: object): value is Plural {
  return "other" in value && typeof value.other === "string" && Object.keys(value).length <= 2;
}

/** Messages by their dotted key. */
export function flatten(messages: object, prefix = ""): Map<string, string | Plural> {
  const found = new Map<string, string | Plural>();
  for (const [key, value] of Object.entries(messages)) {
    const path = prefix + key;
    if (typeof value === "string" || isPlural(value)) found.set(path, value);
    else for (const [inner, text] of flatten(value, `${path}.`)) found.set(inner, text);
  }
  return found;
}

/** Puts values in for `{name}`; numbers are written as the language writes them. */
function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === "number" ? formatNumber(value, locale) : value;
  });
}

/** A message by a key that is only known while running; the key itself where there is none. */
export function lookUp(
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const entry = entries.get(key);
  if (entry === undefined) return key;
  if (typeof entry === "string") return fill(entry, values);
  const count = Number(values["count"] ?? 0);
  const one = new Intl.PluralRules(locale).select(count) === "one";
  return fill((one ? entry.one : undefined) ?? entry.other, values);
}

/** The message in the present language, with its values put in. */
export function t<K extends MessageKey>(key: K, ...values: MessageValues<K>): string {
  return lookUp(key, values[0] ?? {});
}

export function currentLocale(): Locale {
  return locale;
}

/** Calls back after every change of language; returns a function that unsubscribes. */
export function onLocaleChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The best of our languages for a list as in `navigator.languages`. */
export function detectLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split("-")[0];
    if (language === "zh") return "zh-CN";
    if (language === "en") return "en";
  }
  return "en";
}

async function loadMessages(wanted: Locale): Promise<Messages> {
  if (wanted === "en") return en;
  const { zhCN } = await import("./zh-cn.ts");
  return zhCN;
}

/** Loads the language's words, then switches to it and tells the listeners. */
export async function setLocale(wanted: Locale): Promise<void> {
  entries = flatten(await loadMessages(wanted));
  locale = wanted;
  for (const listener of listeners) listener();
}
