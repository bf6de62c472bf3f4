/** The data at hand: generates, reads, fetches, and finds what a document names among them. */
import { arraysInputData } from "../data/arrays.ts";
import { browserFileStore } from "../data/file-store.ts";
import { importFiles } from "../data/import.ts";
import { datasetInfo } from "../data/info.ts";
import { DataLibrary, loadDataset } from "../data/load.ts";
import { type Prepared, prepareNew } from "../data/prepare.ts";
import { fetchEntry, fetchRemote } from "../data/remote.ts";
import type { DataSpec } from "../spec/experiment.ts";
import type { FaultRecord } from "../spec/fault.ts";
import type {
  ArraysInput,
  Commands,
  DatasetInfo,
  ImportOptions,
  ImportResult,
} from "./protocol.ts";

export interface ShelfOptions {
  /** Bytes done, and in all where that is known. */
  readonly onRead: (done: number, total: number) => void;
  readonly onFetch: (done: number, total: number) => void;
}

interface Loaded {
  readonly dataset: Prepared["dataset"];
  readonly info: DatasetInfo;
}

export class Shelf {
  private readonly options: ShelfOptions;
  private readonly library = new DataLibrary();
  /** Only opened when something is fetched. */
  private readonly store = browserFileStore();
  private underWay: AbortController | null = null;
  /** An edit of the network must not make or split the data anew. */
  private latest: { readonly key: string; readonly loaded: Loaded } | null = null;

  constructor(options: ShelfOptions) {
    this.options = options;
  }

  /** The data set of a document. Throws `data.notLoaded` when its files have not been given yet. */
  load(spec: DataSpec): Loaded {
    // What was fitted follows from the rest, and augmentation happens on the device.
    const key = JSON.stringify({ ...spec, fitted: null, augmentation: null });
    if (this.latest?.key !== key) {
      const { dataset, warnings } = loadDataset(spec, this.library);
      this.latest = { key, loaded: { dataset, info: datasetInfo(dataset, warnings) } };
    }
    return this.latest.loaded;
  }

  async importFiles(files: readonly File[], options: ImportOptions): Promise<ImportResult> {
    const reading = { signal: this.begin(), progress: this.options.onRead };
    const found = await importFiles(files, options, reading);
    const { source, preprocessing, split, dataset, warnings } = found;
    this.library.remember(source, found.data);
    return { source, preprocessing, split, info: datasetInfo(dataset, warnings) };
  }

  async fetchRemote(params: Commands["fetchRemote"]["params"]): Promise<ImportResult> {
    const fetching = {
      fetch: (address: string, init: { signal?: AbortSignal }) => fetch(address, init),
      store: this.store,
      signal: this.begin(),
      progress: this.options.onFetch,
    };
    const entry = await fetchEntry(params.id, params.address, fetching);
    const { source, data, warnings: fetched } = await fetchRemote(entry, fetching);
    this.library.remember(source, data);
    const { dataset, preprocessing, split, warnings } = prepareNew(data, params);
    const all: FaultRecord[] = [...fetched, ...warnings];
    return { source, preprocessing, split, info: datasetInfo(dataset, all) };
  }

  addArrays(arrays: ArraysInput): void {
    this.latest = null;
    this.library.remember({ kind: "arrays", name: arrays.name }, arraysInputData(arrays));
  }

  /** Stops what is being read or fetched; it rejects with `data.cancelled`. */
  cancel(): void {
    this.underWay?.abort();
  }

  private begin(): AbortSignal {
    this.underWay?.abort();
    this.underWay = new AbortController();
    return this.underWay.signal;
  }
}
