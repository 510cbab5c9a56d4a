import { DataError, listSeatedClasses } from '@paperkite/data';
import { asCaller, uuidIn } from '#lib/server/api.ts';
import { eventStream } from '#server/classroom/event-stream.ts';
import { followAsPupil } from '#server/classroom/pupil-feed.ts';
import type { RequestHandler } from './$types';

/** For a pupil's class page: says when something in the class changed, and tells the wall that the pupil is here. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const classId = uuidIn(params);
  const personId = await asCaller(locals, async (tx, id) => {
    const seated = await listSeatedClasses(tx, id);
    if (!seated.some((one) => one.id === classId)) throw new DataError('not_found');
    return id;
  });
  const { db, walls } = locals.services;
  return eventStream(walls.closing, (events) =>
    followAsPupil({
      db,
      walls,
      classId,
      personId,
      onHand: (raised) => events.send('hand', { raised }),
      onChanged: () => events.send('changed', {}),
      onEnd: () => events.end('gone'),
    }),
  );
};
