import { redirect } from '@sveltejs/kit';
import { DataError, findProject } from '@paperkite/data';
import { asCaller, uuidIn } from '#lib/server/api.ts';
import { teaches } from '#server/classroom/delete-class.ts';
import type { RequestHandler } from './$types';

/** A teacher opens a pupil's work, to look or to work on it together. The sync server notes it in the log. */
export const POST: RequestHandler = async ({ locals, params, url }) => {
  const classId = uuidIn(params);
  const projectId = uuidIn(params, 'project');
  const look = url.searchParams.has('look');
  await asCaller(locals, async (tx, personId) => {
    const project = (await teaches(tx, classId, personId)) ? await findProject(tx, projectId) : undefined;
    if (project?.classId !== classId) throw new DataError('not_found');
  });
  redirect(303, `/editor/${projectId}${look ? '?look' : ''}`);
};

/** Reloading lands here: the way back is the class. */
export const GET: RequestHandler = ({ params }) => redirect(303, `/classes/${uuidIn(params)}`);
