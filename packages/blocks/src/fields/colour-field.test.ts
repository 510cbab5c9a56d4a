import { overwriteGetLocale } from '@paperkite/i18n';
import { afterEach, describe, expect, it } from 'vitest';
import { ColourField } from './colour-field.ts';

afterEach(() => overwriteGetLocale(() => 'zh-CN'));

describe('a colour for a screen reader', () => {
  it.each([
    ['zh-CN', ['颜色: 白色', '颜色: 紫色', '颜色: 深紫']],
    ['en', ['color: white', 'color: purple', 'color: dark purple']],
  ] as const)('has a name in %s where it is one of those at a touch', (locale, labels) => {
    overwriteGetLocale(() => locale);
    const fields = ['#ffffff', '#8b5cd6', '#52308a'].map((colour) => new ColourField(colour));
    expect(fields.map((field) => field.computeAriaLabel())).toEqual(labels);
  });

  it('is its number where it has no name', () => {
    expect(new ColourField('#123456').computeAriaLabel()).toBe('颜色: #123456');
  });
});
