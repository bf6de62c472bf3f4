import type { Targets } from "../engine/core/dataset.ts";
import type { RemoteSourceSpec } from "../spec/experiment.ts";
import { Fault, type FaultRecord } from "../spec/fault.ts";
import { limits } from "../spec/limits.ts";
import type { FileStore } from "./file-store.ts";
import { readSources } from "./import.ts";
import type { RawData } from "./raw-data.ts";
import type { Digests } from "./readers/read-file.ts";
import { digestFile } from "./readers/read-file.ts";
import type { Reading, SourceFile } from "./readers/source-file.ts";
import {
  parseRemoteCatalogue,
  type RemoteCheck,
  type RemoteEntry,
  type RemoteFile,
} from "./remote-catalogue.ts";

/** As the global `fetch`, as far as it is used here. */
export type Fetch = (address: string, init: { signal?: AbortSignal }) => Promise<Response>;

export interface Fetching extends Reading {
  readonly fetch: Fetch;
  readonly store: FileStore;
}

export interface Fetched {
  readonly source: RemoteSourceSpec;
  readonly data: RawData;
  /** That the files could not be kept, for instance. */
  readonly warnings: readonly FaultRecord[];
}

/** The entry of a catalogue, fetched from its address. */
export async function fetchEntry(
  id: string,
  address: string,
  { fetch, signal }: Pick<Fetching, "fetch" | "signal">,
): Promise<RemoteEntry> {
  const response = await request(address, fetch, signal);
  const catalogue: unknown = await response.json().catch((cause: unknown) => {
    throw fetchFault(address, reasonOf(cause), cause);
  });
  const entry = parseRemoteCatalogue(catalogue, address).find((candidate) => candidate.id === id);
  if (!entry) throw new Fault("data.unknownSet", { id });
  return entry;
}

/**
 * A data set of the catalogue: from the store, else by address; checked, read, and kept. Kept files
 * that no longer match are thrown away and fetched again.
 */
export async function fetchRemote(entry: RemoteEntry, fetching: Fetching): Promise<Fetched> {
  const warnings: FaultRecord[] = [];
  const kept = await keptFiles(entry, fetching.store, warnings);
  const data = kept && (await readKept(entry, kept, fetching));
  if (data) return { source: { kind: "remote", id: entry.id }, data, warnings };
  const files = await download(entry, fetching);
  const read = await readSources(files, null, signalOf(fetching));
  await keep(entry, files, fetching.store, warnings);
  return { source: { kind: "remote", id: entry.id }, data: named(read.data, entry), warnings };
}

function signalOf({ signal }: Reading): Reading {
  return signal ? { signal } : {};
}

function storeKey(entry: RemoteEntry, file: RemoteFile): string {
  return `${entry.id}/${file.name}/${file.check.sha256}`;
}

/** All files of an entry, or null where one is missing or the store does not answer. */
async function keptFiles(
  entry: RemoteEntry,
  store: FileStore,
  warnings: FaultRecord[],
): Promise<SourceFile[] | null> {
  const files: SourceFile[] = [];
  for (const file of entry.files) {
    const blob = await store.get(storeKey(entry, file)).catch((error: unknown) => {
      warnings.push({ code: "storage.unavailable", values: { reason: reasonOf(error) } });
      return null;
    });
    if (!blob) return null;
    files.push({ name: file.name, blob });
  }
  return files;
}

/** null: what was kept is damaged. */
async function readKept(
  entry: RemoteEntry,
  files: readonly SourceFile[],
  { store, ...reading }: Fetching,
): Promise<RawData | null> {
  try {
    const { data, read } = await readSources(files, null, reading);
    const intact = entry.files.every(({ name, check }) =>
      read.some((file) => file.name === name && matches(check, file.digests)),
    );
    if (intact) return named(data, entry);
  } catch (error) {
    if (!(error instanceof Fault) || error.code === "data.cancelled") throw error;
  }
  for (const file of entry.files) await store.delete(storeKey(entry, file));
  return null;
}

