import { redirect } from '@sveltejs/kit';
import {
  asPerson,
  findOwnCopy,
  listClassmates,
  listHandouts,
  listProjects,
  listSeatedClasses,
  listTeachers,
  withCaller,
} from '@paperkite/data';
import { handoutState } from '@paperkite/classroom';
import { systemClock } from '@paperkite/kernel';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { signedIn, services } = locals;
  if (!signedIn) redirect(303, '/join');
  if (signedIn.kind === 'adult') redirect(303, '/classes');
  const { personId } = signedIn;
  return withCaller(services.db, asPerson(personId), async (tx) => {
    const seated = await listSeatedClasses(tx, personId);
    const current = seated.find(({ id }) => id === url.searchParams.get('class')) ?? seated[0];
    if (!current) return { personId, classes: [], class: undefined };
    const handouts = [];
    for (const { id, title, createdAt, snapshotId, dueAt } of await listHandouts(tx, current.id)) {
      const copy = await findOwnCopy(tx, id, personId);
      const handout = {
        id,
        class: current.id,
        snapshot: snapshotId,
        handedOutAt: createdAt.getTime(),
        dueAt: dueAt?.getTime() ?? null,
      };
      const done = copy && {
        seat: current.seatId,
        project: copy.id,
        lastEditAt: copy.createdAt.getTime(),
        handedInAt: copy.handedInAt?.getTime() ?? null,
      };
      const state = handoutState(handout, done ?? null, systemClock.now());
      handouts.push({ id, title, dueAt, state, copyId: copy?.id ?? null });
    }
    const works = (await listProjects(tx, personId)).filter(({ classId }) => classId === current.id);
    const mates = await listClassmates(tx, current.id);
    return {
      personId,
      classes: seated.map(({ id, name }) => ({ id, name })),
      class: {
        id: current.id,
        name: current.name,
        frozen: current.frozen,
        nickname: current.nickname,
        grade: current.grade,
        teachers: (await listTeachers(tx, current.id)).map(({ displayName }) => displayName),
        handRaised: services.walls.handRaisedAt(current.id, personId) !== null,
        handouts,
        works: works.map(({ id, title, thumbnail, updatedAt, handedInAt }) => ({
          id,
          title,
          picture: thumbnail,
          updatedAt: updatedAt.getTime(),
          handedIn: handedInAt !== null,
        })),
        mates: mates.filter(({ seatId }) => seatId !== current.seatId).map(({ nickname }) => nickname),
      },
    };
  });
};
