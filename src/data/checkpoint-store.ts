/** Checkpoints kept in the browser: bytes with their checksum, and what a list shows beside them. */
import { type IDBPDatabase, openDB } from "idb";

export interface StoredCheckpoint<About> {
  /** SHA-256 in hex of the bytes. */
  readonly id: string;
  readonly crc: number;
  readonly about: About;
  readonly bytes: Uint8Array;
}

export interface CheckpointStore<About> {
  /** In no particular order. */
  list(): Promise<Omit<StoredCheckpoint<About>, "bytes">[]>;
  get(id: string): Promise<StoredCheckpoint<About> | null>;
  put(checkpoint: StoredCheckpoint<About>): Promise<void>;
  delete(id: string): Promise<void>;
}

const databaseName = "trainyard-checkpoints";
/** Two stores, so that a list need not read the bytes of all. */
const aboutStore = "about";
const bytesStore = "bytes";

/** A store in IndexedDB, opened at its first use. */
export function browserCheckpointStore<About>(): CheckpointStore<About> {
  let opened: Promise<IDBPDatabase> | null = null;
  const database = () => {
    opened ??= openDB(databaseName, 1, {
      upgrade: (db) => {
        db.createObjectStore(aboutStore, { keyPath: "id" });
        db.createObjectStore(bytesStore);
      },
    });
    return opened;
  };
  return {
    async list() {
      return (await database()).getAll(aboutStore);
    },
    async get(id) {
      const transaction = (await database()).transaction([aboutStore, bytesStore]);
      const [about, bytes] = await Promise.all([
        transaction.objectStore(aboutStore).get(id),
        transaction.objectStore(bytesStore).get(id),
      ]);
      return about === undefined ? null : { ...about, bytes: bytes ?? new Uint8Array(0) };
    },
    async put({ bytes, ...about }) {
      const transaction = (await database()).transaction([aboutStore, bytesStore], "readwrite");
      await Promise.all([
        transaction.objectStore(aboutStore).put(about),
        transaction.objectStore(bytesStore).put(bytes, about.id),
        transaction.done,
      ]);
    },
    async delete(id) {
      const transaction = (await database()).transaction([aboutStore, bytesStore], "readwrite");
      await Promise.all([
        transaction.objectStore(aboutStore).delete(id),
        transaction.objectStore(bytesStore).delete(id),
        transaction.done,
      ]);
    },
  };
}

/** As long as the process lives: where there is no IndexedDB, as in tests. */
export function memoryCheckpointStore<About>(): CheckpointStore<About> {
  const held = new Map<string, StoredCheckpoint<About>>();
  return {
    list: async () => [...held.values()].map(({ bytes: _, ...about }) => about),
    get: async (id) => held.get(id) ?? null,
    put: async (checkpoint) => {
      held.set(checkpoint.id, checkpoint);
    },
    delete: async (id) => {
      held.delete(id);
    },
  };
}
