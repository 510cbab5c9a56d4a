import { json } from '@sveltejs/kit';
import { DataError, findProject, inviteToProject, listClassmates, listProjectMembers } from '@paperkite/data';
import * as v from 'valibot';
import { asCaller, jsonBody, uuidIn } from '#lib/server/api.ts';
import type { Sharing } from '#lib/works/sharing.ts';
import type { RequestHandler } from './$types';

/** Who works on one's own project, and which classmates could be asked. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const id = uuidIn(params);
  const sharing = await asCaller(locals, async (tx, personId): Promise<Sharing> => {
    const project = await findProject(tx, id);
    if (project?.ownerId !== personId) throw new DataError('not_found');
    const members = await listProjectMembers(tx, id);
    const named = new Set(members.map(({ nickname }) => nickname));
    const mates = project.classId === null ? [] : await listClassmates(tx, project.classId);
    const others = mates.filter(({ nickname }) => nickname !== locals.signedIn!.displayName && !named.has(nickname));
    return { inClass: project.classId !== null, members, classmates: others };
  });
  return json(sharing, { headers: { 'cache-control': 'no-store' } });
};

const Body = v.object({ seatId: v.pipe(v.string(), v.uuid()) });

/** The owner shares a project of a class with a classmate. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const { seatId } = await jsonBody(request, Body);
  await asCaller(locals, (tx) => inviteToProject(tx, uuidIn(params), seatId));
  return new Response(null, { status: 204 });
};
