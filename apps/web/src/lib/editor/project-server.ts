import {
  COLLAB_PATH,
  indexedDbStore,
  memoryStore,
  openProject,
  type OpenProject,
  type ProjectServer,
} from '@paperkite/collab/client';
import { assetServer } from './asset-server.ts';

/** The server of this page as the home of a project: edits over the socket, costumes and sounds over HTTP. */
function projectServer(projectId: string): ProjectServer {
  const address = new URL(COLLAB_PATH, location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return { url: address.href, assets: assetServer(projectId) };
}

/**
 * Opens a project from this device, the server, or both; `close` also closes the device's store.
 * @param kept whether this device keeps the project; otherwise it is only borrowed from the server
 */
export function openHere(projectId: string, { kept, onServer }: { kept: boolean; onServer: boolean }): OpenProject {
  const device = kept ? indexedDbStore() : memoryStore();
  const project = openProject({ projectId, device, server: onServer ? projectServer(projectId) : undefined });
  return {
    ...project,
    close: async () => {
      await project.close();
      device.close();
    },
  };
}
