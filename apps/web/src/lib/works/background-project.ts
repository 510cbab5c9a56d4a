import { indexedDbStore, memoryStore, openProject, type OpenProject } from '@paperkite/collab/client';
import { projectServer } from '#lib/editor/project-server.ts';

/**
 * Opens a project without an editor, does something to it, and closes it when the device has everything, and the server,
 * too, where it is on one.
 * @param kept whether this device keeps the project; otherwise it is only borrowed from the server
 */
export async function withProject<T>(
  projectId: string,
  { kept, onServer }: { kept: boolean; onServer: boolean },
  work: (project: OpenProject) => T | Promise<T>,
): Promise<T> {
  const device = kept ? indexedDbStore() : memoryStore();
  const server = onServer ? projectServer(projectId) : undefined;
  const project = openProject({ projectId, device, server });
  try {
    await project.whenLoaded;
    const result = await work(project);
    if (onServer) await project.whenDurable();
    return result;
  } finally {
    await project.close();
    device.close();
  }
}
