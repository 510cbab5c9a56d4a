import { redirect } from '@sveltejs/kit';
import { asPerson, listOwnEntries, withCaller } from '@paperkite/data';
import type { Definition } from '@paperkite/contest';
import { leaders, ownEntryFacts } from '#server/contests/own-entries.ts';
import type { PageServerLoad } from './$types';

/** A person's entries and invitations, a line each. */
export const load: PageServerLoad = async ({ locals: { signedIn, services } }) => {
  if (!signedIn) redirect(303, '/join?next=/entries');
  return withCaller(services.db, asPerson(signedIn.personId), async (tx) => {
    const own = await listOwnEntries(tx, signedIn.personId);
    const facts = await ownEntryFacts(
      tx,
      own.map(({ id }) => id),
    );
    const leaderOf = await leaders(
      tx,
      own.map(({ id }) => id),
    );
    const definitions = new Map<string, Definition>();
    for (const { contestId } of own) {
      const running = definitions.has(contestId) ? undefined : await services.contests.find(tx, contestId);
      if (running) definitions.set(contestId, running.definition);
    }
    const entries = own.map((entry) => {
      const definition = definitions.get(entry.contestId);
      const fact = facts.get(entry.id);
      return {
        id: entry.id,
        state: entry.state,
        contest: entry.contestTitle,
        track: definition?.tracks.find(({ id }) => id === entry.track)?.names ?? null,
        tz: definition?.tz ?? 'Asia/Shanghai',
        title: fact?.title ?? null,
        leader: entry.leader,
        leaderName: leaderOf.get(entry.id) ?? '',
        invited: entry.acceptedAt === null,
        /** The date that counts now, if one does. */
        date:
          (entry.state === 'returned' ? fact?.fixBy : entry.state === 'draft' ? fact?.closesAt : null)?.getTime() ??
          null,
        version: entry.currentVersion,
      };
    });
    return { entries, now: Date.now() };
  });
};
