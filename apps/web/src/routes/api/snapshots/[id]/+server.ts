import { error } from '@sveltejs/kit';
import { readSnapshot } from '@paperkite/data';
import { asCaller } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

/** The frozen document, byte for byte what its id is the SHA-256 of. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const snapshot = await asCaller(locals, (tx) => readSnapshot(tx, params.id));
  if (!snapshot) error(404, { status: 404, message: 'not-found' });
  return new Response(snapshot.document, {
    headers: { 'content-type': 'application/json', 'cache-control': 'private, max-age=31536000, immutable' },
  });
};
