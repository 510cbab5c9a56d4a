import { asPerson, listProjects, withCaller, type Project } from '@paperkite/data';
import type { ServerWork } from '#lib/works/work-list.ts';
import type { PageServerLoad } from './$types';

/** What the server knows of somebody's works; those of the device come in the browser. */
export const load: PageServerLoad = async ({ locals }) => {
  const { signedIn, services } = locals;
  if (!signedIn) return { personId: null, kind: null, works: [], bin: [] };
  const { personId, kind } = signedIn;
  const describe = ({ id, title, thumbnail, updatedAt, handedInAt, ownerId }: Project): ServerWork => ({
    id,
    title,
    picture: thumbnail,
    updatedAt: updatedAt.getTime(),
    handedIn: handedInAt !== null,
    isShared: ownerId !== personId,
  });
  return withCaller(services.db, asPerson(personId), async (tx) => ({
    personId,
    kind,
    works: (await listProjects(tx, personId)).map(describe),
    bin: (await listProjects(tx, personId, { deleted: true })).map(describe),
  }));
};
