import type { AssetHash } from '@paperkite/project';
import type { DeviceAsset, DeviceProject, DeviceStore } from './device-store.ts';
import { CollabError } from './errors.ts';

const VERSION = 1;
type StoreName = 'updates' | 'projects' | 'assets' | 'uploads';

interface StoredUpdate {
  project: string;
  update: Uint8Array;
}
interface StoredUpload {
  project: string;
  hash: AssetHash;
}

/** The device store of browsers: one IndexedDB database, shared by all tabs of the site. */
export function indexedDbStore(name = 'paperkite'): DeviceStore {
  const opening = openDatabase(name);
  // Whoever uses the store hears of it; until then it is nobody's unhandled rejection.
  opening.catch(() => {});

  /** Runs one transaction and resolves with its result when it is on the disk. */
  const run = async <T>(
    stores: StoreName[],
    mode: IDBTransactionMode,
    work: (of: (store: StoreName) => IDBObjectStore) => Promise<T> | T,
  ): Promise<T> => {
    const db = await opening;
    try {
      const transaction = db.transaction(stores, mode, { durability: 'strict' });
      const done = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
      });
      const [result] = await Promise.all([work((store) => transaction.objectStore(store)), done]);
      return result;
    } catch (error) {
      throw toCollabError(error);
    }
  };

  const describe = async (of: (s: StoreName) => IDBObjectStore, id: string, changes: Partial<DeviceProject>) => {
    const known = await request<DeviceProject | undefined>(of('projects').get(id));
    const initial: DeviceProject = { id, title: '', changedAt: Date.now(), unsaved: false };
    of('projects').put({ ...initial, ...known, ...changes, id } satisfies DeviceProject);
  };

  return {
    readUpdates: (project) =>
      run(['updates'], 'readonly', async (of) => {
        const index = of('updates').index('project');
        const [keys, entries] = await Promise.all([
          request<IDBValidKey[]>(index.getAllKeys(project)),
          request<StoredUpdate[]>(index.getAll(project)),
        ]);
        return { keys: keys as number[], updates: entries.map((entry) => entry.update) };
      }),
    appendUpdate: (project, update, unsaved) =>
      run(['updates', 'projects'], 'readwrite', async (of) => {
        of('updates').add({ project, update } satisfies StoredUpdate);
        await describe(of, project, unsaved ? { unsaved, changedAt: Date.now() } : {});
      }),
    replaceUpdates: (project, keys, state) =>
      run(['updates'], 'readwrite', (of) => {
        of('updates').add({ project, update: state } satisfies StoredUpdate);
        for (const key of keys) of('updates').delete(key);
      }),
    describe: (project, changes) => run(['projects'], 'readwrite', (of) => describe(of, project, changes)),
    project: (project) =>
      run(['projects'], 'readonly', (of) => request<DeviceProject | undefined>(of('projects').get(project))),
    projects: async () => {
      const all = await run(['projects'], 'readonly', (of) => request<DeviceProject[]>(of('projects').getAll()));
      return all.sort((a, b) => b.changedAt - a.changedAt);
    },
    deleteProject: (project) =>
      run(['updates', 'projects', 'uploads'], 'readwrite', async (of) => {
        of('projects').delete(project);
        for (const store of ['updates', 'uploads'] as const)
          for (const key of await request<IDBValidKey[]>(of(store).index('project').getAllKeys(project)))
            of(store).delete(key);
      }),

    getAsset: (hash) => run(['assets'], 'readonly', (of) => request<DeviceAsset | undefined>(of('assets').get(hash))),
    putAsset: (hash, { bytes, mime }, uploadFor) =>
      run(['assets', 'uploads'], 'readwrite', (of) => {
        of('assets').put({ bytes, mime } satisfies DeviceAsset, hash);
        if (uploadFor !== undefined) of('uploads').put({ project: uploadFor, hash } satisfies StoredUpload);
      }),
    pendingUploads: async (project) => {
      const index = (of: (s: StoreName) => IDBObjectStore) => of('uploads').index('project');
      const uploads = await run(['uploads'], 'readonly', (of) => request<StoredUpload[]>(index(of).getAll(project)));
      return uploads.map((upload) => upload.hash);
    },
    uploaded: (project, hash) => run(['uploads'], 'readwrite', (of) => void of('uploads').delete([project, hash])),
    close: () => void opening.then((db) => db.close()).catch(() => {}),
  };
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void => reject(new CollabError('device-storage-unavailable', {}, { cause }));
    try {
      const opening = indexedDB.open(name, VERSION);
      opening.onupgradeneeded = () => {
        const db = opening.result;
        db.createObjectStore('updates', { autoIncrement: true }).createIndex('project', 'project');
        db.createObjectStore('projects', { keyPath: 'id' });
        db.createObjectStore('assets');
        db.createObjectStore('uploads', { keyPath: ['project', 'hash'] }).createIndex('project', 'project');
      };
      opening.onsuccess = () => {
        // Another tab with a newer version of the program must be able to migrate.
        opening.result.onversionchange = () => opening.result.close();
        resolve(opening.result);
      };
      opening.onerror = () => fail(opening.error);
      opening.onblocked = () => fail(new Error('blocked by another tab'));
    } catch (error) {
      fail(error);
    }
  });
}

const request = <T>(of: IDBRequest): Promise<T> =>
  new Promise((resolve, reject) => {
    of.onsuccess = () => resolve(of.result as T);
    of.onerror = () => reject(of.error);
  });

function toCollabError(error: unknown): CollabError {
  if (error instanceof CollabError) return error;
  const name = error instanceof DOMException ? error.name : '';
  return new CollabError(
    name === 'QuotaExceededError' ? 'device-storage-full' : 'device-storage-unavailable',
    {},
    { cause: error },
  );
}
