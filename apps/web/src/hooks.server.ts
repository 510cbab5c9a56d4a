import { baseLocale, isLocale } from '@paperkite/i18n';
import { withRequestLocale } from '@paperkite/i18n/server';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { takeOver } from '../server/handover.ts';
import { compressed } from '#lib/server/compressed.ts';
import { editorLinks } from '#lib/server/editor-links.ts';

/** Language, services and caller for every request; then the page. */
export const handle: Handle = ({ event, resolve }) =>
  withRequestLocale(event.request, async ({ locale }) => {
    const { services, editorParts } = takeOver();
    event.locals.services = services;
    event.locals.locale = isLocale(locale) ? locale : baseLocale;
    event.locals.signedIn = await services.identity.signedIn(event.request.headers);
    const theme = event.cookies.get('PAPERKITE_THEME');
    let page = '';
    const response = await resolve(event, {
      transformPageChunk: ({ html }) => {
        page += html;
        return html
          .replace('%paperkite.lang%', event.locals.locale)
          .replace(
            ' data-theme="%paperkite.theme%"',
            theme === 'light' || theme === 'dark' ? ` data-theme="${theme}"` : '',
          );
      },
    });
    if (editorParts && page !== '' && event.route.id === '/editor/[id]') {
      const isNew = event.url.searchParams.has('new');
      response.headers.append('link', editorLinks(editorParts, page, event.locals.locale, isNew));
    }
    // What is no page (those bring their own policy) and no file with one: an answer that nothing shall run from.
    if (!response.headers.has('content-security-policy'))
      response.headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'self'");
    return compressed(event.request, response, page);
  });

/** What nobody foresaw gets a code that a child can read to the teacher; the log has the same one. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind !== 'unknown') return;
  const code = crypto.randomUUID().slice(0, 8);
  console.error(`[${code}] ${event.request.method} ${event.url.pathname}`, error);
  return { code };
};
