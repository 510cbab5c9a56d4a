import { error, json } from '@sveltejs/kit';
import { createProjectDoc } from '@paperkite/collab';
import { readVersion } from '@paperkite/data';
import * as Y from 'yjs';
import { asCaller, uuidIn } from '#lib/server/api.ts';
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
