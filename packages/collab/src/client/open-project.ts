import { Awareness } from 'y-protocols/awareness';
import { createProjectDoc } from '../doc/project-doc.ts';
import type { ProjectDoc } from '../doc/project-doc.ts';
import { uploadQueue } from './asset-cache.ts';
import type { AssetCache, AssetServer } from './asset-cache.ts';
import { persistOnDevice } from './device-persistence.ts';
import type { DeviceStore } from './device-store.ts';
import { CollabError } from './errors.ts';
import { presenceOf } from './presence.ts';
import type { Presence } from './presence.ts';
import { saveState } from './save-state.ts';
import type { SaveState } from './save-state.ts';
import { linkToServer } from './server-link.ts';
import type { ServerLink, ServerLinkOptions } from './server-link.ts';
import { shareBetweenTabs } from './tab-channel.ts';

export interface ProjectServer extends Pick<ServerLinkOptions, 'url' | 'token'> {
  assets: AssetServer;
}

export interface OpenProjectOptions {
  projectId: string;
  /** Where the device keeps it: `indexedDbStore()`, or `memoryStore()` for looking at other people's projects. */
  device: DeviceStore;
  /** Absent for a project that lives on this device only; see `attachServer`. */
  server?: ProjectServer;
}

/** A project open in an editor: its document, kept on the device and on the server by itself. */
export interface OpenProject {
  readonly doc: ProjectDoc;
  readonly assets: AssetCache;
  readonly presence: Presence;
  /**
   * Resolves when the content has arrived, from the device or, if it has nothing, from the server. For a new project on the
   * device the document is then empty and can be filled. Rejects with a `CollabError` when the server refuses the project.
   */
  readonly whenLoaded: Promise<void>;
  saveState(): SaveState;
  /** Whether this person may only look. */
  readOnly(): boolean;
  /** Whether the server is reached now. */
  online(): boolean;
  /** Calls back whenever `saveState`, `readOnly` or `online` may have changed. Returns unsubscribe. */
  observe(listener: () => void): () => void;
  /** From now on the project is also on the server, which must know it already: everything is taken along. */
  attachServer(server: ProjectServer): void;
  /** Tries again after a refusal, and what the server did not take. */
  retry(): void;
  /**
   * Resolves when every edit made so far is durable on the server and every asset is uploaded. Rejects with a `CollabError`:
   * the reason of `cannot-save`, `no-server`, `closed`, or `timed-out` after `timeoutMs`.
   */
  whenDurable(timeoutMs?: number): Promise<void>;
  /** Resolves when the device has everything; then nothing is left running. */
  close(): Promise<void>;
}

const DURABLE_TIMEOUT_MS = 30_000;

