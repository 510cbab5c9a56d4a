import { cookieName, getLocale, isLocale, overwriteGetLocale, type Locale } from '@paperkite/i18n';

/** What a person chose to see: `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark';

/** Holds `light` or `dark`; absent for `system`. The server copies it to `<html data-theme>` so that no page flashes. */
export const THEME_COOKIE = 'PAPERKITE_THEME';

/** Language and theme of the page. Reading them in a template makes it follow; setting them writes a cookie, no reload. */
export interface Preferences {
  locale: Locale;
  theme: Theme;
}

const ONE_YEAR_SECONDS = 31_536_000;

/** Whether a cookie's or attribute's text names a theme that overrides the device's. */
export const isForcedTheme = (text: string | null | undefined): text is 'light' | 'dark' =>
  text === 'light' || text === 'dark';

/**
 * Takes over the language of all messages (`m.*`) in this document, starting with what the server wrote into `<html lang>`
 * and `<html data-theme>`.
 */
export function createPreferences(page: Document): Preferences {
  const root = page.documentElement;
  let locale = $state<Locale>(isLocale(root.lang) ? root.lang : getLocale());
  let theme = $state<Theme>(isForcedTheme(root.dataset['theme']) ? root.dataset['theme'] : 'system');
  overwriteGetLocale(() => locale);

  return {
    get locale() {
      return locale;
    },
    set locale(next) {
      locale = next;
      root.lang = next;
      page.cookie = `${cookieName}=${next}; path=/; max-age=${ONE_YEAR_SECONDS}; samesite=lax`;
    },
    get theme() {
      return theme;
    },
    set theme(next) {
      theme = next;
      if (next === 'system') delete root.dataset['theme'];
      else root.dataset['theme'] = next;
      const maxAge = next === 'system' ? 0 : ONE_YEAR_SECONDS;
      page.cookie = `${THEME_COOKIE}=${next}; path=/; max-age=${maxAge}; samesite=lax`;
    },
  };
}

/** On the server each request has its own language (from its cookie or header), and nothing here is shared between them. */
const requestPreferences: Preferences = {
  get locale() {
    return getLocale();
  },
  get theme(): Theme {
    return 'system';
  },
};

/** The preferences of this page; read-only while rendering on the server. */
export const preferences: Preferences =
  typeof document === 'undefined' ? requestPreferences : createPreferences(document);
