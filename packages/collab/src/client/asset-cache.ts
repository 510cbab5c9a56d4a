import { sha256Hex } from '@paperkite/project';
import type { AssetHash } from '@paperkite/project';
import type { DeviceAsset, DeviceStore } from './device-store.ts';
import { CollabError } from './errors.ts';
import type { CollabErrorCode } from './errors.ts';

/** Where assets come from and go to; the application implements it over HTTP. */
export interface AssetServer {
  /**
   * Resolves when the server has the bytes durably and the project may use them. Rejects with a `CollabError`
   * `upload-refused` when trying again is of no use; anything else is tried again.
   */
  upload(hash: AssetHash, asset: DeviceAsset): Promise<void>;
  /** The bytes, or undefined when the server does not have them (yet). */
  download(hash: AssetHash): Promise<DeviceAsset | undefined>;
}

/** The bytes of a project's costumes and sounds, on this device first. */
export interface AssetCache {
  /** Keeps the bytes on the device, to be uploaded when a server is there. Resolves with their SHA-256 once they are on the disk. */
  put(bytes: Uint8Array, mime: string): Promise<AssetHash>;
  /** From the device, or else from the server, and then kept. Undefined when neither has them. */
  get(hash: AssetHash): Promise<DeviceAsset | undefined>;
}

export interface UploadQueue extends AssetCache {
  /** Reads what earlier visits left to upload. */
  load(): Promise<void>;
  /** Sets the server (or none) and tries to upload everything. */
  attach(server: AssetServer | undefined): void;
  /** Does not wait any longer with the next attempt. */
  wake(): void;
  /** Tries everything again, also what was refused. */
  retry(): void;
  pending(): number;
  refused(): CollabErrorCode | undefined;
  stop(): void;
}

const RETRY_MS = { first: 1000, longest: 60_000 };

export function uploadQueue(store: DeviceStore, project: string, onChange: () => void): UploadQueue {
  const pending = new Set<AssetHash>();
  const refused = new Map<AssetHash, CollabErrorCode>();
  /** Bytes that the device did not take: they live as long as the page. */
  const homeless = new Map<AssetHash, DeviceAsset>();
  let server: AssetServer | undefined;
  let running = false;
  let stopped = false;
  let delay = RETRY_MS.first;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const local = async (hash: AssetHash): Promise<DeviceAsset | undefined> =>
    homeless.get(hash) ?? (await store.getAsset(hash));

  const uploadOne = async (hash: AssetHash, to: AssetServer): Promise<void> => {
    const asset = await local(hash);
    // The browser threw the bytes away: nobody can upload them any more, and it must not look saved.
    if (!asset) throw new CollabError('upload-refused');
    await to.upload(hash, asset);
    await store.uploaded(project, hash).catch(() => {});
    pending.delete(hash);
    homeless.delete(hash);
  };

  const run = async (): Promise<void> => {
    clearTimeout(timer);
    if (running || stopped || !server) return;
    running = true;
    let failed = false;
    for (const hash of [...pending]) {
      const to = server;
      if (stopped || !to || refused.has(hash)) continue;
      try {
        await uploadOne(hash, to);
      } catch (error) {
        if (error instanceof CollabError && error.code === 'upload-refused') refused.set(hash, error.code);
        else failed = true;
      }
      onChange();
    }
    running = false;
    const more = [...pending].some((hash) => !refused.has(hash));
    if (stopped || !more) return;
    delay = failed ? Math.min(delay * 2, RETRY_MS.longest) : RETRY_MS.first;
    timer = setTimeout(() => void run(), failed ? delay * (0.5 + Math.random() / 2) : 0);
  };

  const wake = (): void => {
    delay = RETRY_MS.first;
    void run();
  };
  const retry = (): void => {
    refused.clear();
    wake();
  };

  return {
    async load() {
      for (const hash of await store.pendingUploads(project)) pending.add(hash);
      onChange();
      void run();
    },
    attach(next) {
      server = next;
      retry();
    },
    wake,
    retry,
    async put(bytes, mime) {
      const hash = await sha256Hex(bytes);
      pending.add(hash);
      homeless.set(hash, { bytes, mime });
      onChange();
      try {
        await store.putAsset(hash, { bytes, mime }, project);
        homeless.delete(hash);
      } finally {
        onChange();
        void run();
      }
      return hash;
    },
    async get(hash) {
      const kept = await local(hash).catch(() => undefined);
      if (kept) return kept;
      const fetched = await server?.download(hash);
      // What came over the network is checked, because it is kept under this name for good.
      if (!fetched || (await sha256Hex(fetched.bytes)) !== hash) return undefined;
      await store.putAsset(hash, fetched).catch(() => {});
      return fetched;
    },
    pending: () => pending.size,
    refused: () => refused.values().next().value,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
