import { error } from '@sveltejs/kit';
import { addProjectAsset, findAsset, projectAccess } from '@paperkite/data';
import { PROJECT_LIMITS } from '@paperkite/project';
import { answering, asCaller, assetHeaders, uuidIn } from '#lib/server/api.ts';
import { readAsset } from '#lib/server/uploads.ts';
import { keepBytes } from '#server/stored-bytes.ts';
import type { RequestHandler } from './$types';

/** A costume or sound that something the caller may see refers to. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const asset = await asCaller(locals, (tx) => findAsset(tx, params.sha256));
  const bytes = asset && (await locals.services.files.get(asset.sha256));
  if (!asset || !bytes) error(404, { status: 404, message: 'not-found' });
  return new Response(bytes as BodyInit, { headers: assetHeaders(asset.mime) });
};

/** Stores a costume or sound and lets the project use it; answers once the bytes are durable. */
export const PUT: RequestHandler = async ({ locals, params, request }) => {
  const projectId = uuidIn(params);
  const { sha256 } = params;
  const access = await asCaller(locals, (tx, personId) => projectAccess(tx, projectId, personId));
  if (!access?.mayEdit) error(403, { status: 403, message: 'not_allowed' });
  const { bytes, mime } = await readAsset(request, sha256, PROJECT_LIMITS.assetBytes);
  const stored = await answering(() =>
    keepBytes(
      locals.services,
      { sha256, size: bytes.length },
      () => bytes,
      (tx) => addProjectAsset(tx, { projectId, sha256, size: bytes.length, mime }),
    ),
  );
  if (!stored.ok) error(503, { status: 503, message: stored.error.code });
  return new Response(null, { status: 204 });
};
