import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { noteMadeHere } from './made-here.ts';

/** A work as this device knows it. The document itself is in the collaboration store, under the same id. */
export interface DeviceWork {
  id: string;
  title: string;
  /** Milliseconds since the epoch, by this device's clock. */
  updatedAt: number;
  /** Person whose work it is; null until somebody signs in on this device and takes it along. */
  owner: string | null;
  /** WebP or PNG. */
  thumbnail?: Blob;
  /** When it was put into the bin, for a work that no server has; absent or null otherwise. */
  binnedAt?: number | null;
}

interface Schema extends DBSchema {
  works: { key: string; value: DeviceWork; indexes: { updatedAt: number } };
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('paperkite-works', 1, {
    upgrade(db) {
      db.createObjectStore('works', { keyPath: 'id' }).createIndex('updatedAt', 'updatedAt');
    },
  });
  return opened;
}

/**
 * Works on this device that the person may see here, last touched first: their own, and those nobody has claimed yet; the
 * binned ones, too.
 * @param personId null for somebody who is not signed in.
 */
export async function listDeviceWorks(personId: string | null): Promise<DeviceWork[]> {
  const all = await (await database()).getAllFromIndex('works', 'updatedAt');
  return all.filter((work) => work.owner === null || work.owner === personId).reverse();
}

export async function findDeviceWork(id: string): Promise<DeviceWork | undefined> {
  return (await database()).get('works', id);
}

/** Adds the work or changes what is given of it; keeps the rest. */
export async function rememberWork(work: Pick<DeviceWork, 'id'> & Partial<DeviceWork>): Promise<void> {
  const transaction = (await database()).transaction('works', 'readwrite');
  const known = await transaction.store.get(work.id);
  const fresh: DeviceWork = { title: '', owner: null, updatedAt: Date.now(), ...known, ...work };
  await Promise.all([transaction.store.put(fresh), transaction.done]);
  if (!known && fresh.owner === null) noteMadeHere(fresh.id);
}

/** Takes a work off this device for good: its card and its document. */
export async function forgetWork(id: string): Promise<void> {
  const { indexedDbStore } = await import('@paperkite/collab/client');
  const store = indexedDbStore();
  try {
    await store.deleteProject(id);
  } finally {
    store.close();
  }
  await (await database()).delete('works', id);
}
