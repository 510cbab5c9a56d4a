import { baseLocale, isLocale } from '@paperkite/i18n';
import { withRequestLocale } from '@paperkite/i18n/server';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { takeServices } from '../server/handover.ts';

/** Language, services and caller for every request; then the page. */
export const handle: Handle = ({ event, resolve }) =>
  withRequestLocale(event.request, async ({ locale }) => {
    const services = takeServices();
    event.locals.services = services;
    event.locals.locale = isLocale(locale) ? locale : baseLocale;
    event.locals.signedIn = await services.identity.signedIn(event.request.headers);
    const theme = event.cookies.get('PAPERKITE_THEME');
    const response = await resolve(event, {
      transformPageChunk: ({ html }) =>
        html
          .replace('%paperkite.lang%', event.locals.locale)
          .replace(
            ' data-theme="%paperkite.theme%"',
            theme === 'light' || theme === 'dark' ? ` data-theme="${theme}"` : '',
          ),
    });
    // What is no page (those bring their own policy) and no file with one: an answer that nothing shall run from.
    if (!response.headers.has('content-security-policy'))
      response.headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'self'");
    return response;
  });

/** What nobody foresaw gets a code that a child can read to the teacher; the log has the same one. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind !== 'unknown') return;
  const code = crypto.randomUUID().slice(0, 8);
  console.error(`[${code}] ${event.request.method} ${event.url.pathname}`, error);
  return { code };
};
