import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkJoinCode, JOIN_CODE_ALPHABET, newJoinCode, parseJoinCode, spellJoinCode } from './index.ts';

const outcome = (typed: string) => {
  const result = parseJoinCode(typed);
  return result.ok ? result.value : result.error.code;
};

describe('a class code', () => {
  it('has eight characters that nobody takes for another', () => {
    for (let i = 0; i < 500; i++) expect(newJoinCode()).toMatch(/^[2-9A-HJ-NPR-Z]{8}$/);
    expect(new Set(JOIN_CODE_ALPHABET).size).toBe(31);
  });

  it('draws every character with the same chance, by throwing unfair bytes away', () => {
    let byte = 0;
    const codes = Array.from({ length: 31 * 8 }, () => newJoinCode((bytes) => (bytes[0] = byte++ % 256)));
    const counts = new Map<string, number>();
    for (const character of codes.join('')) counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(new Set(counts.values())).toEqual(new Set([64]));
  });

  it('is read as children type it', () => {
    for (const typed of [
      '7KM4XR2P',
      '7km4xr2p',
      ' 7km4 xr2p ',
      '7KM4-XR2P',
      '７ＫＭ４ＸＲ２Ｐ',
      '7 k m 4 x r 2 p',
      '7km4—xr2p',
      '7km4\u200bxr2p.',
    ]) {
      expect(outcome(typed), typed).toBe('7KM4XR2P');
    }
  });

  it('is repaired where a character can only have been misread', () => {
    expect(outcome('7K0OXR2P')).toBe('7KDDXR2P');
    expect(outcome('7K1iXr2p')).toBe('7KLLXR2P');
    expect(outcome('7kl4xr2p')).toBe('7KL4XR2P');
  });

  it('is refused with what is wrong', () => {
    expect(outcome(' - ')).toBe('code_empty');
    expect(parseJoinCode('7KM4XR')).toMatchObject({
      error: { code: 'code_length', details: { length: 6, expected: 8 } },
    });
    expect(outcome('7KM4XR2PP')).toBe('code_length');
    expect(parseJoinCode('七KM4XR2P')).toMatchObject({
      error: { code: 'code_character', details: { character: '七' } },
    });
    expect(outcome('🪁'.repeat(8))).toBe('code_character');
    expect(outcome('x'.repeat(1_000_000))).toBe('code_length');
  });

  it('comes back from every way of writing it', () => {
    const code = fc.string({ unit: fc.constantFrom(...JOIN_CODE_ALPHABET), minLength: 8, maxLength: 8 });
    const noise = fc.constantFrom('', ' ', '-', '　', '\t', '·');
    fc.assert(
      fc.property(code, fc.array(noise, { minLength: 9, maxLength: 9 }), fc.boolean(), (written, between, small) => {
        const typed = between[0] + Array.from(written, (character, i) => character + between[i + 1]!).join('');
        expect(outcome(small ? typed.toLowerCase() : typed)).toBe(written);
        expect(outcome(spellJoinCode(written))).toBe(written);
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => void parseJoinCode(typed)));
  });

  it('works until it expires or is revoked', () => {
    const code = { code: '7KM4XR2P', expiresAt: 1000, revokedAt: null };
    const state = (more: object, now: number) => {
      const result = checkJoinCode({ ...code, ...more }, now);
      return result.ok ? 'works' : result.error.code;
    };
    expect(state({}, 999)).toBe('works');
    expect(state({}, 1000)).toBe('code_expired');
    expect(state({ revokedAt: 500 }, 500)).toBe('code_revoked');
    expect(state({ revokedAt: 500 }, 499)).toBe('works');
    expect(state({ revokedAt: 500 }, 2000)).toBe('code_revoked');
  });
});
