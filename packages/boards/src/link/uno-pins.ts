import { LinkError } from './link-error.ts';

/** Pins of the Uno on the link: 0..13 are D0..D13, 14..19 are A0..A5, as in Arduino's own numbering. */

const PINS = 20;
const FIRST_ANALOG = 14;
const ANALOG_INPUTS = 6;

const NAMES: readonly string[] = Array.from({ length: PINS }, (_, i) =>
  i < FIRST_ANALOG ? `D${i}` : `A${i - FIRST_ANALOG}`,
);
const NUMBERS: ReadonlyMap<string, number> = new Map(NAMES.map((name, number) => [name, number]));

/** @throws LinkError `refused` for a pin that the board does not have */
export function pinNumber(name: string): number {
  const number = NUMBERS.get(name);
  if (number === undefined) throw new LinkError('refused', { reason: 'pin', pin: name });
  return number;
}

/** 0..5 for A0..A5. @throws LinkError `refused` for other pins */
export function analogNumber(name: string): number {
  const number = pinNumber(name) - FIRST_ANALOG;
  if (number < 0) throw new LinkError('refused', { reason: 'pin', pin: name });
  return number;
}

const mask = (numbers: readonly number[]): number => numbers.reduce((bits, number) => bits | (1 << number), 0);

export const analogMask = (names: readonly string[]): number => mask(names.map(analogNumber));
export const digitalMask = (names: readonly string[]): number => mask(names.map(pinNumber));

/** Names of the analog inputs in a mask, lowest first. */
export const analogNames = (bits: number): string[] =>
  NAMES.slice(FIRST_ANALOG, FIRST_ANALOG + ANALOG_INPUTS).filter((_, i) => bits & (1 << i));

/** The levels of all pins in a mask, 0 or 1 by name. */
export const levelsOf = (bits: number, pins: number): Record<string, number> =>
  Object.fromEntries(NAMES.flatMap((name, i) => (pins & (1 << i) ? [[name, (bits >>> i) & 1]] : [])));
