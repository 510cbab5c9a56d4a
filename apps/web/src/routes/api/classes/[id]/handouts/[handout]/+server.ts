import { deleteHandout } from '@paperkite/data';
import { asCaller, uuidIn } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

/** Takes a handout back; what pupils began from it stays theirs. */
export const DELETE: RequestHandler = async ({ locals, params }) => {
  const classId = uuidIn(params);
  await asCaller(locals, (tx) => deleteHandout(tx, uuidIn(params, 'handout')));
  locals.services.walls.classChanged(classId);
  return new Response(null, { status: 204 });
};
