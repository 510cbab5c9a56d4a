import type { AssetHash } from '@paperkite/project';
import type { DeviceAsset, DeviceProject, DeviceStore } from './device-store.ts';

/**
 * A device store that forgets everything with the page: for looking at other people's projects, which have no business on
 * this person's device.
 */
export function memoryStore(): DeviceStore {
  let nextKey = 1;
  const updates: { key: number; project: string; update: Uint8Array }[] = [];
  const projects = new Map<string, DeviceProject>();
  const assets = new Map<AssetHash, DeviceAsset>();
  const uploads = new Map<string, Set<AssetHash>>();

  const forget = (keys: ReadonlySet<number>): void => {
    for (let i = updates.length - 1; i >= 0; i--) if (keys.has(updates[i]!.key)) updates.splice(i, 1);
  };
  const describe = (id: string, changes: Partial<DeviceProject>): void => {
    const initial: DeviceProject = { id, title: '', changedAt: Date.now(), unsaved: false };
    projects.set(id, { ...initial, ...projects.get(id), ...changes, id });
  };

  return {
    async readUpdates(project) {
      const own = updates.filter((entry) => entry.project === project);
      return { keys: own.map((entry) => entry.key), updates: own.map((entry) => entry.update) };
    },
    async appendUpdate(project, update, unsaved) {
      updates.push({ key: nextKey++, project, update });
      describe(project, unsaved ? { unsaved, changedAt: Date.now() } : {});
    },
    async replaceUpdates(project, keys, state) {
      forget(new Set(keys));
      updates.push({ key: nextKey++, project, update: state });
    },
    describe: async (project, changes) => describe(project, changes),
    project: async (project) => projects.get(project),
    projects: async () => [...projects.values()].sort((a, b) => b.changedAt - a.changedAt),
    async deleteProject(project) {
      projects.delete(project);
      uploads.delete(project);
      forget(new Set(updates.filter((entry) => entry.project === project).map((entry) => entry.key)));
    },
    getAsset: async (hash) => assets.get(hash),
    async putAsset(hash, asset, uploadFor) {
      assets.set(hash, asset);
      if (uploadFor !== undefined) uploads.set(uploadFor, (uploads.get(uploadFor) ?? new Set()).add(hash));
    },
    pendingUploads: async (project) => [...(uploads.get(project) ?? [])],
    uploaded: async (project, hash) => void uploads.get(project)?.delete(hash),
    close: () => {},
  };
}
