import { json } from '@sveltejs/kit';
import { asPerson, beginSubmission, withCaller } from '@paperkite/data';
import { personOf, uuidIn } from '#lib/server/api.ts';
import { refusing } from '#lib/server/refusals.ts';
import type { RequestHandler } from './$types';

/** Notes that a submission, or an upload for it, begins now, so that the declared grace can cover it. */
export const POST: RequestHandler = ({ locals, params }) =>
  refusing(async () => {
    const { personId } = personOf(locals);
    const at = await withCaller(locals.services.db, asPerson(personId), (tx) => beginSubmission(tx, uuidIn(params)));
    return json({ now: at.getTime() });
  });
