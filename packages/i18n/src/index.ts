/** Everything people read, typed: `m.editor_run()` is in the language of the page. */
export * as m from './generated/messages.js';
export { baseLocale, cookieName, getLocale, isLocale, locales, overwriteGetLocale } from './generated/runtime.js';
export type { Locale } from './generated/runtime.js';
