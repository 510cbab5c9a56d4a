import { error, redirect } from '@sveltejs/kit';
import { uuidIn } from '#lib/server/api.ts';
import { viewEntry } from '#server/contests/entry-view.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { signedIn, services }, params, url, depends }) => {
  const id = uuidIn(params);
  depends(`entry:${id}`);
  if (!signedIn) redirect(303, `/join?next=${encodeURIComponent(url.pathname)}`);
  const view = await viewEntry(services, signedIn.personId, id);
  if (!view) error(404, { status: 404, message: 'not-found' });
  return { view };
};
