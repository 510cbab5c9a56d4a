import { err, ok, type Result } from '@paperkite/kernel';
import { ClassroomError } from './errors.ts';
import { drawSecret, systemFill, type FillRandom } from './secret-digits.ts';

/** Fewest and most digits of a PIN. */
export const PIN_LENGTH = { min: 4, max: 6 } as const;

/** The first ones that a classmate tries: keyboard columns and lucky numbers. Patterns are found by {@link isWeak}. */
const WELL_KNOWN = new Set(['2580', '0852', '1314', '5201', '9527', '1688', '1379', '520131', '147258', '159357']);

/**
 * A PIN as a child typed it, in plain digits (full-width ones are all right).
 *
 * Fails with `pin_not_digits`, `pin_length` (details `min`, `max`) or `pin_weak`: one digit repeated, digits that count up or
 * down, a pattern repeated (1212), a year of birth, the well-known ones.
 */
export function checkPin(typed: string): Result<string, ClassroomError> {
  const pin = typed.slice(0, 100).normalize('NFKC').replaceAll(/\s/g, '');
  if (!/^[0-9]*$/.test(pin)) return err(new ClassroomError('pin_not_digits'));
  if (pin.length < PIN_LENGTH.min || pin.length > PIN_LENGTH.max)
    return err(new ClassroomError('pin_length', PIN_LENGTH));
  return isWeak(pin) ? err(new ClassroomError('pin_weak')) : ok(pin);
}

/** A PIN of four digits for a teacher to give out after a reset; never a weak one. */
export function newPin(fill: FillRandom = systemFill): string {
  for (;;) {
    const pin = drawSecret('0123456789', PIN_LENGTH.min, fill);
    if (!isWeak(pin)) return pin;
  }
}

function isWeak(pin: string): boolean {
  const digits = Array.from(pin, Number);
  // 1111, 1234, 9876, 1357: always the same step; 7890 goes on after 9.
  const steps = digits.slice(1).map((digit, i) => (digit - digits[i]! + 10) % 10);
  if (steps.every((step) => step === steps[0])) return true;
  if (/^(\d{2,3})\1+$/.test(pin) || /^(\d)\1(\d)\2$/.test(pin)) return true; // 1212, 123123, 1122
  if (/^(?:19[89]|20[0-3])\d$/.test(pin)) return true; // a year that a pupil, or a parent, was born in
  return WELL_KNOWN.has(pin);
}
