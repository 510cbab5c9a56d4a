import { CollabError, type AssetServer } from '@paperkite/collab/client';

/** Costumes and sounds of one project over HTTP. */
export function assetServer(projectId: string): AssetServer {
  const address = (hash: string): string => `/api/projects/${projectId}/assets/${hash}`;
  return {
    async upload(hash, { bytes, mime }) {
      const answer = await fetch(address(hash), {
        method: 'PUT',
        headers: { 'content-type': mime },
        body: bytes as BodyInit,
      });
      if (answer.ok) return;
      // What the server will never take; everything else may be a matter of time: of signing in, of a lesson that goes on.
      if ([400, 413, 415, 422].includes(answer.status))
        throw new CollabError('upload-refused', { status: answer.status });
      throw new Error(`the server answered ${answer.status}`);
    },
    async download(hash) {
      const answer = await fetch(address(hash));
      if (answer.status === 404) return undefined;
      if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
      return { bytes: new Uint8Array(await answer.arrayBuffer()), mime: answer.headers.get('content-type') ?? '' };
    },
  };
}
