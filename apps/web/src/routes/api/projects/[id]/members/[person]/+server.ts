import { removeFromProject } from '@paperkite/data';
import { asCaller, uuidIn } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

/** The owner stops sharing with somebody, or that person leaves: an open editor closes at once. */
export const DELETE: RequestHandler = async ({ locals, params }) => {
  const [id, personId] = [uuidIn(params), uuidIn(params, 'person')];
  await asCaller(locals, (tx) => removeFromProject(tx, id, personId));
  await locals.services.collab.refreshAccess({ personId });
  return new Response(null, { status: 204 });
};
