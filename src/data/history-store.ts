/** Past trainings kept in the browser: the newest few, so that they take bounded room. */
import { type IDBPDatabase, openDB } from "idb";

/** What the store must know of an entry. */
export interface Dated {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

export interface HistoryStore<Entry extends Dated> {
  /** Newest first. */
  list(): Promise<Entry[]>;
  /** Takes the place of one with the same id; the oldest beyond the limit are forgotten. */
  put(entry: Entry): Promise<void>;
  delete(id: string): Promise<void>;
}

/** Trainings that are kept. */
export const historyLimit = 20;

const databaseName = "trainyard-history";
const storeName = "trainings";
const byAge = "createdAt";

/** A store in IndexedDB, opened at its first use; a failure to open it is tried again. */
export function browserHistoryStore<Entry extends Dated>(): HistoryStore<Entry> {
  let opened: Promise<IDBPDatabase> | null = null;
  const database = () => {
    opened ??= openDB(databaseName, 1, {
      upgrade: (db) => {
        db.createObjectStore(storeName, { keyPath: "id" }).createIndex(byAge, byAge);
      },
    }).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  return {
    async list() {
      const oldestFirst = await (await database()).getAllFromIndex(storeName, byAge);
      return oldestFirst.reverse();
    },
    async put(entry) {
      const transaction = (await database()).transaction(storeName, "readwrite");
      await transaction.store.put(entry);
      const oldestFirst = await transaction.store.index(byAge).getAllKeys();
      const extra = oldestFirst.slice(0, Math.max(0, oldestFirst.length - historyLimit));
      await Promise.all([...extra.map((key) => transaction.store.delete(key)), transaction.done]);
    },
    async delete(id) {
      await (await database()).delete(storeName, id);
    },
  };
}
