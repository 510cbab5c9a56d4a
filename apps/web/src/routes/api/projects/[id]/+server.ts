import { error } from '@sveltejs/kit';
import { changeProject, DataError, projectAccess } from '@paperkite/data';
import * as v from 'valibot';
import { asCaller, jsonBody, uuidIn } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

const Change = v.object({
  title: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120))),
  handedIn: v.optional(v.boolean()),
  deleted: v.optional(v.boolean()),
});

/** Renames, hands in or takes back, moves to the bin or out of it. */
export const PATCH: RequestHandler = async ({ locals, params, request }) => {
  const id = uuidIn(params);
  const { title, handedIn, deleted } = await jsonBody(request, Change);
  const now = new Date();
  const change = {
    ...(title !== undefined && { title }),
    ...(handedIn !== undefined && { handedInAt: handedIn ? now : null }),
    ...(deleted !== undefined && { deletedAt: deleted ? now : null }),
  };
  if (Object.keys(change).length === 0) error(400, { status: 400, message: 'malformed' });
  await asCaller(locals, async (tx, personId) => {
    // A new title is an edit: not in the bin, not in a frozen class.
    if (title !== undefined && !(await projectAccess(tx, id, personId))?.mayEdit) throw new DataError('not_allowed');
    await changeProject(tx, id, change);
  });
  locals.services.walls.changed(id);
  return new Response(null, { status: 204 });
};
