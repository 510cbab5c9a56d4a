import { error, redirect } from '@sveltejs/kit';
import {
  asPerson,
  currentJoinCode,
  findClass,
  findUnit,
  listHandouts,
  listProjects,
  listRemovedSeats,
  listSeats,
  listTeachers,
  withCaller,
} from '@paperkite/data';
import { isUuid, systemClock } from '@paperkite/kernel';
import { dayFrom } from '#server/calendar-days.ts';
import { CLASS_TIME_ZONE } from '#server/classroom/due.ts';
import { joinOrigin } from '#server/classroom/join-origin.ts';
import { composeWall, lastActive, readWallRows } from '#server/classroom/wall.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { signedIn, services } = locals;
  if (!isUuid(params.id)) error(404);
  if (!signedIn) redirect(303, `/sign-in?next=/classes/${params.id}`);
  const { personId } = signedIn;
  return withCaller(services.db, asPerson(personId), async (tx) => {
    const rows = await readWallRows(tx, params.id, personId);
    const found = rows && (await findClass(tx, params.id));
    if (!rows || !found) error(404);
    const school = await findUnit(tx, found.unitId);
    const seats = await listSeats(tx, params.id);
    const active = lastActive(rows, services.walls);
    return {
      class: { id: found.id, name: found.name, frozen: found.frozen },
      school: { name: school?.nameZh ?? '', verified: school?.verified ?? true },
      me: personId,
      teachers: await listTeachers(tx, params.id),
      code: (await currentJoinCode(tx, params.id)) ?? null,
      joinOrigin: joinOrigin(url),
      seats: seats.map(({ id, nickname, grade, personId: pupil }) => ({
        id,
        nickname,
        grade,
        activeAt: active.get(pupil) ?? null,
      })),
      removed: (await listRemovedSeats(tx, params.id)).map(({ id, nickname, removedAt }) => ({
        id,
        nickname,
        removedAt: removedAt.getTime(),
      })),
      handouts: (await listHandouts(tx, params.id)).map(({ id, title, createdAt, dueAt }) => ({
        id,
        title,
        createdAt,
        dueAt,
        // As a date field wants it.
        dueOn: dueAt && dayFrom(dueAt.getTime(), 0, CLASS_TIME_ZONE),
      })),
      today: dayFrom(systemClock.now(), 0, CLASS_TIME_ZONE),
      ownWorks: (await listProjects(tx, personId))
        .filter(({ ownerId }) => ownerId === personId)
        .map(({ id, title, thumbnail }) => ({ id, title, picture: thumbnail })),
      wall: composeWall(rows, services.walls, systemClock.now()),
    };
  });
};
