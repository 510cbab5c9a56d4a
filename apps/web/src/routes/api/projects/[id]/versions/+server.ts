import { error, json } from '@sveltejs/kit';
import { addVersion, listVersions, projectAccess, SYSTEM, withCaller } from '@paperkite/data';
import { newUuid } from '@paperkite/kernel';
import * as v from 'valibot';
import { answering, asCaller, jsonBody, personOf, uuidIn } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const versions = await asCaller(locals, (tx) => listVersions(tx, uuidIn(params)));
  return json(versions.map(({ id, kind, label, madeAt }) => ({ id, kind, label, madeAt: madeAt.toISOString() })));
};

const Body = v.object({
  kind: v.picklist(['named', 'before_restore']),
  label: v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(120))),
});

/** Keeps what is durable now as a version. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const projectId = uuidIn(params);
  const { kind, label } = await jsonBody(request, Body);
  const { personId } = personOf(locals);
  const access = await asCaller(locals, (tx) => projectAccess(tx, projectId, personId));
  if (!access?.mayEdit) error(403, { status: 403, message: 'not_allowed' });
  const { db, collab } = locals.services;
  const bytes = await collab.readState(projectId);
  const id = newUuid();
  await answering(() =>
    withCaller(db, SYSTEM, (tx) =>
      addVersion(tx, { id, projectId, kind, label: label ?? undefined, bytes, madeBy: personId }),
    ),
  );
  return json({ id }, { status: 201 });
};
