import { error, json } from '@sveltejs/kit';
import { isUuid, systemClock } from '@paperkite/kernel';
import * as v from 'valibot';
import { DueDay, dueAtOf } from '#server/classroom/due.ts';
import { answering, jsonBody, personOf, uuidIn } from '#lib/server/api.ts';
import { handOutProject } from '#server/classroom/handouts.ts';
import type { RequestHandler } from './$types';

const Body = v.object({
  projectId: v.pipe(v.string(), v.check(isUuid)),
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120)),
  dueOn: DueDay,
});

/** Hands one of the teacher's own works out to the class. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const classId = uuidIn(params);
  const { personId } = personOf(locals);
  const { projectId, title, dueOn } = await jsonBody(request, Body);
  const dueAt = dueAtOf(dueOn, systemClock.now());
  if (!dueAt.ok) error(409, { status: 409, message: dueAt.error.code });
  const handout = { classId, projectId, title, dueAt: dueAt.value };
  const done = await answering(() => handOutProject(locals.services, personId, handout));
  if (!done.ok) error(409, { status: 409, message: done.error.code });
  locals.services.walls.classChanged(classId);
  return json(done.value, { status: 201 });
};
