import { DataError, listSeatedClasses } from '@paperkite/data';
import * as v from 'valibot';
import { asCaller, jsonBody, uuidIn } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

const Body = v.object({ raised: v.boolean() });

/** A pupil raises or lowers the hand. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const classId = uuidIn(params);
  const { raised } = await jsonBody(request, Body);
  const personId = await asCaller(locals, async (tx, id) => {
    const seated = await listSeatedClasses(tx, id);
    if (!seated.some((one) => one.id === classId)) throw new DataError('not_found');
    return id;
  });
  locals.services.walls.setHand(classId, personId, raised);
  return new Response(null, { status: 204 });
};
