import { COLLAB_ERROR_CODES } from '@paperkite/collab/client';
import { m } from '@paperkite/i18n';
import { describe, expect, it } from 'vitest';

const texts = m as unknown as Record<
  string,
  (inputs: Record<string, unknown>, options: { locale: 'zh-CN' | 'en' }) => string
>;

describe('the words for collab', () => {
  it.each(COLLAB_ERROR_CODES)('say what to do about %s in both languages', (code) => {
    const text = texts[`errors_${code.replaceAll('-', '_')}`]!;
    const [chinese, english] = (['zh-CN', 'en'] as const).map((locale) => text({ seconds: 30 }, { locale }));
    expect(chinese).toMatch(/\p{Script=Han}/u);
    expect(english).not.toMatch(/\p{Script=Han}/u);
    expect(`${chinese}${english}`).not.toMatch(/[{}]/);
  });
});
