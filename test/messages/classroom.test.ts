import { readFileSync } from 'node:fs';
import { CLASSROOM_ERROR_CODES, type HandoutState, type NicknameHint, type PresenceState } from '@paperkite/classroom';
import { describe, expect, it } from 'vitest';

const catalogue = (locale: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../packages/i18n/messages/${locale}/classroom.json`, import.meta.url), 'utf8'));
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

/** Listed as records, so that the compiler asks for a new state here. */
const PRESENCE: Record<PresenceState, true> = {
  away: true,
  working: true,
  idle: true,
  stuck: true,
  hand_up: true,
  handed_in: true,
};
const HANDOUTS: Record<HandoutState, true> = {
  not_started: true,
  in_progress: true,
  overdue: true,
  handed_in: true,
  handed_in_late: true,
  changed: true,
};
const HINTS: Record<NicknameHint, true> = { maybe_real_name: true };

const needed = [
  ...CLASSROOM_ERROR_CODES.map((code) => `classroom_error_${code}`),
  ...Object.keys(HINTS).map((hint) => `classroom_hint_${hint}`),
  ...Object.keys(PRESENCE).map((state) => `classroom_presence_${state}`),
  ...Object.keys(HANDOUTS).map((state) => `classroom_handout_${state}`),
];

describe('the sentences of the classroom', () => {
  const [zh, en] = [catalogue('zh-CN'), catalogue('en')];

  it.each(needed)('%s is there in both languages, with the same placeholders', (key) => {
    expect(zh[key], 'zh-CN').toMatch(/\p{Script=Han}/u);
    expect(en[key], 'en').toMatch(/[a-z]/);
    expect(placeholders(en[key]!)).toEqual(placeholders(zh[key]!));
  });

  it('has no error for a code that is gone', () => {
    const errors = Object.keys(zh).filter((key) => key.startsWith('classroom_error_'));
    expect(errors.filter((key) => !needed.includes(key))).toEqual([]);
  });

  it('never raises its voice', () => {
    for (const key of needed) expect(`${zh[key]} ${en[key]}`).not.toMatch(/[!！]/);
  });
});
