import { fail, redirect } from '@sveltejs/kit';
import { asPerson, findUnit, listTaughtClasses, withCaller } from '@paperkite/data';
import { systemClock } from '@paperkite/kernel';
import { text } from '#lib/server/account-actions.ts';
import { listProvinces, openClass } from '#server/classroom/create-class.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { signedIn, services } = locals;
  if (!signedIn) redirect(303, '/sign-in?next=/classes');
  if (signedIn.kind === 'pupil') redirect(303, '/class');
  return withCaller(services.db, asPerson(signedIn.personId), async (tx) => {
    const classes = await listTaughtClasses(tx, signedIn.personId);
    const schools = new Map<string, string>();
    for (const { unitId } of classes) {
      if (!schools.has(unitId)) schools.set(unitId, (await findUnit(tx, unitId))?.nameZh ?? '');
    }
    return {
      personId: signedIn.personId,
      provinces: await listProvinces(tx),
      classes: classes.map(({ id, name, frozen, pupils, unitId }) => ({
        id,
        name,
        frozen,
        pupils: Number(pupils),
        school: schools.get(unitId) ?? '',
      })),
    };
  });
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    if (!locals.signedIn) redirect(303, '/sign-in?next=/classes');
    const form = await request.formData();
    const typed = { name: text(form, 'name'), provinceId: text(form, 'province'), school: text(form, 'school') };
    const opened = await openClass({ db: locals.services.db, clock: systemClock }, locals.signedIn.personId, typed);
    if (!opened.ok) return fail(409, { code: opened.error.code, ...typed });
    redirect(303, `/classes/${opened.value.classId}?code`);
  },
};
