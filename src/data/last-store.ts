/** One value kept in the browser, each in place of the one before: also numbers that are none. */
import { type IDBPDatabase, openDB } from "idb";

export interface LastStore<Value> {
  /** null where nothing was kept yet. */
  read(): Promise<Value | null>;
  write(value: Value): Promise<void>;
}

const storeName = "last";
const key = "value";

/** A store in IndexedDB, opened at its first use; a failure to open it is tried again. */
export function browserLastStore<Value>(databaseName: string): LastStore<Value> {
  let opened: Promise<IDBPDatabase> | null = null;
  const database = () => {
    opened ??= openDB(databaseName, 1, {
      upgrade: (db) => {
        db.createObjectStore(storeName);
      },
    }).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  return {
    async read() {
      const value: Value | undefined = await (await database()).get(storeName, key);
      return value ?? null;
    },
    async write(value) {
      await (await database()).put(storeName, value, key);
    },
  };
}
