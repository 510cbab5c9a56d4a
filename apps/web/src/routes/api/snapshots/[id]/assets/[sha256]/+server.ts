import { error } from '@sveltejs/kit';
import { findAsset } from '@paperkite/data';
import { asCaller, assetHeaders } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

/** A costume or sound of a frozen project. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const asset = await asCaller(locals, (tx) => findAsset(tx, params.sha256));
  const bytes = asset && (await locals.services.files.get(asset.sha256));
  if (!asset || !bytes) error(404, { status: 404, message: 'not-found' });
  return new Response(bytes as BodyInit, { headers: assetHeaders(asset.mime) });
};
