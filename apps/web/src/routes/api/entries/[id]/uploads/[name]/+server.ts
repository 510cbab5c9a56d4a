import { error, json } from '@sveltejs/kit';
import { findAsset, findEntry } from '@paperkite/data';
import { asCaller, personOf, uuidIn } from '#lib/server/api.ts';
import { refusal, refusing } from '#lib/server/refusals.ts';
import { sendFile } from '#lib/server/send-file.ts';
import { dropUpload, takeUpload } from '#server/contests/uploads.ts';
import type { RequestHandler } from './$types';

/** A file that waits for the next submission. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const found = await asCaller(locals, async (tx) => {
    const entry = await findEntry(tx, uuidIn(params));
    const upload = entry?.uploads.find(({ name }) => name === params.name);
    const asset = upload && (await findAsset(tx, upload.sha256));
    return asset && { asset, filename: upload.filename };
  });
  if (!found) error(404, { status: 404, message: 'not-found' });
  return sendFile(locals.services.files, found.asset, found.filename);
};

/** Takes a file for the next submission; its name comes in the query, for headers cannot carry Chinese. */
export const PUT: RequestHandler = async ({ locals, params, request, url }) => {
  const { personId } = personOf(locals);
  const entryId = uuidIn(params);
  const filename = (url.searchParams.get('filename') ?? '').replaceAll(/[\p{Cc}/\\]/gu, '').slice(-120) || params.name;
  const body = request.body;
  if (!body) error(400, { status: 400, message: 'malformed' });
  return refusing(async () => {
    const taken = await takeUpload(locals.services, personId, { entryId, name: params.name, filename, body });
    return taken.ok ? json(taken.value) : refusal(taken.error);
  });
};

export const DELETE: RequestHandler = async ({ locals, params }) => {
  const { personId } = personOf(locals);
  return refusing(async () => {
    await dropUpload(locals.services, personId, uuidIn(params), params.name);
    return new Response(null, { status: 204 });
  });
};