export function openProject({ projectId, device, server }: OpenProjectOptions): OpenProject {
  const doc = createProjectDoc();
  const awareness = new Awareness(doc.ydoc);
  const listeners = new Set<() => void>();
  let link: ServerLink | undefined;
  let deviceLoaded = false;
  let unsaved = false;
  let closed = false;
  let noted: boolean | undefined;

  const isFromServer = (origin: unknown): boolean => link !== undefined && origin === link.origin;
  const isUnsaved = (origin: unknown): boolean => !isFromServer(origin) && origin !== persistence.origin;
  let reached = false;
  const changed = (): void => {
    if (link?.complete()) unsaved = false;
    noteOnDevice();
    // The server takes edits (again), so it also takes costumes and sounds: signed in, unlocked, back on the network.
    const answer = link?.state();
    const welcome = answer?.kind === 'connected' && !answer.readOnly;
    if (welcome && !reached) uploads.wake();
    reached = welcome;
    for (const listener of listeners) listener();
  };
  /** So that the next visit knows, even offline, whether the server has everything. */
  const noteOnDevice = (): void => {
    if (!deviceLoaded || closed || unsaved || noted === unsaved || persistence.writing()) return;
    noted = unsaved;
    void device.describe(projectId, { unsaved }).catch(() => {});
  };

  const persistence = persistOnDevice({
    doc: doc.ydoc,
    store: device,
    project: projectId,
    isUnsaved,
    onChange: () => changed(),
  });
  const uploads = uploadQueue(device, projectId, () => changed());
  const tabs = shareBetweenTabs(projectId, doc.ydoc, isFromServer);

  doc.ydoc.on('update', (_update, origin) => {
    if (!isUnsaved(origin)) return;
    unsaved = true;
    noted = undefined;
  });
  const stopTitle = doc.observe(({ areas }) => {
    if (areas.has('project')) void device.describe(projectId, { title: doc.toProject().title }).catch(() => {});
  });

  const attachServer = (to: ProjectServer): void => {
    link?.stop();
    link = linkToServer({ ...to, project: projectId, doc: doc.ydoc, awareness, onChange: () => changed() });
    uploads.attach(to.assets);
    changed();
  };

  const isLoaded = (): boolean =>
    deviceLoaded && (persistence.hadContent() || !doc.isEmpty() || link === undefined || link.received());
  const state = (): SaveState =>
    saveState({
      loaded: isLoaded(),
      device: { writing: persistence.writing(), failed: persistence.failed() },
      server: link?.state() ?? { kind: 'none' },
      unsaved,
      uploads: { pending: uploads.pending(), refused: uploads.refused() },
    });

  /** Resolves or rejects as soon as `check` says so. */
  const watch = (check: () => boolean | CollabError, timeoutMs?: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const finish = (error?: CollabError): void => {
        listeners.delete(look);
        clearTimeout(timer);
        if (error) reject(error);
        else resolve();
      };
      const look = (): void => {
        const result = closed ? new CollabError('closed') : check();
        if (result === true) finish();
        else if (result !== false) finish(result);
      };
      const timer =
        timeoutMs === undefined
          ? undefined
          : setTimeout(
              () => finish(new CollabError('timed-out', { seconds: Math.round(timeoutMs / 1000) })),
              timeoutMs,
            );
      listeners.add(look);
      look();
    });

  const loadFromDevice = async (): Promise<void> => {
    await persistence.loaded;
    const known = await device.project(projectId).catch(() => undefined);
    await uploads.load().catch(() => {});
    if (closed) return;
    deviceLoaded = true;
    unsaved ||= known?.unsaved ?? false;
    // The server is asked only now: the first handshake then carries what the device has.
    if (server) attachServer(server);
    changed();
  };
  void loadFromDevice();
  const whenLoaded = watch(() => {
    const answer = link?.state();
    if (!isLoaded() && answer?.kind === 'refused') return new CollabError(answer.reason);
    return isLoaded();
  });
  whenLoaded.catch(() => {});

  return {
    doc,
    assets: uploads,
    presence: presenceOf(awareness),
    whenLoaded,
    saveState: state,
    readOnly: () => {
      const answer = link?.state();
      return answer?.kind === 'connected' && answer.readOnly;
    },
    online: () => link?.state().kind === 'connected',
    observe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    attachServer(to) {
      server = to;
      if (!deviceLoaded) return;
      // A server that may never have seen the project may lack all of it.
      unsaved ||= !doc.isEmpty();
      attachServer(to);
    },
    retry() {
      link?.retry();
      uploads.retry();
    },
    whenDurable: (timeoutMs = DURABLE_TIMEOUT_MS) =>
      watch(() => {
        if (!server) return new CollabError('no-server');
        const now = state();
        if (now.kind === 'cannot-save') return new CollabError(now.reason);
        return now.kind === 'saved' && link?.complete() === true;
      }, timeoutMs),
    async close() {
      await persistence.settled();
      closed = true;
      for (const listener of [...listeners]) listener();
      listeners.clear();
      stopTitle();
      link?.stop();
      tabs.stop();
      uploads.stop();
      persistence.stop();
      awareness.destroy();
      doc.destroy();
      doc.ydoc.destroy();
    },
  };
}
