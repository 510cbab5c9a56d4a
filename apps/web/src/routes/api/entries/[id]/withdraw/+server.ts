import { asPerson, withCaller, withdrawEntry } from '@paperkite/data';
import { personOf, uuidIn } from '#lib/server/api.ts';
import { refusing } from '#lib/server/refusals.ts';
import type { RequestHandler } from './$types';

/** The leader takes the entry out of the contest. */
export const POST: RequestHandler = ({ locals, params }) =>
  refusing(async () => {
    const { personId } = personOf(locals);
    await withCaller(locals.services.db, asPerson(personId), (tx) => withdrawEntry(tx, uuidIn(params)));
    return new Response(null, { status: 204 });
  });
