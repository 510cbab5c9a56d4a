import { json } from '@sveltejs/kit';
import { answering, personOf, uuidIn } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

/** Makes a link by which a colleague becomes a teacher of the class. */
export const POST: RequestHandler = async ({ locals, params }) => {
  const { personId } = personOf(locals);
  const { teacherInvitations } = locals.services;
  return json({ proof: await answering(() => teacherInvitations.create(personId, uuidIn(params))) });
};
