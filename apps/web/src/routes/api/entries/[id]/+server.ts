import { json } from '@sveltejs/kit';
import { asPerson, DataError, findEntry, lockTransaction, saveEntry, withCaller } from '@paperkite/data';
import * as v from 'valibot';
import { jsonBody, personOf, uuidIn } from '#lib/server/api.ts';
import { refusing } from '#lib/server/refusals.ts';
import { entryFacts, keepFields, storedFields, typedFields } from '#server/contests/entry-rules.ts';
import { teamFindings } from '#server/contests/entry-view.ts';
import type { RequestHandler } from './$types';

const Draft = v.object({
  group: v.nullable(v.pipe(v.string(), v.maxLength(60))),
  /** Only what changed: two members of a team may write in different fields at once. */
  typed: v.record(v.pipe(v.string(), v.maxLength(60)), v.pipe(v.string(), v.maxLength(10_000))),
});

/** Keeps the form as it is typed; answers with the server's time and what the rules say about the team. */
export const PATCH: RequestHandler = async ({ locals, params, request }) => {
  const id = uuidIn(params);
  const { group, typed } = await jsonBody(request, Draft);
  const { personId } = personOf(locals);
  const { db, contests } = locals.services;
  return refusing(async () => {
    const { entry, running } = await withCaller(db, asPerson(personId), async (tx) => {
      await lockTransaction(tx, `draft ${id}`);
      const found = await findEntry(tx, id);
      const contest = found && (await contests.find(tx, found.contestId));
      if (!found?.draft || !contest) throw new DataError('not_found');
      const fields = storedFields(keepFields(contest, found.track, { ...typedFields(found.draft.fields), ...typed }));
      await saveEntry(tx, id, { group, projectId: found.draft.projectId, fields });
      return { entry: found, running: contest };
    });
    return json({ now: Date.now(), teamFindings: teamFindings(running, entry, group, await entryFacts(db, entry)) });
  });
};
