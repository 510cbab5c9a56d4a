import { COLLAB_PATH, type ProjectServer } from '@paperkite/collab/client';
import { assetServer } from './asset-server.ts';

/** The server of this page as the home of a project: edits over the socket, costumes and sounds over HTTP. */
export function projectServer(projectId: string): ProjectServer {
  const address = new URL(COLLAB_PATH, location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return { url: address.href, assets: assetServer(projectId) };
}
