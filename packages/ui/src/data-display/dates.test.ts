import { describe, expect, it } from 'vitest';
import { dateText, timeUntil } from './dates.ts';

const deadline = new Date('2025-04-30T09:00:00Z');
const before = (ms: number) => new Date(deadline.getTime() - ms);
const HOUR = 3_600_000;

describe('dates', () => {
  it('are written as each language writes them, in the time zone of the contest', () => {
    expect(dateText(deadline, 'zh-CN', 'Asia/Shanghai')).toBe('2025年4月30日 17:00');
    expect(dateText(deadline, 'en', 'Asia/Shanghai')).toBe('April 30, 2025 at 17:00');
  });

  it('never promise more time than there is', () => {
    expect(timeUntil(deadline, before(71.9 * HOUR), 'zh-CN')).toEqual({ text: '2天后', soon: true });
    expect(timeUntil(deadline, before(119 * HOUR), 'en')).toEqual({ text: 'in 4 days', soon: false });
    expect(timeUntil(deadline, before(1.9 * HOUR), 'en')?.text).toBe('in 1 hour');
    expect(timeUntil(deadline, before(1), 'en')?.text).toBe('in 1 minute');
  });

  it('are over at the very moment', () => {
    expect(timeUntil(deadline, deadline, 'en')).toBeUndefined();
  });
});
