import { error } from '@sveltejs/kit';
import { findAsset, findEntry } from '@paperkite/data';
import { asCaller, uuidIn } from '#lib/server/api.ts';
import { sendFile } from '#lib/server/send-file.ts';
import type { RequestHandler } from './$types';

/** A file that went with a version of an entry, for whoever may see the entry. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const found = await asCaller(locals, async (tx) => {
    const entry = await findEntry(tx, uuidIn(params));
    const artefact = entry?.artefacts.find(({ n, name }) => String(n) === params.version && name === params.name);
    const asset = artefact && (await findAsset(tx, artefact.sha256));
    return asset && { asset, filename: artefact.filename };
  });
  if (!found) error(404, { status: 404, message: 'not-found' });
  return sendFile(locals.services.files, found.asset, found.filename);
};
