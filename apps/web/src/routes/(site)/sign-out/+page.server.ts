import { redirect } from '@sveltejs/kit';
import { setCookies } from '#lib/server/account-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  default: async ({ request, locals, cookies }) => {
    const { identity, collab } = locals.services;
    setCookies(cookies, await identity.signOut(request.headers));
    // A tab that is still open elsewhere must not go on under the session that has ended.
    if (locals.signedIn) await collab.refreshAccess({ personId: locals.signedIn.personId });
    redirect(303, '/');
  },
};
