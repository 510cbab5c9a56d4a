import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { PROJECT_LIMITS } from '../limits.ts';
import { measureJson } from './measure-json.ts';

const codeOf = (text: string, depth?: number) => {
  const measured = measureJson(strToU8(text), depth);
  return measured.ok ? 'ok' : measured.error.code;
};

describe('measuring JSON before it is parsed', () => {
  it.each<[string, string, string]>([
    ['nesting up to the limit', '[[[1]]]', 'ok'],
    ['nesting beyond it', '[[[[1]]]]', 'json-too-deep'],
    ['brackets inside texts', '["[[[[[[", "\\"[[[[["]', 'ok'],
    ['a text without end', '["[[[[', 'ok'],
    ['too many objects', `[${'{},'.repeat(PROJECT_LIMITS.containers)}1]`, 'json-too-large'],
    ['too many members', `{${'"a":1,'.repeat(PROJECT_LIMITS.members + 1)}}`, 'json-too-large'],
    [
      'too many blocks',
      `{"targets": [{"blocks" :\n {${'"a":1,'.repeat(PROJECT_LIMITS.blocks + 1)}}}]}`,
      'too-many-blocks',
    ],
    ['as many of something else', `{"targets":[{"others":{${'"a":1,'.repeat(PROJECT_LIMITS.blocks + 1)}}}]}`, 'ok'],
    ['too many values', `[${'1,'.repeat(PROJECT_LIMITS.values)}1]`, 'json-too-large'],
  ])('%s', (_, text, code) => {
    expect(codeOf(text, text.startsWith('[') ? 2 : 9)).toBe(code);
  });
});
