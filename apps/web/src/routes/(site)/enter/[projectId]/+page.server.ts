import { error, fail, redirect } from '@sveltejs/kit';
import { entryForm, gradeName } from '@paperkite/contest';
import { asPerson, findProject, listOwnEntries, withCaller } from '@paperkite/data';
import { text } from '#lib/server/account-actions.ts';
import { answering, personOf, uuidIn } from '#lib/server/api.ts';
import { readDurable } from '#server/contests/durable-project.ts';
import { entrantClass, openContests, startEntry, suitsGrade, tracksFor } from '#server/contests/start-entry.ts';
import type { Actions, PageServerLoad } from './$types';

/** Where a work can go from here. What was begun with it goes on at once; one possible track is taken at once. */
export const load: PageServerLoad = async ({ locals: { signedIn, services, locale }, params, url }) => {
  const projectId = uuidIn(params, 'projectId');
  if (!signedIn) redirect(303, `/join?next=${encodeURIComponent(url.pathname + url.search)}`);
  return withCaller(services.db, asPerson(signedIn.personId), async (tx) => {
    const project = await findProject(tx, projectId);
    if (!project) error(404, { status: 404, message: 'not-found' });
    const durable = (await readDurable(services.collab, projectId)).project;
    const wanted = url.searchParams.get('contest');
    const own = await listOwnEntries(tx, signedIn.personId);
    const begun = own.filter(
      ({ projectId: of, state, contestId }) =>
        of === projectId && (state === 'draft' || state === 'returned') && (wanted ?? contestId) === contestId,
    );
    if (begun.length === 1 && !url.searchParams.has('choose')) redirect(303, `/entries/${begun[0]!.id}`);
    const place = await entrantClass(tx, signedIn, project.classId);
    const open = place ? await openContests(tx, services.contests, place) : [];
    const contests = open
      .filter(({ contest }) => (wanted ?? contest.id) === contest.id)
      .map((running) => {
        const { contest, definition } = running;
        const tracks = tracksFor(running, signedIn, true).flatMap(({ id, names, theme, groups }) => {
          const form = entryForm(definition, id);
          if (!form.ok) return [];
          const suits = suitsGrade(form.value.groups, place!.grade);
          const named = definition.groups.filter((group) => groups.includes(group.id)).map((group) => group.names);
          return [{ id, names, theme, groups: named, suits }];
        });
        return {
          id: contest.id,
          title: contest.title,
          tz: definition.tz,
          closesAt: contest.submitClosesAt!.getTime(),
          tracks,
        };
      })
      .filter(({ tracks }) => tracks.length > 0);
    return {
      project: { id: project.id, title: durable?.title ?? project.title },
      grade: place && place.grade !== null ? gradeName(place.grade, locale) : null,
      inClass: place !== undefined,
      begun: begun.map(({ id, contestTitle, track }) => ({ id, contestTitle, track })),
      contests,
      now: Date.now(),
    };
  });
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    personOf(locals);
    const form = await request.formData();
    const [contestId = '', track = ''] = text(form, 'choice').split(' ');
    const begun = await answering(() =>
      startEntry(locals.services, locals.signedIn!, {
        contestId: uuidIn({ contestId }, 'contestId'),
        track,
        projectId: uuidIn(params, 'projectId'),
      }),
    );
    if (!begun.ok) return fail(400, { code: begun.error.code });
    redirect(303, `/entries/${begun.value.entryId}`);
  },
};
