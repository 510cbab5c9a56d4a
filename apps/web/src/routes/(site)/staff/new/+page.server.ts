import { error, fail, redirect } from '@sveltejs/kit';
import { withCaller, asPerson } from '@paperkite/data';
import { text } from '#lib/server/account-actions.ts';
import { asStaff } from '#lib/server/staff.ts';
import { openContest } from '#server/contests/manage-contest.ts';
import { dayFrom } from '#server/calendar-days.ts';
import { listDefinitions } from '#server/contests/staff.ts';
import type { Actions, PageServerLoad } from './$types';

const OPEN_DAYS = 60;

export const load: PageServerLoad = async ({ locals: { signedIn, services } }) => {
  if (!signedIn) error(401, { status: 401, message: 'not-signed-in' });
  const definitions = await withCaller(services.db, asPerson(signedIn.personId), listDefinitions);
  const now = Date.now();
  return {
    definitions: definitions
      .filter(({ tracks }) => tracks.some(({ entrant }) => entrant !== 'unit'))
      .map(({ id, version, names, tz }) => ({
        id,
        version,
        names,
        opens: dayFrom(now, 0, tz),
        closes: dayFrom(now, OPEN_DAYS, tz),
      })),
  };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData();
    const typed = {
      definition: text(form, 'definition'),
      unit: text(form, 'unit'),
      title: text(form, 'title'),
      opens: text(form, 'opens'),
      closes: text(form, 'closes'),
    };
    const opened = await asStaff(locals, (tx, { unitIds }) =>
      openContest(tx, unitIds, { ...typed, openNow: form.has('now') }),
    );
    if (!opened.ok) return fail(400, { code: opened.error.code, ...typed });
    redirect(303, `/staff/contests/${opened.value.contestId}`);
  },
};
