import { redirect } from '@sveltejs/kit';
import { setCookies } from '#lib/server/account-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  default: async ({ request, locals, cookies }) => {
    setCookies(cookies, await locals.services.identity.signOut(request.headers));
    redirect(303, '/');
  },
};
