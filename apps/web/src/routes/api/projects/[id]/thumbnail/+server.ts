import { createHash } from 'node:crypto';
import { error } from '@sveltejs/kit';
import { findAsset, findProject, projectAccess, putThumbnail } from '@paperkite/data';
import { answering, asCaller, assetHeaders, uuidIn } from '#lib/server/api.ts';
import { readBytes } from '#lib/server/uploads.ts';
import { keepBytes } from '#server/stored-bytes.ts';
import type { RequestHandler } from './$types';

const MAX_BYTES = 200_000;

/** The picture on a work's card. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const id = uuidIn(params);
  const asset = await asCaller(locals, async (tx) => {
    const project = await findProject(tx, id);
    return project?.thumbnail ? findAsset(tx, project.thumbnail) : undefined;
  });
  const bytes = asset && (await locals.services.files.get(asset.sha256));
  if (!asset || !bytes) error(404, { status: 404, message: 'not-found' });
  // The address stays while the picture changes.
  return new Response(bytes as BodyInit, {
    headers: { ...assetHeaders(asset.mime), 'cache-control': 'private, max-age=5' },
  });
};

export const PUT: RequestHandler = async ({ locals, params, request }) => {
  const projectId = uuidIn(params);
  const access = await asCaller(locals, (tx, personId) => projectAccess(tx, projectId, personId));
  if (!access?.mayEdit || access.as === 'teacher') error(403, { status: 403, message: 'not_allowed' });
  const bytes = await readBytes(request, MAX_BYTES);
  const mime = pictureType(bytes);
  if (!mime) error(415, { status: 415, message: 'asset-unsupported' });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const stored = await answering(() =>
    keepBytes(
      locals.services,
      { sha256, size: bytes.length },
      () => bytes,
      (tx) => putThumbnail(tx, { projectId, sha256, size: bytes.length, mime }),
    ),
  );
  if (!stored.ok) error(503, { status: 503, message: stored.error.code });
  locals.services.walls.changed(projectId);
  return new Response(null, { status: 204 });
};

/** PNG or WebP by their first bytes: what a canvas makes. */
function pictureType(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  return text.startsWith('RIFF') && text.slice(8) === 'WEBP' ? 'image/webp' : undefined;
}
