import type { CollabErrorCode } from './errors.ts';

/**
 * What the screen says about a project, honestly:
 * - `loading`: nothing to see yet.
 * - `on-device`: there are edits or assets that only this device has; nothing is on its way.
 * - `saving`: they are on their way to the disk or to the server.
 * - `saved`: every edit is durable on the server, and so is every asset that was added here.
 * - `cannot-save`: they will not get there unless somebody does something about the reason.
 */
export type SaveState =
  | { kind: 'loading' }
  | { kind: 'on-device' }
  | { kind: 'saving' }
  | { kind: 'saved' }
  | { kind: 'cannot-save'; reason: CollabErrorCode };

/** What the parts of an open project report. */
export interface SaveInputs {
  /** Whether the project's content has arrived, from the device or from the server. */
  loaded: boolean;
  /** Edits on their way to the device's storage, and whether it failed to take some. */
  device: { writing: boolean; failed: CollabErrorCode | undefined };
  server: ServerInput;
  /** Whether there are edits that no server has acknowledged. */
  unsaved: boolean;
  uploads: { pending: number; refused: CollabErrorCode | undefined };
}

export type ServerInput =
  /** The project lives on this device only. */
  | { kind: 'none' }
  /** Not reached now; tried again by itself. */
  | { kind: 'away' }
  /** Connected, or on the way to it after the server has answered. */
  | { kind: 'connected'; readOnly: boolean }
  /** The server refuses for good: it is not tried again by itself. */
  | { kind: 'refused'; reason: CollabErrorCode };

/** The state that follows from the inputs; pure. */
export function saveState({ loaded, device, server, unsaved, uploads }: SaveInputs): SaveState {
  if (!loaded) return { kind: 'loading' };
  const somethingToSave = unsaved || uploads.pending > 0;
  if (!somethingToSave) {
    // Nothing of this person's is at stake; a device that cannot store loses only its copy. Without a server it is all.
    if (server.kind !== 'none') return { kind: 'saved' };
    if (device.failed) return { kind: 'cannot-save', reason: device.failed };
    return device.writing ? { kind: 'saving' } : { kind: 'on-device' };
  }
  if (server.kind === 'refused') return { kind: 'cannot-save', reason: server.reason };
  if (server.kind === 'connected') {
    if (server.readOnly) return { kind: 'cannot-save', reason: 'read-only' };
    if (!unsaved && uploads.refused) return { kind: 'cannot-save', reason: uploads.refused };
    return { kind: 'saving' };
  }
  if (device.failed) return { kind: 'cannot-save', reason: device.failed };
  return device.writing ? { kind: 'saving' } : { kind: 'on-device' };
}
