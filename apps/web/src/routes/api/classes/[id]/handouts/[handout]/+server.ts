import { error } from '@sveltejs/kit';
import { deleteHandout, moveHandoutDue } from '@paperkite/data';
import { systemClock } from '@paperkite/kernel';
import * as v from 'valibot';
import { asCaller, jsonBody, uuidIn } from '#lib/server/api.ts';
import { DueDay, dueAtOf } from '#server/classroom/due.ts';
import type { RequestHandler } from './$types';

/** Moves the day until which it is to be handed in. */
export const PATCH: RequestHandler = async ({ locals, params, request }) => {
  const classId = uuidIn(params);
  const { dueOn } = await jsonBody(request, v.object({ dueOn: DueDay }));
  const dueAt = dueAtOf(dueOn, systemClock.now());
  if (!dueAt.ok) error(409, { status: 409, message: dueAt.error.code });
  await asCaller(locals, (tx) => moveHandoutDue(tx, uuidIn(params, 'handout'), dueAt.value));
  locals.services.walls.classChanged(classId);
  return new Response(null, { status: 204 });
};

/** Takes a handout back; what pupils began from it stays theirs. */
export const DELETE: RequestHandler = async ({ locals, params }) => {
  const classId = uuidIn(params);
  await asCaller(locals, (tx) => deleteHandout(tx, uuidIn(params, 'handout')));
  locals.services.walls.classChanged(classId);
  return new Response(null, { status: 204 });
};
