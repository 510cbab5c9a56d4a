import { error, json } from '@sveltejs/kit';
import { createProjectDoc } from '@paperkite/collab';
import { dropNamedVersion, projectAccess, readVersion, SYSTEM, withCaller } from '@paperkite/data';
import * as Y from 'yjs';
import { answering, asCaller, uuidIn } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

/** A version as a project document. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const bytes = await asCaller(locals, (tx) => readVersion(tx, uuidIn(params), uuidIn(params, 'version')));
  if (!bytes) error(404, { status: 404, message: 'not-found' });
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, bytes);
  const doc = createProjectDoc(ydoc);
  const project = doc.toProject();
  doc.destroy();
  return json(project);
};

/** Drops a version that was kept by hand, to make room. */
export const DELETE: RequestHandler = async ({ locals, params }) => {
  const projectId = uuidIn(params);
  const versionId = uuidIn(params, 'version');
  const access = await asCaller(locals, (tx, personId) => projectAccess(tx, projectId, personId));
  if (!access?.mayEdit || access.as === 'teacher') error(403, { status: 403, message: 'not_allowed' });
  await answering(() => withCaller(locals.services.db, SYSTEM, (tx) => dropNamedVersion(tx, projectId, versionId)));
  return new Response(null, { status: 204 });
};
