import { asPerson, inviteToEntry, withCaller } from '@paperkite/data';
import * as v from 'valibot';
import { jsonBody, personOf, uuidIn } from '#lib/server/api.ts';
import { refusing } from '#lib/server/refusals.ts';
import type { RequestHandler } from './$types';

const Body = v.object({ seatId: v.pipe(v.string(), v.uuid()) });

/** Asks a classmate into the team. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const { seatId } = await jsonBody(request, Body);
  const { personId } = personOf(locals);
  return refusing(async () => {
    await withCaller(locals.services.db, asPerson(personId), (tx) => inviteToEntry(tx, uuidIn(params), seatId));
    return new Response(null, { status: 204 });
  });
};