function matches({ of, sha256 }: RemoteCheck, { packed, contents }: Digests): boolean {
  return sha256 === (of === "transfer" ? packed : contents);
}

async function keep(
  entry: RemoteEntry,
  files: readonly SourceFile[],
  store: FileStore,
  warnings: FaultRecord[],
): Promise<void> {
  try {
    for (const [index, file] of entry.files.entries()) {
      const blob = files[index]?.blob;
      if (blob) await store.put(storeKey(entry, file), blob);
    }
  } catch (error) {
    const full = error instanceof Error && error.name === "QuotaExceededError";
    warnings.push(
      full
        ? { code: "storage.full", values: {} }
        : { code: "storage.unavailable", values: { reason: reasonOf(error) } },
    );
  }
}

/** The set under its own name and with its own names of classes. */
function named(data: RawData, entry: RemoteEntry): RawData {
  const fits =
    data.targets.kind === "classes" && data.targets.names.length === entry.classes.length;
  const targets: Targets = fits ? { kind: "classes", names: entry.classes } : data.targets;
  return { ...data, name: entry.name, targets };
}

/** Every file of an entry, checked. Progress counts bytes over all of them. */
async function download(entry: RemoteEntry, fetching: Fetching): Promise<SourceFile[]> {
  const total = entry.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const files: SourceFile[] = [];
  let before = 0;
  for (const file of entry.files) {
    const start = before;
    const progress = (done: number) => fetching.progress?.(Math.min(start + done, total), total);
    files.push(await downloadFile(file, { ...fetching, progress }));
    before += file.bytes;
  }
  return files;
}

/** From the first address that answers with the right bytes; the last failure is the one told. */
async function downloadFile(file: RemoteFile, fetching: Fetching): Promise<SourceFile> {
  let failure: unknown = new Fault("data.fetch", { address: file.name, status: "" });
  for (const address of file.addresses) {
    try {
      const blob = await body(
        await request(address, fetching.fetch, fetching.signal),
        address,
        fetching,
      );
      const source = { name: file.name, blob };
      await verify(source, file.check, address, fetching);
      return source;
    } catch (error) {
      if (error instanceof Fault && error.code === "data.cancelled") throw error;
      failure = error;
    }
  }
  throw failure;
}

async function verify(
  source: SourceFile,
  check: RemoteCheck,
  address: string,
  fetching: Fetching,
): Promise<void> {
  const digests = await digestFile(source, signalOf(fetching));
  if (matches(check, digests)) return;
  const got = check.of === "transfer" ? digests.packed : digests.contents;
  throw new Fault("data.hash", { address, expected: check.sha256, got });
}

async function request(
  address: string,
  fetch: Fetch,
  signal: AbortSignal | undefined,
): Promise<Response> {
  try {
    const response = await fetch(address, signal ? { signal } : {});
    if (response.ok) return response;
    throw new Fault("data.fetch", {
      address,
      status: `${response.status} ${response.statusText}`.trim(),
    });
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (signal?.aborted) throw new Fault("data.cancelled", {});
    throw fetchFault(address, reasonOf(error), error);
  }
}

async function body(
  response: Response,
  address: string,
  { signal, progress }: Reading,
): Promise<Blob> {
  if (!response.body) return new Blob([]);
  const reader = response.body.getReader();
  const pieces: BlobPart[] = [];
  let done = 0;
  for (;;) {
    const { value } = await reader.read().catch((error: unknown) => {
      if (signal?.aborted) throw new Fault("data.cancelled", {});
      throw fetchFault(address, reasonOf(error), error);
    });
    if (signal?.aborted) throw new Fault("data.cancelled", {});
    if (!value) return new Blob(pieces);
    pieces.push(value);
    done += value.length;
    if (done > limits.inputBytes) {
      await reader.cancel();
      throw new Fault("data.tooLarge", { file: address, max: limits.inputBytes, got: done });
    }
    progress?.(done, 0);
  }
}

function fetchFault(address: string, status: string, cause: unknown): Fault {
  const fault = new Fault("data.fetch", { address, status });
  fault.cause = cause;
  return fault;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
