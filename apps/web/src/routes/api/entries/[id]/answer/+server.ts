import { answerEntryInvitation, asPerson, withCaller } from '@paperkite/data';
import * as v from 'valibot';
import { jsonBody, personOf, uuidIn } from '#lib/server/api.ts';
import { refusing } from '#lib/server/refusals.ts';
import type { RequestHandler } from './$types';

/** Accepts or declines an invitation into a team. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const { accept } = await jsonBody(request, v.object({ accept: v.boolean() }));
  const { personId } = personOf(locals);
  return refusing(async () => {
    await withCaller(locals.services.db, asPerson(personId), (tx) => answerEntryInvitation(tx, uuidIn(params), accept));
    return new Response(null, { status: 204 });
  });
};
