import { readFileSync } from 'node:fs';
import { unwrap } from '@paperkite/kernel';
import { describe, expect, it } from 'vitest';
import { findingParams, gradeName, messageParams, parseDefinition, type MessageContext } from './index.ts';

const definition = unwrap(
  parseDefinition(readFileSync(new URL('../definitions/cn-ai-2024.yaml', import.meta.url), 'utf8')),
);
const zh: MessageContext = { locale: 'zh-CN', definition, track: 'eng', nameOf: (kind, id) => `${kind}:${id}` };
const en: MessageContext = { ...zh, locale: 'en' };

describe('the details of a finding in words', () => {
  const details = {
    closeAt: new Date('2024-09-30T23:59:59.999+08:00').getTime(),
    maxBytes: 200 * 1024 * 1024,
    person: 'lin',
    group: 'upper',
    track: 'eng',
    field: 'video',
    accept: 'image/png, image/jpeg',
    grade: 7,
    max: 3,
  };

  it('are written in the zone of the activity and in both languages', () => {
    expect(messageParams(details, zh)).toEqual({
      closeAt: '2024年9月30日 23:59',
      maxBytes: '200 MB',
      person: 'person:lin',
      group: '小学高年级组（4—6年级）',
      track: 'AI工程实践',
      field: '演示视频',
      accept: 'PNG, JPEG',
      grade: '初一',
      max: '3',
    });
    expect(messageParams(details, en)).toMatchObject({
      closeAt: expect.stringMatching(/September 30, 2024.*11:59/),
      group: 'Upper primary (years 4 to 6)',
      grade: 'Year 7',
    });
  });

  it('come from the page where the definition has no name, or stay ids', () => {
    expect(messageParams({ field: 'team', group: 'moon', level: 'city' }, zh)).toEqual({
      field: 'field:team',
      group: 'moon',
      level: 'level:city',
    });
    expect(messageParams({ field: 'video' }, { ...zh, track: null })).toEqual({ field: 'field:video' });
  });

  it('say which field a finding is about', () => {
    const finding = {
      code: 'text_too_long',
      field: 'text',
      severity: 'error',
      details: { max: 9, length: 12 },
    } as const;
    expect(findingParams(finding, en)).toEqual({ field: 'Description', max: '9', length: '12' });
  });

  it('name grades as schools do', () => {
    expect([1, 6, 7, 9, 10, 12, '中专'].map((grade) => gradeName(grade, 'zh-CN'))).toEqual([
      '一年级',
      '六年级',
      '初一',
      '初三',
      '高一',
      '高三',
      '中专',
    ]);
  });
});
