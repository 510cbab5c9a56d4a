import { json } from '@sveltejs/kit';
import { createProject, listSeatedClasses } from '@paperkite/data';
import { isUuid } from '@paperkite/kernel';
import * as v from 'valibot';
import { asCaller, jsonBody } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

const Body = v.object({
  id: v.pipe(v.string(), v.check(isUuid)),
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120)),
});

/** Takes a project under the caller's name; its id may have been made offline. A pupil's goes into the pupil's class. */
export const POST: RequestHandler = async ({ locals, request }) => {
  const { id, title } = await jsonBody(request, Body);
  const classId = await asCaller(locals, async (tx, personId) => {
    const [seated] = locals.signedIn?.kind === 'pupil' ? await listSeatedClasses(tx, personId) : [];
    await createProject(tx, { id, ownerId: personId, title, classId: seated?.id ?? null });
    return seated?.id ?? null;
  });
  return json({ id, classId }, { status: 201 });
};
