import type { FileNote } from '#lib/editor/file-notes.ts';

/** Notes of a file that was opened on one page, for the editor that opens it next. Only the browser ever writes to it. */
const waiting = new Map<string, readonly FileNote[]>();

export const leaveNotes = (projectId: string, notes: readonly FileNote[]): void => void waiting.set(projectId, notes);

/** The notes, once. */
export function takeNotes(projectId: string): readonly FileNote[] {
  const notes = waiting.get(projectId) ?? [];
  waiting.delete(projectId);
  return notes;
}
