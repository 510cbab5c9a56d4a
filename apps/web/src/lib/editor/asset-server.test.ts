import { CollabError } from '@paperkite/collab/client';
import { afterEach, expect, it, vi } from 'vitest';
import { assetServer } from './asset-server.ts';

afterEach(() => vi.unstubAllGlobals());

const answering = (status: number): void =>
  void vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status })));
const upload = () =>
  assetServer('p')
    .upload('h', { bytes: new Uint8Array(1), mime: 'image/png' })
    .catch((error: unknown) => error);

it('gives up on what the server will never take, and on nothing else', async () => {
  for (const status of [400, 413, 415, 422]) {
    answering(status);
    expect(await upload(), String(status)).toBeInstanceOf(CollabError);
  }
  for (const status of [401, 403, 404, 409, 429, 500, 503]) {
    answering(status);
    const problem = await upload();
    expect(problem, String(status)).toBeInstanceOf(Error);
    expect(problem, String(status)).not.toBeInstanceOf(CollabError);
  }
});
