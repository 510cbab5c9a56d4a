import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkNickname, MAX_NICKNAME_LENGTH, nicknameHints, nicknameKey } from './index.ts';

const outcome = (typed: string, taken: string[] = []) => {
  const result = checkNickname(typed, taken);
  return result.ok ? result.value : result.error.code;
};

describe('a nickname', () => {
  it.each([
    '小风筝',
    '快乐的熊猫',
    'Kite 7',
    'Zoë',
    '星星🌟',
    '火箭2号',
    'كايت',
    'José-María',
    '阿·依',
    '熊猫!',
    'QQ糖',
  ])('may be %s', (typed) => expect(outcome(typed)).toBe(typed));

  it('is cleaned', () => {
    expect(outcome('  小  风筝　')).toBe('小 风筝');
    expect(outcome('Ｋｉｔｅ７')).toBe('Kite7');
  });

  it('is neither empty nor too long', () => {
    expect(outcome('　 ')).toBe('nickname_empty');
    expect(outcome('纸'.repeat(MAX_NICKNAME_LENGTH))).toBe('纸'.repeat(20));
    expect(outcome('纸'.repeat(MAX_NICKNAME_LENGTH + 1))).toBe('nickname_too_long');
    expect(outcome('🪁'.repeat(20))).toBe('🪁'.repeat(20));
    expect(outcome('ﷺ'.repeat(10))).toBe('nickname_too_long');
    expect(outcome('a'.repeat(10_000_000))).toBe('nickname_too_long');
  });

  it.each([
    ['an invisible character', '小\u200b明'],
    ['reversed text', '\u202eabc'],
    ['a control character', 'a\u0007b'],
    ['markup', '<b>x</b>'],
    ['towers of accents', 'a\u0301\u0301\u0301\u0301'],
    ['a private character', '\ue000'],
    ['only marks', '...'],
    ['half a character', '\ud83d'],
  ])('holds nothing unsafe: %s', (_, typed) => expect(outcome(typed)).toBe('nickname_unsafe'));

  it.each([
    'lin@example.cn',
    '13812345678',
    '138 1234 5678',
    '一三八13812345',
    'QQ123456',
    'qq: 12',
    '微信abc',
    'www.x.cn',
    '20120305',
  ])('holds nothing to reach a child by: %s', (typed) => expect(outcome(typed)).toBe('nickname_personal'));

  it.each(['李老师', '老师', 'Teacher', '管理员', '班主任', 'ADMIN', '纸鸢', '老 师'])(
    'is not one that children trust: %s',
    (typed) => expect(outcome(typed)).toBe('nickname_reserved'),
  );

  it('is only once in a class, whatever its case and width', () => {
    const taken = [nicknameKey('Kite'), nicknameKey('小风筝')];
    expect(outcome('ｋＩＴＥ', taken)).toBe('nickname_taken');
    expect(outcome('小风筝 ', taken)).toBe('nickname_taken');
    expect(outcome('小风车', taken)).toBe('小风车');
  });

  it('that might be a real name is asked about and not refused', () => {
    for (const name of ['王小明', '李雷', '欧阳小明', 'Li Lei']) {
      expect(outcome(name)).toBe(name);
      expect(nicknameHints(name), name).toEqual(['maybe_real_name']);
    }
    for (const name of ['小明', '快乐熊猫', '高兴', '龙猫', 'kite', '王者荣耀队', '欧阳'])
      expect(nicknameHints(name), name).toEqual([]);
  });

  it('once accepted is accepted again unchanged, and is safe', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 24 }), (typed) => {
        const first = checkNickname(typed);
        if (!first.ok) return;
        expect(outcome(first.value)).toBe(first.value);
        expect(first.value).not.toMatch(/[<>&"\p{C}]/u);
        expect(Array.from(first.value).length).toBeLessThanOrEqual(MAX_NICKNAME_LENGTH);
      }),
    );
  });
});
