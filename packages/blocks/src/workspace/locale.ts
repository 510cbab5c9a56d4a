import * as Blockly from 'blockly/core';
import type { Locale } from '@paperkite/i18n';
import { completeChinese } from './blockly-words-zh.ts';

type Messages = Record<string, string>;

const LOADERS: Record<Locale, () => Promise<unknown>> = {
  'zh-CN': () => import('blockly/msg/zh-hans'),
  en: () => import('blockly/msg/en'),
};

/** Blockly's own words (context menus, announcements) in a language. Must be awaited before the first workspace is made. */
export async function loadBlocklyLocale(locale: Locale): Promise<void> {
  const module = (await LOADERS[locale]()) as Messages & { default?: Messages };
  const { default: fallback, ...named } = module;
  const messages = Object.keys(named).length > 1 ? named : (fallback ?? {});
  Blockly.setLocale(locale === 'zh-CN' ? completeChinese(messages) : messages);
}
