import type { AssetHash } from '@paperkite/project';

/** A project that lives on this device. */
export interface DeviceProject {
  id: string;
  title: string;
  /** Milliseconds since the epoch. */
  changedAt: number;
  /** Whether it has edits that no server has acknowledged. */
  unsaved: boolean;
}

export interface DeviceAsset {
  bytes: Uint8Array;
  mime: string;
}

/**
 * What the device keeps: the updates of projects, and the bytes of assets with those that still have to be uploaded. A port:
 * IndexedDB in the browser. Every write resolves when it is on the disk, and rejects with a `CollabError`
 * (`device-storage-full`, `device-storage-unavailable`) otherwise.
 */
export interface DeviceStore {
  /** The updates of a project, oldest first, with the keys by which `replaceUpdates` takes them away. */
  readUpdates(project: string): Promise<{ keys: number[]; updates: Uint8Array[] }>;
  /** Adds an update; `unsaved` marks the project as having edits that no server has acknowledged. */
  appendUpdate(project: string, update: Uint8Array, unsaved: boolean): Promise<void>;
  /** Puts one merged state in the place of the updates with these keys. */
  replaceUpdates(project: string, keys: readonly number[], state: Uint8Array): Promise<void>;
  /** Changes what the device knows of a project, creating the record if there is none. */
  describe(project: string, changes: Partial<Omit<DeviceProject, 'id'>>): Promise<void>;
  project(project: string): Promise<DeviceProject | undefined>;
  /** Every project on the device, the one that changed last first. */
  projects(): Promise<DeviceProject[]>;
  /** Takes a project away with its pending uploads. The bytes of its assets stay: other projects may use them. */
  deleteProject(project: string): Promise<void>;

  getAsset(hash: AssetHash): Promise<DeviceAsset | undefined>;
  /** Keeps the bytes; with `uploadFor` also notes, in the same step, that they have to be uploaded for this project. */
  putAsset(hash: AssetHash, asset: DeviceAsset, uploadFor?: string): Promise<void>;
  pendingUploads(project: string): Promise<AssetHash[]>;
  uploaded(project: string, hash: AssetHash): Promise<void>;
  close(): void;
}
