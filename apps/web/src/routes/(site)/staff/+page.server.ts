import { asPerson, listContests, withCaller } from '@paperkite/data';
import { countEntries, staffUnits } from '#server/contests/staff.ts';
import type { PageServerLoad } from './$types';

/** What waits for this organiser: contests with numbers that open lists. */
export const load: PageServerLoad = async ({ locals: { signedIn, services } }) => {
  if (!signedIn) return { contests: [], now: Date.now() };
  return withCaller(services.db, asPerson(signedIn.personId), async (tx) => {
    const units = (await staffUnits(tx, signedIn.personId)).map(({ unitId }) => unitId);
    if (units.length === 0) return { contests: [], now: Date.now() };
    const counts = await countEntries(tx, units);
    const contests = (await listContests(tx)).map(({ id, title, state, submitClosesAt }) => ({
      id,
      title,
      state,
      closesAt: submitClosesAt?.getTime() ?? null,
      counts: counts
        .filter(({ contestId }) => contestId === id)
        .map(({ state: of, count, oldest }) => ({ state: of, count, oldest: oldest.getTime() })),
    }));
    const waiting = (contest: (typeof contests)[number]): number =>
      contest.counts.find(({ state }) => state === 'submitted')?.count ?? 0;
    return { contests: contests.sort((a, b) => waiting(b) - waiting(a)), now: Date.now() };
  });
};
