import { fail, redirect } from '@sveltejs/kit';
import { asPerson, DataError, withCaller } from '@paperkite/data';
import { refused, text } from '#lib/server/account-actions.ts';
import { eraseAccount, previewErasure } from '#server/account/own-account.ts';
import type { Actions, PageServerLoad } from './$types';

/** An adult's own account. Pupils have none: their name and PIN are the class's. */
export const load: PageServerLoad = async ({ locals: { signedIn, services } }) => {
  if (!signedIn) redirect(303, '/sign-in?next=/account');
  if (signedIn.kind === 'pupil') redirect(303, '/class');
  const { personId, displayName } = signedIn;
  return {
    name: displayName,
    preview: await withCaller(services.db, asPerson(personId), (tx) => previewErasure(tx, personId)),
  };
};

export const actions: Actions = {
  rename: async ({ locals, request }) => {
    if (locals.signedIn?.kind !== 'adult') redirect(303, '/sign-in?next=/account');
    const name = text(await request.formData(), 'name');
    const renamed = await locals.services.identity.rename(request.headers, locals.signedIn.personId, name);
    return renamed.ok ? { renamed: true } : refused(renamed.error, { of: 'rename' });
  },
  erase: async ({ locals, request, cookies }) => {
    if (locals.signedIn?.kind !== 'adult') redirect(303, '/sign-in?next=/account');
    const password = text(await request.formData(), 'password');
    try {
      const erased = await eraseAccount(locals.services, locals.signedIn, { headers: request.headers, password });
      if (!erased.ok) return refused(erased.error, { of: 'erase' });
    } catch (cause) {
      // A colleague left a class in the meantime; the page says which.
      if (cause instanceof DataError && cause.code === 'sole_teacher') return fail(409, { of: 'erase' });
      throw cause;
    }
    for (const { name } of cookies.getAll()) if (name.includes('paperkite.')) cookies.delete(name, { path: '/' });
    redirect(303, '/');
  },
};
