import { redirect } from '@sveltejs/kit';
import { refused, setCookies, text, visitorOf } from '#lib/server/account-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  if (locals.signedIn) redirect(303, '/works');
};

export const actions: Actions = {
  default: async ({ request, locals, cookies, getClientAddress }) => {
    const form = await request.formData();
    const name = text(form, 'name').trim();
    const email = text(form, 'email').trim();
    const password = text(form, 'password');
    const result = await locals.services.identity.signUp({
      name,
      email,
      password,
      locale: locals.locale,
      from: visitorOf({ request, getClientAddress }),
    });
    if (!result.ok) return refused(result.error, { name, email });
    setCookies(cookies, result.value.setCookies);
    redirect(303, '/classes');
  },
};
