import * as Y from 'yjs';
import type { DeviceStore } from './device-store.ts';
import type { CollabErrorCode } from './errors.ts';
import { CollabError } from './errors.ts';

/** Keeps a document on the device as it changes. */
export interface DevicePersistence {
  /** The Yjs origin of what comes from the device. */
  readonly origin: unknown;
  /** Resolves when what the device has is in the document; rejects never (see `failed`). */
  loaded: Promise<void>;
  /** Whether the device had anything. */
  hadContent(): boolean;
  writing(): boolean;
  /** Set when the device did not take an edit. */
  failed(): CollabErrorCode | undefined;
  /** Resolves when nothing is being written. */
  settled(): Promise<void>;
  stop(): void;
}

/** So many stored updates are merged into one at the next opening. */
const MERGE_AT = 100;

export interface PersistenceOptions {
  doc: Y.Doc;
  store: DeviceStore;
  project: string;
  /** Whether an update of this origin is an edit that a server still has to acknowledge. */
  isUnsaved(origin: unknown): boolean;
  onChange(): void;
}

export function persistOnDevice({ doc, store, project, isUnsaved, onChange }: PersistenceOptions): DevicePersistence {
  const origin = { from: 'device' };
  let failed: CollabErrorCode | undefined;
  let hadContent = false;
  let waiting: { updates: Uint8Array[]; unsaved: boolean } | undefined;
  let writing: Promise<void> | undefined;

  const fail = (error: unknown): void => {
    failed = error instanceof CollabError ? error.code : 'device-storage-unavailable';
  };

  const load = async (): Promise<void> => {
    try {
      const { keys, updates } = await store.readUpdates(project);
      hadContent = updates.length > 0;
      if (!hadContent) return;
      doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update)), origin);
      if (updates.length >= MERGE_AT) await store.replaceUpdates(project, keys, Y.mergeUpdates(updates));
    } catch (error) {
      fail(error);
    }
  };

  /** Writes what waits, merged, while more may arrive for the next round. */
  const write = async (): Promise<void> => {
    await loaded;
    while (waiting) {
      const { updates, unsaved } = waiting;
      waiting = undefined;
      try {
        await store.appendUpdate(project, updates.length === 1 ? updates[0]! : Y.mergeUpdates(updates), unsaved);
        // After a failure the device lacks an edit: it has everything again only with the whole state.
        if (failed) {
          await store.appendUpdate(project, Y.encodeStateAsUpdate(doc), unsaved);
          failed = undefined;
        }
      } catch (error) {
        fail(error);
      }
    }
    writing = undefined;
    onChange();
  };

  const follow = (update: Uint8Array, from: unknown): void => {
    if (from === origin) return;
    const unsaved = isUnsaved(from);
    if (waiting) {
      waiting.updates.push(update);
      waiting.unsaved ||= unsaved;
    } else waiting = { updates: [update], unsaved };
    writing ??= write();
    onChange();
  };

  const loaded = load();
  doc.on('update', follow);

  return {
    origin,
    loaded,
    hadContent: () => hadContent,
    writing: () => writing !== undefined,
    failed: () => failed,
    async settled() {
      while (writing) await writing;
    },
    stop: () => doc.off('update', follow),
  };
}
