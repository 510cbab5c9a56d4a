import { newUuid, ok, type Result } from '@paperkite/kernel';
import type { ProjectError } from '@paperkite/project';
import { openProjectFile } from '#lib/editor/open-file.ts';
import { rememberWork } from './device-works.ts';
import { leaveNotes } from './opened-notes.ts';

/**
 * Makes a new work on this device of a file that somebody gave; on the server it comes when it is opened.
 * @returns its id; the editor tells what in the file was not as expected
 */
export async function importWork(file: File, personId: string | null): Promise<Result<{ id: string }, ProjectError>> {
  const opened = await openProjectFile(file);
  if (!opened.ok) return opened;
  const { project, assets, notes } = opened.value;
  const id = newUuid();
  const { withProject } = await import('./background-project.ts');
  await withProject(id, { kept: true, onServer: false }, async ({ doc, assets: cache }) => {
    for (const { bytes, mime } of assets.values()) await cache.put(bytes, mime);
    doc.fillFromProject(project);
  });
  await rememberWork({ id, title: project.title, owner: personId, updatedAt: Date.now() });
  leaveNotes(id, notes);
  return ok({ id });
}
