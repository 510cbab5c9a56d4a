import { json } from '@sveltejs/kit';
import { audit, DataError, findClass, findSeat } from '@paperkite/data';
import { asCaller, uuidIn } from '#lib/server/api.ts';
import { teaches } from '#server/classroom/delete-class.ts';
import { resetPin } from '#server/identity/pins.ts';
import type { RequestHandler } from './$types';

/** A fresh PIN, shown this once; the pupil's sessions end. */
export const POST: RequestHandler = async ({ locals, params }) => {
  const classId = uuidIn(params);
  const seat = await asCaller(locals, async (tx, personId) => {
    const found = (await teaches(tx, classId, personId)) ? await findSeat(tx, uuidIn(params, 'seat')) : undefined;
    if (found?.classId !== classId) throw new DataError('not_found');
    const unitId = (await findClass(tx, classId))?.unitId ?? null;
    await audit(tx, { action: 'pin.reset', unitId, subjectId: found.personId, object: { kind: 'class', id: classId } });
    return found;
  });
  const pin = await resetPin(locals.services, seat.id, seat.personId);
  await locals.services.collab.refreshAccess({ personId: seat.personId });
  return json({ pin });
};
