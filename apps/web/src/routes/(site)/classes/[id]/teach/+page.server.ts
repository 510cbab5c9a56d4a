import { redirect } from '@sveltejs/kit';
import { answering, personOf, uuidIn } from '#lib/server/api.ts';
import type { Actions, PageServerLoad } from './$types';

/** Where the link of an invitation leads: a colleague signs in and joins the class as a teacher. */
export const load: PageServerLoad = async ({ locals: { signedIn, services }, params, url }) => {
  const classId = uuidIn(params);
  const proof = url.searchParams.get('proof') ?? '';
  if (!signedIn) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
  return { isAdult: signedIn.kind === 'adult', invitation: await services.teacherInvitations.read(classId, proof) };
};

export const actions: Actions = {
  default: async ({ locals, params, url }) => {
    personOf(locals);
    const classId = uuidIn(params);
    const { teacherInvitations, walls } = locals.services;
    await answering(() => teacherInvitations.accept(locals.signedIn!, classId, url.searchParams.get('proof') ?? ''));
    walls.classChanged(classId);
    redirect(303, `/classes/${classId}`);
  },
};
