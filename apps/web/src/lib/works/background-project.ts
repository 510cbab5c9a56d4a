import type { OpenProject } from '@paperkite/collab/client';
import { openHere } from '#lib/editor/project-server.ts';

/**
 * Opens a project without an editor, does something to it, and closes it when the device has everything, and the server,
 * too, where it is on one.
 */
export async function withProject<T>(
  projectId: string,
  where: { kept: boolean; onServer: boolean },
  work: (project: OpenProject) => T | Promise<T>,
): Promise<T> {
  const project = openHere(projectId, where);
  try {
    await project.whenLoaded;
    const result = await work(project);
    if (where.onServer) await project.whenDurable();
    return result;
  } finally {
    await project.close();
  }
}
