import { listContests, withCaller } from '@paperkite/data';
import { callerOf } from '#server/contests/contests.ts';
import type { PageServerLoad } from './$types';

/** Contests that take entries now, with what a card says of them. */
export const load: PageServerLoad = async ({ locals: { signedIn, services } }) =>
  withCaller(services.db, callerOf(signedIn), async (tx) => {
    const open = await listContests(tx, { state: 'open' });
    const found = await Promise.all(open.map(({ id }) => services.contests.find(tx, id)));
    const now = Date.now();
    const contests = found.flatMap((running) => {
      if (!running) return [];
      const { contest, definition } = running;
      const closesAt = contest.submitClosesAt?.getTime() ?? null;
      if (closesAt === null || closesAt < now) return [];
      const tracks = definition.tracks
        .filter(({ entrant }) => entrant !== 'unit')
        .map(({ id, names }) => ({ id, names }));
      const { theme, tz } = definition;
      return [{ id: contest.id, title: contest.title, theme, tz, tracks, closesAt }];
    });
    return { contests, now };
  });
