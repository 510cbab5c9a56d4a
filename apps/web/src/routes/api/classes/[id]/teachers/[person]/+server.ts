import { answering, personOf, uuidIn } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

/** Takes a teacher out of the class, or oneself: works of the class that are open at theirs close at once. */
export const DELETE: RequestHandler = async ({ locals, params }) => {
  const { personId } = personOf(locals);
  const [classId, teacherId] = [uuidIn(params), uuidIn(params, 'person')];
  const { teacherInvitations, collab, walls } = locals.services;
  await answering(() => teacherInvitations.remove(personId, classId, teacherId));
  await collab.refreshAccess({ personId: teacherId });
  walls.classChanged(classId);
  return new Response(null, { status: 204 });
};
