import { error, json } from '@sveltejs/kit';
import { changeClass, listClassProjects } from '@paperkite/data';
import * as v from 'valibot';
import { answering, asCaller, jsonBody, personOf, uuidIn } from '#lib/server/api.ts';
import { deleteWholeClass, previewDeletion } from '#server/classroom/delete-class.ts';
import type { RequestHandler } from './$types';

/** What deleting the class would take along. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { personId } = personOf(locals);
  return json(await answering(() => previewDeletion(locals.services.db, personId, uuidIn(params))));
};

const Change = v.object({
  name: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60))),
  frozen: v.optional(v.boolean()),
});

/** Renames the class, or freezes and thaws it: whoever has a work of the class open feels it at once. */
export const PATCH: RequestHandler = async ({ locals, params, request }) => {
  const id = uuidIn(params);
  const change = await jsonBody(request, Change);
  const projects = await asCaller(locals, async (tx) => {
    await changeClass(tx, id, change);
    return change.frozen === undefined ? [] : listClassProjects(tx, id);
  });
  const { collab, walls } = locals.services;
  await Promise.all(projects.map((project) => collab.refreshAccess({ documentId: project.id })));
  walls.classChanged(id);
  return new Response(null, { status: 204 });
};

const Deletion = v.object({ name: v.pipe(v.string(), v.maxLength(200)) });

/** Deletes the class with everything personal in it, for a teacher who typed its name. */
export const DELETE: RequestHandler = async ({ locals, params, request }) => {
  const classId = uuidIn(params);
  const { personId } = personOf(locals);
  const { name } = await jsonBody(request, Deletion);
  const done = await answering(() => deleteWholeClass(locals.services, personId, { classId, typedName: name }));
  if (!done.ok) error(409, { status: 409, message: done.error.code });
  locals.services.walls.classChanged(classId);
  return new Response(null, { status: 204 });
};
