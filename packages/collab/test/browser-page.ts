// What the browser test runs in a real page.
import { CollabError, indexedDbStore, openProject } from '../src/client/index.ts';
import type { AssetServer, OpenProject } from '../src/client/index.ts';
import { sampleProject } from '../src/doc/testing/sample.ts';

const store = indexedDbStore('test');

/** Assets go to the test's HTTP server. */
const assets: AssetServer = {
  async upload(hash, asset) {
    const answer = await fetch(`/assets/${hash}`, { method: 'PUT', body: asset.bytes as Uint8Array<ArrayBuffer> });
    if (answer.status === 413) throw new CollabError('upload-refused');
    if (!answer.ok) throw new Error(`status ${answer.status}`);
  },
  async download(hash) {
    const answer = await fetch(`/assets/${hash}`);
    return answer.ok ? { bytes: new Uint8Array(await answer.arrayBuffer()), mime: 'image/png' } : undefined;
  },
};
const server = { url: `ws://${location.host}/collab`, token: 'ann', assets };

const open = (projectId: string, online: boolean): OpenProject =>
  openProject({ projectId, device: store, ...(online && { server }) });

const inPage = { store, server, open, sampleProject, text: (t: string) => new TextEncoder().encode(t) };
export type InPage = typeof inPage & { project: OpenProject };
Object.assign(globalThis, { inPage });
