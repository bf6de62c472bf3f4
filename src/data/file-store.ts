import { type IDBPDatabase, openDB } from "idb";

/** Files that were fetched, kept in the browser. */
export interface FileStore {
  get(key: string): Promise<Blob | null>;
  put(key: string, blob: Blob): Promise<void>;
  delete(key: string): Promise<void>;
}

const databaseName = "trainyard-files";
const storeName = "files";

/**
 * A store in IndexedDB, opened at its first use. Not the Cache API: that is missing on pages without
 * https, and an acknowledged IndexedDB write survives a crash whole.
 */
export function browserFileStore(): FileStore {
  let opened: Promise<IDBPDatabase> | null = null;
  const database = () => {
    opened ??= openDB(databaseName, 1, {
      upgrade: (db) => {
        db.createObjectStore(storeName);
      },
    });
    return opened;
  };
  return {
    async get(key) {
      const value: unknown = await (await database()).get(storeName, key);
      return value instanceof Blob ? value : null;
    },
    async put(key, blob) {
      await (await database()).put(storeName, blob, key);
    },
    async delete(key) {
      await (await database()).delete(storeName, key);
    },
  };
}
