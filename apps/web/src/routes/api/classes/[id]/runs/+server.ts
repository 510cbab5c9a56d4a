import { DataError, projectAccess } from '@paperkite/data';
import { isUuid } from '@paperkite/kernel';
import * as v from 'valibot';
import { asCaller, jsonBody, uuidIn } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

const Body = v.object({ projectId: v.pipe(v.string(), v.check(isUuid)), failed: v.boolean() });

/** The editor tells that a pupil ran a work of the class, and whether an error stopped it: the wall shows who is stuck. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const classId = uuidIn(params);
  const { projectId, failed } = await jsonBody(request, Body);
  const personId = await asCaller(locals, async (tx, id) => {
    const access = await projectAccess(tx, projectId, id);
    if (access?.classId !== classId) throw new DataError('not_found');
    return id;
  });
  locals.services.walls.ran(projectId, personId, failed);
  return new Response(null, { status: 204 });
};
