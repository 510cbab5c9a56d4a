import { describe, expect, it } from 'vitest';
import { checkPin, newPin } from './index.ts';

const outcome = (typed: string) => {
  const result = checkPin(typed);
  return result.ok ? result.value : result.error.code;
};

describe('a PIN', () => {
  it('is four to six digits, full-width or spaced', () => {
    expect(outcome('4071')).toBe('4071');
    expect(outcome('407 193')).toBe('407193');
    expect(outcome('４０７１')).toBe('4071');
    expect([outcome(''), outcome('407'), outcome('4071936')]).toEqual(['pin_length', 'pin_length', 'pin_length']);
    expect([outcome('40a1'), outcome('四〇七一'), outcome('-407')]).toEqual(Array(3).fill('pin_not_digits'));
    expect(outcome('٤٠٧١')).toBe('pin_not_digits');
  });

  it.each([
    '0000',
    '999999',
    '1234',
    '4321',
    '7890',
    '0123',
    '1357',
    '123456',
    '654321',
    '1212',
    '121212',
    '123123',
    '1122',
    '2580',
    '520131',
    '1998',
    '2013',
  ])('is not one that a classmate tries first: %s', (typed) => expect(outcome(typed)).toBe('pin_weak'));

  it('leaves most PINs to choose from', () => {
    const weak = Array.from({ length: 10_000 }, (_, i) => outcome(String(i).padStart(4, '0'))).filter(
      (x) => x === 'pin_weak',
    );
    expect(weak.length).toBeGreaterThan(200);
    expect(weak.length).toBeLessThan(500);
  });

  it('drawn for a reset is never weak', () => {
    const digits = [1, 2, 3, 4, 0, 0, 0, 0, 4, 0, 7, 1];
    expect(newPin((bytes) => (bytes[0] = digits.shift()!))).toBe('4071');
    for (let i = 0; i < 200; i++) expect(outcome(newPin())).toMatch(/^\d{4}$/);
  });

  it('does not appear in the error', () => {
    const result = checkPin('1234');
    expect(result.ok ? '' : result.error.message).not.toContain('1234');
  });
});
