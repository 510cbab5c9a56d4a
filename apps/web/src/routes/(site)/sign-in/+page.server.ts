import { redirect } from '@sveltejs/kit';
import { refused, setCookies, text, visitorOf } from '#lib/server/account-actions.ts';
import { safePath } from '#lib/server/safe-path.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  if (locals.signedIn) redirect(303, safePath(url.searchParams.get('next')) ?? '/works');
};

export const actions: Actions = {
  default: async ({ request, locals, url, cookies, getClientAddress }) => {
    const form = await request.formData();
    const email = text(form, 'email').trim();
    const result = await locals.services.identity.signIn({
      email,
      password: text(form, 'password'),
      from: visitorOf({ request, getClientAddress }),
    });
    if (!result.ok) return refused(result.error, { email });
    setCookies(cookies, result.value.setCookies);
    redirect(303, safePath(url.searchParams.get('next')) ?? (result.value.isStaff ? '/staff' : '/classes'));
  },
};
