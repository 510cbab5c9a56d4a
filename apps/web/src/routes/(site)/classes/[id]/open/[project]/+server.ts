import { redirect } from '@sveltejs/kit';
import { audit, DataError, findClass, findProject } from '@paperkite/data';
import { asCaller, uuidIn } from '#lib/server/api.ts';
import { teaches } from '#server/classroom/delete-class.ts';
import type { RequestHandler } from './$types';

/** A teacher opens a pupil's work, to look or to work on it together; the log notes each time. */
export const POST: RequestHandler = async ({ locals, params, url }) => {
  const classId = uuidIn(params);
  const projectId = uuidIn(params, 'project');
  const look = url.searchParams.has('look');
  await asCaller(locals, async (tx, personId) => {
    const project = (await teaches(tx, classId, personId)) ? await findProject(tx, projectId) : undefined;
    const found = await findClass(tx, classId);
    if (!found || project?.classId !== classId) throw new DataError('not_found');
    await audit(tx, {
      action: 'project.opened',
      unitId: found.unitId,
      subjectId: project.ownerId,
      object: { kind: 'project', id: projectId },
      details: { look },
    });
  });
  redirect(303, `/editor/${projectId}${look ? '?look' : ''}`);
};

/** Reloading lands here: the way back is the class. */
export const GET: RequestHandler = ({ params }) => redirect(303, `/classes/${uuidIn(params)}`);
