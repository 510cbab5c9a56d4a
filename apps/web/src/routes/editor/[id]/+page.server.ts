import { error } from '@sveltejs/kit';
import { asPerson, findProject, listClassProjects, projectAccess, withCaller } from '@paperkite/data';
import { isUuid } from '@paperkite/kernel';
import type { PageServerLoad } from './$types';

/** What the server knows of the work and of who asks. The work itself comes over the sync socket. */
export const load: PageServerLoad = async ({ locals, params }) => {
  if (!isUuid(params.id)) error(404);
  const { signedIn, services } = locals;
  if (!signedIn) return { personId: null, access: null };
  return withCaller(services.db, asPerson(signedIn.personId), async (tx) => {
    const access = await projectAccess(tx, params.id, signedIn.personId);
    if (!access) return { personId: signedIn.personId, kind: signedIn.kind, access: null };
    const project = await findProject(tx, params.id);
    // A teacher sees whose work this is.
    const others = access.as === 'teacher' && access.classId ? await listClassProjects(tx, access.classId) : [];
    return {
      personId: signedIn.personId,
      kind: signedIn.kind,
      access: {
        as: access.as,
        mayEdit: access.mayEdit,
        classId: access.classId,
        ownerName: others.find(({ id }) => id === params.id)?.nickname,
        handedIn: Boolean(project?.handedInAt),
        handRaised: access.classId !== null && services.walls.handRaisedAt(access.classId, signedIn.personId) !== null,
      },
    };
  });
};
