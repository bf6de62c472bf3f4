/** The catalogue of data sets that can be fetched: `public/datasets.json`. */
import { Fault } from "../spec/fault.ts";
import { limits } from "../spec/limits.ts";

/** What must come out right before the data is used or kept. */
export interface RemoteCheck {
  /** The bytes as they come, or what they hold unpacked: any honest mirror passes the second. */
  readonly of: "transfer" | "contents";
  /** In hex. */
  readonly sha256: string;
}

export interface RemoteFile {
  readonly name: string;
  /** Absolute; the next is tried where one does not answer. */
  readonly addresses: readonly string[];
  /** To transfer, for the progress shown; mirrors may pack a little differently. */
  readonly bytes: number;
  readonly check: RemoteCheck;
}

export interface RemoteEntry {
  readonly id: string;
  readonly name: string;
  /** Names of the classes in the order of their labels. */
  readonly classes: readonly string[];
  readonly licence: string;
  readonly citation: string;
  readonly homepage: string;
  readonly files: readonly RemoteFile[];
}

const mostEntries = 100;
const mostFiles = 4;
const mostTextCharacters = 400;

/** Strict: unknown keys, wrong types and addresses that are not http(s) are faults that name the path. */
export function parseRemoteCatalogue(value: unknown, address: string): RemoteEntry[] {
  const root = new Node(value, "datasets").record(["version", "sets"]);
  root.get("version").integer(1, 1);
  const entries = root
    .get("sets")
    .list(mostEntries)
    .map((node) => parseEntry(node, address));
  for (const [index, { id }] of entries.entries()) {
    if (entries.findIndex((entry) => entry.id === id) < index) {
      throw new Fault("spec.duplicateId", { path: `datasets.sets[${index}].id`, id });
    }
  }
  return entries;
}

function parseEntry(node: Node, address: string): RemoteEntry {
  const keys = ["id", "name", "classes", "licence", "citation", "homepage", "files"] as const;
  const entry = node.record(keys);
  return {
    id: entry.get("id").text(limits.nameCharacters),
    name: entry.get("name").text(limits.nameCharacters),
    classes: entry
      .get("classes")
      .list(limits.classes)
      .map((name) => name.text(limits.nameCharacters)),
    licence: entry.get("licence").text(mostTextCharacters),
    citation: entry.get("citation").text(mostTextCharacters),
    homepage: entry.get("homepage").address(address),
    files: entry
      .get("files")
      .list(mostFiles)
      .map((file) => parseFile(file, address)),
  };
}

function parseFile(node: Node, address: string): RemoteFile {
  const file = node.record(["name", "addresses", "bytes", "check"]);
  const check = file.get("check").record(["of", "sha256"]);
  return {
    name: file.get("name").text(limits.nameCharacters),
    addresses: file
      .get("addresses")
      .list(mostFiles)
      .map((place) => place.address(address)),
    bytes: file.get("bytes").integer(1, limits.inputBytes),
    check: {
      of: check.get("of").choice(["transfer", "contents"]),
      sha256: check.get("sha256").matching(/^[0-9a-f]{64}$/, "sha256"),
    },
  };
}

/** One value of the JSON with the path that leads to it. */
class Node {
  readonly #value: unknown;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    this.#value = value;
    this.#path = path;
  }

  #refuse(expected: string): Fault {
    const value = this.#value;
    const got = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
    return new Fault("spec.type", { path: this.#path, expected, got });
  }

  record<const Key extends string>(keys: readonly Key[]): { get(key: Key): Node } {
    const value = this.#value;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw this.#refuse("object");
    }
    const known: readonly string[] = keys;
    const unknown = Object.keys(value).find((key) => !known.includes(key));
    if (unknown !== undefined) {
      throw new Fault("spec.unknownKey", { path: `${this.#path}.${unknown}` });
    }
    const entries = new Map<string, unknown>(Object.entries(value));
    return {
      get: (key) => {
        const path = `${this.#path}.${key}`;
        if (!entries.has(key)) throw new Fault("spec.missing", { path });
        return new Node(entries.get(key), path);
      },
    };
  }

  list(most: number): Node[] {
    if (!Array.isArray(this.#value)) throw this.#refuse("array");
    const items: readonly unknown[] = this.#value;
    if (items.length > most) {
      throw new Fault("spec.tooMany", { path: this.#path, max: most, got: items.length });
    }
    return items.map((item, index) => new Node(item, `${this.#path}[${index}]`));
  }

  text(most: number): string {
    if (typeof this.#value !== "string" || this.#value === "") throw this.#refuse("string");
    if (this.#value.length > most) {
      throw new Fault("spec.tooLong", { path: this.#path, max: most, got: this.#value.length });
    }
    return this.#value;
  }

  matching(pattern: RegExp, expected: string): string {
    if (typeof this.#value !== "string" || !pattern.test(this.#value)) throw this.#refuse(expected);
    return this.#value;
  }

  integer(min: number, max: number): number {
    const value = this.#value;
    if (typeof value !== "number" || !Number.isInteger(value)) throw this.#refuse("integer");
    if (value < min || value > max) {
      throw new Fault("spec.range", { path: this.#path, min, max, got: value });
    }
    return value;
  }

  choice<const Option extends string>(options: readonly Option[]): Option {
    const option = options.find((candidate) => candidate === this.#value);
    if (option !== undefined) return option;
    const got = typeof this.#value === "string" ? this.#value : typeof this.#value;
    throw new Fault("spec.choice", { path: this.#path, options: options.join(", "), got });
  }

  /** Resolved against the catalogue's own address. */
  address(base: string): string {
    const text = this.text(mostTextCharacters);
    if (!URL.canParse(text, base)) throw this.#refuse("http(s) address");
    const url = new URL(text, base);
    if (url.protocol !== "https:" && url.protocol !== "http:")
      throw this.#refuse("http(s) address");
    return url.href;
  }
}
