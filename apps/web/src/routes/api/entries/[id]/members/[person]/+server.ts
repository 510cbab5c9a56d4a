import { answerEntryInvitation, asPerson, removeFromEntry, withCaller } from '@paperkite/data';
import { personOf, uuidIn } from '#lib/server/api.ts';
import { refusing } from '#lib/server/refusals.ts';
import type { RequestHandler } from './$types';

/** The leader takes somebody out of the team, or a member leaves. */
export const DELETE: RequestHandler = async ({ locals, params }) => {
  const { personId } = personOf(locals);
  const [entryId, person] = [uuidIn(params), uuidIn(params, 'person')];
  return refusing(async () => {
    await withCaller(locals.services.db, asPerson(personId), (tx) =>
      person === personId ? answerEntryInvitation(tx, entryId, false) : removeFromEntry(tx, entryId, person),
    );
    return new Response(null, { status: 204 });
  });
};
