import { fail, type Cookies } from '@sveltejs/kit';
import type { Visitor } from '../../../server/identity/code-guard.ts';
import type { IdentityError } from '../../../server/identity/errors.ts';
import type { CookieToSet } from '../../../server/identity/set-cookies.ts';

/** A text field of a posted form; '' when it is absent or a file. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** What a form shows after it was refused: the error's code, how long to wait, and what was typed (never secrets). */
export const refused = <Typed extends Record<string, string>>(error: IdentityError, typed: Typed) =>
  fail(400, { code: error.code, seconds: Number(error.details.seconds ?? 0), ...typed });

/** Hands better-auth's session cookies to the browser. */
export function setCookies(cookies: Cookies, list: readonly CookieToSet[]): void {
  for (const { name, value, maxAge, secure } of list) {
    cookies.set(name, value, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge });
  }
}

/** Where a request comes from, for limits. */
export const visitorOf = (event: { request: Request; getClientAddress: () => string }): Visitor => ({
  address: event.getClientAddress(),
  headers: event.request.headers,
});
