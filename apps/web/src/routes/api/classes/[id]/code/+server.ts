import { json } from '@sveltejs/kit';
import { JOIN_CODE_LIFETIMES } from '@paperkite/classroom';
import { revokeJoinCode, rotateJoinCode } from '@paperkite/data';
import * as v from 'valibot';
import { asCaller, jsonBody, uuidIn } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

const Body = v.object({ lifetime: v.picklist(['lesson', 'day', 'week', 'term']) });

/** A new code; the old one stops working. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const classId = uuidIn(params);
  const { lifetime } = await jsonBody(request, Body);
  const expiresAt = new Date(Date.now() + JOIN_CODE_LIFETIMES[lifetime]);
  const code = await asCaller(locals, (tx) => rotateJoinCode(tx, { classId, expiresAt }));
  return json({ code, expiresAt: expiresAt.toISOString() }, { status: 201 });
};

/** Nobody comes in by code until there is a new one. */
export const DELETE: RequestHandler = async ({ locals, params }) => {
  await asCaller(locals, (tx) => revokeJoinCode(tx, uuidIn(params)));
  return new Response(null, { status: 204 });
};
