import { json } from '@sveltejs/kit';
import { answering, personOf, uuidIn } from '#lib/server/api.ts';
import { startHandout } from '#server/classroom/handouts.ts';
import type { RequestHandler } from './$types';

/** The pupil's own copy: made now, or the one that is there. */
export const POST: RequestHandler = async ({ locals, params }) => {
  const { personId } = personOf(locals);
  const started = await answering(() => startHandout(locals.services, personId, uuidIn(params, 'handout')));
  locals.services.walls.changed(started.projectId);
  return json(started, { status: 201 });
};
