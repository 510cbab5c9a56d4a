import { err, ok, type Result } from '@paperkite/kernel';
import { ClassroomError } from './errors.ts';
import { drawSecret, systemFill, type FillRandom } from './secret-digits.ts';

/**
 * Characters of new codes: none that a child could take for another on a blackboard, so no 0 O Q and no 1 I. Eight of
 * thirty-one make 853 billion codes: `docs/THREAT_MODEL.md` says what guessing then costs.
 */
export const JOIN_CODE_ALPHABET = '23456789ABCDEFGHJKLMNPRSTUVWXYZ';

/** Characters of a code. */
export const JOIN_CODE_LENGTH = 8;

/** How long a code can work, in milliseconds: for one lesson, a day, a week, a term. */
export const JOIN_CODE_LIFETIMES = {
  lesson: 2 * 3_600_000,
  day: 24 * 3_600_000,
  week: 7 * 24 * 3_600_000,
  term: 130 * 24 * 3_600_000,
} as const;

/** A code in the store. Instants in milliseconds since the epoch. */
export interface JoinCode {
  readonly code: string;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
}

/** What children type for a character that no code has: the one on the blackboard that looks most like it. */
const MISREAD: ReadonlyMap<string, string> = new Map([
  ['0', 'D'],
  ['O', 'D'],
  ['1', 'L'],
  ['I', 'L'],
]);

/** A new code. Not unique by itself: the store refuses one that exists, then draw again. */
export const newJoinCode = (fill: FillRandom = systemFill): string =>
  drawSecret(JOIN_CODE_ALPHABET, JOIN_CODE_LENGTH, fill);

/**
 * A code as a child typed it, in the form in which codes are stored. Small letters, full-width characters, spaces, dots and
 * dashes are all right; 0 and O are read as D, 1 and I as L, which they must have been. Q is taken as it is.
 *
 * Fails with `code_empty`, `code_length` (details `length`, `expected`) or `code_character` (details `character`). Says
 * nothing about whether such a code exists.
 */
export function parseJoinCode(typed: string): Result<string, ClassroomError> {
  const bare = typed
    .slice(0, 200)
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}\p{Po}\p{Cf}_]/gu, '');
  if (bare === '') return err(new ClassroomError('code_empty'));
  const characters = Array.from(bare, (character) => MISREAD.get(character) ?? character);
  const strange = characters.find((character) => !/^[2-9A-Z]$/.test(character));
  if (strange !== undefined) return err(new ClassroomError('code_character', { character: strange }));
  if (characters.length !== JOIN_CODE_LENGTH) {
    return err(new ClassroomError('code_length', { length: characters.length, expected: JOIN_CODE_LENGTH }));
  }
  return ok(characters.join(''));
}

/**
 * Whether a code that was found still works: it is neither revoked nor past its last instant. The difference is for
 * teachers; tell strangers only that a code does not work, or they learn which codes exist.
 */
export function checkJoinCode(code: JoinCode, now: number): Result<JoinCode, ClassroomError> {
  if (code.revokedAt !== null && code.revokedAt <= now) return err(new ClassroomError('code_revoked'));
  if (now >= code.expiresAt) return err(new ClassroomError('code_expired'));
  return ok(code);
}

/** A code for reading out and for the blackboard: two groups of four, `7KM4 XR2P`. {@link parseJoinCode} reads it back. */
export const spellJoinCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;
