import { redirect } from '@sveltejs/kit';
import { refused, setCookies, text, visitorOf } from '#lib/server/account-actions.ts';
import { safePath } from '#lib/server/safe-path.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, request, getClientAddress }) => {
  const code = url.searchParams.get('code') ?? '';
  if (code === '') return { step: 'code' as const, code };
  const found = await locals.services.identity.findClass(code, visitorOf({ request, getClientAddress }));
  if (!found.ok) {
    return {
      step: 'code' as const,
      code,
      problem: found.error.code,
      seconds: Number(found.error.details.seconds ?? 0),
    };
  }
  return { step: 'seat' as const, code: found.value.code, className: found.value.name };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies, url, getClientAddress }) => {
    const form = await request.formData();
    const nickname = text(form, 'nickname');
    const mode = text(form, 'mode') === 'return' ? 'return' : 'new';
    const result = await locals.services.identity.joinClass({
      code: text(form, 'code'),
      nickname,
      pin: text(form, 'pin'),
      mode,
      locale: locals.locale,
      from: visitorOf({ request, getClientAddress }),
    });
    if (!result.ok) return refused(result.error, { nickname, mode });
    // The teacher's wall shows who has just come, whatever page the pupil opens next.
    locals.services.walls.classChanged(result.value.classId);
    setCookies(cookies, result.value.setCookies);
    redirect(303, safePath(url.searchParams.get('next')) ?? '/class');
  },
};
