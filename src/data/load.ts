import type { DataSpec, GeneratedSpec, SourceSpec } from "../spec/experiment.ts";
import { Fault } from "../spec/fault.ts";
import { limits } from "../spec/limits.ts";
import { generate } from "./generators/index.ts";
import { type Prepared, prepare } from "./prepare.ts";
import type { RawData } from "./raw-data.ts";

/**
 * Data that has been read, by the source that names it, so that another split or normalisation reads
 * no file. Keeps arrays as long as it lives, and of all else the latest that fit into its bytes.
 */
export class DataLibrary {
  readonly #sets = new Map<string, { readonly source: SourceSpec; readonly data: RawData }>();

  #generated: { readonly key: string; readonly data: RawData } | null = null;

  /** A generated set; the latest is kept, since 60,000 digits take seconds to draw. */
  generated(source: GeneratedSpec, seed: number): RawData {
    const key = JSON.stringify([seed, source]);
    if (this.#generated?.key !== key) this.#generated = { key, data: generate(source, seed) };
    return this.#generated.data;
  }

  remember(source: SourceSpec, data: RawData): void {
    const key = keyOf(source);
    this.#sets.delete(key);
    this.#sets.set(key, { source, data });
    this.#forgetOldest(key);
  }

  find(source: SourceSpec): RawData | null {
    return this.#sets.get(keyOf(source))?.data ?? null;
  }

  #forgetOldest(newest: string): void {
    let bytes = 0;
    for (const { data } of this.#sets.values()) bytes += bytesOf(data);
    for (const [key, { source, data }] of this.#sets) {
      if (bytes <= limits.memoryBytes) return;
      if (key === newest || source.kind === "arrays") continue;
      this.#sets.delete(key);
      bytes -= bytesOf(data);
    }
  }
}

function keyOf(source: SourceSpec): string {
  switch (source.kind) {
    case "file":
      return JSON.stringify([source.kind, source.sha256, source.table]);
    case "remote":
      return JSON.stringify([source.kind, source.id]);
    case "arrays":
      return JSON.stringify([source.kind, source.name]);
    default:
      return JSON.stringify(source);
  }
}

function bytesOf({ training, validation }: RawData): number {
  return training.x.byteLength + (validation?.x.byteLength ?? 0);
}

/**
 * The data set of a document: generated, or from the library. What was never read in this session is
 * a Fault `data.notLoaded`: the page then asks for the file, or offers to fetch.
 */
export function loadDataset(spec: DataSpec, library: DataLibrary): Prepared {
  return prepare(findData(spec, library), spec);
}

function findData({ source, seed }: DataSpec, library: DataLibrary): RawData {
  switch (source.kind) {
    case "file":
    case "remote":
    case "arrays": {
      const data = library.find(source);
      if (data) return data;
      const name = source.kind === "remote" ? source.id : source.name;
      throw new Fault("data.notLoaded", { name });
    }
    default:
      return library.generated(source, seed);
  }
}
