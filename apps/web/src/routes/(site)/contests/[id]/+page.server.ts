import { error, fail, redirect } from '@sveltejs/kit';
import { findUnit, listProjects, withCaller } from '@paperkite/data';
import { text } from '#lib/server/account-actions.ts';
import { answering, personOf, uuidIn } from '#lib/server/api.ts';
import { callerOf } from '#server/contests/contests.ts';
import { entrantClass, startEntry, tracksFor } from '#server/contests/start-entry.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN_WORKS = 6;

export const load: PageServerLoad = async ({ locals: { signedIn, services }, params }) =>
  withCaller(services.db, callerOf(signedIn), async (tx) => {
    const running = await services.contests.find(tx, uuidIn(params));
    if (!running) error(404, { status: 404, message: 'not-found' });
    const { contest, definition, windows } = running;
    const now = Date.now();
    const isOpen =
      contest.state === 'open' &&
      (contest.submitOpensAt?.getTime() ?? 0) <= now &&
      contest.submitClosesAt !== null &&
      now <= contest.submitClosesAt.getTime();
    const unit = signedIn && (await findUnit(tx, contest.unitId));
    const place = signedIn && (await entrantClass(tx, signedIn, null));
    const mayEnter = isOpen && place !== undefined && place.unitIds.includes(contest.unitId);
    const works = mayEnter ? (await listProjects(tx, signedIn!.personId)).slice(0, SHOWN_WORKS) : [];
    return {
      contest: { id: contest.id, title: contest.title },
      unit: unit ? { nameZh: unit.nameZh, nameEn: unit.nameEn } : null,
      definition,
      windows,
      now,
      isOpen,
      signedIn: signedIn !== undefined,
      mayEnter,
      works:
        mayEnter && tracksFor(running, signedIn!, true).length > 0
          ? works.map(({ id, title, thumbnail }) => ({ id, title, picture: thumbnail !== null }))
          : [],
      plainTracks: mayEnter ? tracksFor(running, signedIn!, false).map(({ id }) => id) : [],
    };
  });

export const actions: Actions = {
  /** Begins an entry in a track that asks for no project. */
  default: async ({ request, locals, params }) => {
    personOf(locals);
    const track = text(await request.formData(), 'track');
    const begun = await answering(() =>
      startEntry(locals.services, locals.signedIn!, { contestId: uuidIn(params), track, projectId: null }),
    );
    if (!begun.ok) return fail(400, { code: begun.error.code });
    redirect(303, `/entries/${begun.value.entryId}`);
  },
};
