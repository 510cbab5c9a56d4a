import { getLocale } from '@paperkite/i18n';
import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { mounted } from './mounted.ts';
import { createPreferences, preferences, THEME_COOKIE } from './preferences.svelte.ts';
import LanguageSwitch from './shell/LanguageSwitch.svelte';
import SavedState from './feedback/SavedState.svelte';
import ThemeSwitch from './shell/ThemeSwitch.svelte';

const root = document.documentElement;

beforeEach(() => {
  preferences.locale = 'zh-CN';
  preferences.theme = 'system';
});

describe('the language', () => {
  it('changes every message on the page without a reload', () => {
    const saved = mounted(SavedState, { state: 'saved' });
    expect(saved.textContent.trim()).toBe('已保存');
    mounted(LanguageSwitch, {}).querySelector('button')!.click();
    flushSync();
    expect(saved.textContent.trim()).toBe('Saved');
    expect(getLocale()).toBe('en');
  });

  it('is told to screen readers and remembered for the server', () => {
    preferences.locale = 'en';
    expect(root.lang).toBe('en');
    expect(document.cookie).toContain('PARAGLIDE_LOCALE=en');
  });

  it('starts with what the server rendered', () => {
    const page = document.implementation.createHTMLDocument();
    page.documentElement.lang = 'en';
    expect(createPreferences(page).locale).toBe('en');
  });
});

describe('the theme', () => {
  it('follows the device until somebody chooses, and again when they choose that', () => {
    const button = mounted(ThemeSwitch, {}).querySelector('button')!;
    const press = () => {
      button.click();
      flushSync();
      return root.dataset['theme'];
    };
    expect([root.dataset['theme'], press(), press(), press()]).toEqual([undefined, 'light', 'dark', undefined]);
  });

  it('is remembered in a cookie, and forgotten for the device', () => {
    preferences.theme = 'dark';
    expect(document.cookie).toContain(`${THEME_COOKIE}=dark`);
    preferences.theme = 'system';
    expect(document.cookie).not.toContain(THEME_COOKIE);
  });
});
