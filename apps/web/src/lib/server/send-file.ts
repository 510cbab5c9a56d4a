import { error } from '@sveltejs/kit';
import type { Asset } from '@paperkite/data';
import type { FileStore } from '@paperkite/files';
import { assetHeaders } from './api.ts';

/** Pictures and videos show in the page; everything else is for the folder of downloads. */
const SHOWN = /^(image|video)\//;

/** A stored file piece by piece, under the name that it was uploaded with. */
export async function sendFile(files: FileStore, { sha256, mime, size }: Asset, filename: string): Promise<Response> {
  const body = await files.open(sha256);
  if (!body) error(404, { status: 404, message: 'not-found' });
  const disposition = SHOWN.test(mime) ? 'inline' : 'attachment';
  return new Response(body, {
    headers: {
      ...assetHeaders(mime),
      // The address names the file's place, not its content, which may be replaced.
      'cache-control': 'private, no-cache',
      'content-length': String(size),
      'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(filename)}`,
    },
  });
}
