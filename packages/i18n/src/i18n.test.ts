import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const messages = new URL('../messages/', import.meta.url);
const catalog = (locale: string, area: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`${locale}/${area}`, messages), 'utf8'));
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}|%(\d)/g)].map((m) => m[0]).sort();
const areas = readdirSync(new URL('zh-CN/', messages));

describe('the message catalogues', () => {
  it.each(areas)('say everything in both languages: %s', (area) => {
    expect(Object.keys(catalog('en', area)).sort()).toEqual(Object.keys(catalog('zh-CN', area)).sort());
  });

  it.each(areas)('use the same placeholders in both languages: %s', (area) => {
    const english = catalog('en', area);
    for (const [key, text] of Object.entries(catalog('zh-CN', area)))
      expect(placeholders(english[key] ?? ''), key).toEqual(placeholders(text));
  });

  it.each(areas)('name every message after its area: %s', (area) => {
    const prefix = area.replace('.json', '_');
    expect(Object.keys(catalog('zh-CN', area)).filter((key) => !key.startsWith(prefix))).toEqual([]);
  });

  it.each(areas)('leave no message empty: %s', (area) => {
    for (const locale of ['zh-CN', 'en'])
      expect(Object.entries(catalog(locale, area)).filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});
