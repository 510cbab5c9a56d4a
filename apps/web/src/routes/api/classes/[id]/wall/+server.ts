import { error, json } from '@sveltejs/kit';
import { systemClock } from '@paperkite/kernel';
import { asCaller, personOf, uuidIn } from '#lib/server/api.ts';
import { eventStream } from '#server/classroom/event-stream.ts';
import { followWall } from '#server/classroom/live-wall.ts';
import { composeWall, readWallRows } from '#server/classroom/wall.ts';
import type { RequestHandler } from './$types';

/** The wall of a class: live as Server-Sent Events, or once as JSON where those do not get through. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const classId = uuidIn(params);
  const { personId } = personOf(locals);
  const { db, walls } = locals.services;
  const rows = await asCaller(locals, (tx) => readWallRows(tx, classId, personId));
  if (!rows) error(404, { status: 404, message: 'not_found' });
  if (!request.headers.get('accept')?.includes('text/event-stream')) {
    return json(composeWall(rows, walls, systemClock.now()), { headers: { 'cache-control': 'no-store' } });
  }
  return eventStream(walls.closing, (events) =>
    followWall({
      db,
      walls,
      clock: systemClock,
      classId,
      personId,
      onWall: (wall) => events.send('wall', wall),
      onEnd: () => events.end('gone'),
    }),
  );
};
