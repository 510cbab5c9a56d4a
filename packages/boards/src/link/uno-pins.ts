import { UNO_PINS, unoPin } from '../uno/pins.ts';
import { LinkError } from './link-error.ts';

/** The first two pins are the line itself. */
const FIRST_PIN = 2;

export const UNO_CHANNELS = {
  digital: new Set(UNO_PINS.slice(FIRST_PIN).map(({ name }) => name)),
  analog: new Set(UNO_PINS.filter(({ analog }) => analog !== null).map(({ name }) => name)),
};

/** @throws LinkError `refused` for a pin that the board does not have */
export function pinNumber(name: string): number {
  const pin = unoPin(name);
  if (!pin) throw new LinkError('refused', { reason: 'pin', pin: name });
  return pin.number;
}

/** 0..5 for A0..A5. @throws LinkError `refused` for other pins */
export function analogNumber(name: string): number {
  const number = unoPin(name)?.analog ?? null;
  if (number === null) throw new LinkError('refused', { reason: 'pin', pin: name });
  return number;
}

const mask = (numbers: readonly number[]): number => numbers.reduce((bits, number) => bits | (1 << number), 0);

export const analogMask = (names: readonly string[]): number => mask(names.map(analogNumber));
export const digitalMask = (names: readonly string[]): number => mask(names.map(pinNumber));

/** Names of the analog inputs in a mask, lowest first. */
export const analogNames = (bits: number): string[] =>
  UNO_PINS.filter(({ analog }) => analog !== null && bits & (1 << analog)).map(({ name }) => name);

/** The levels of all pins in a mask, 0 or 1 by name. */
export const levelsOf = (bits: number, pins: number): Record<string, number> =>
  Object.fromEntries(
    UNO_PINS.filter(({ number }) => pins & (1 << number)).map(({ name, number }) => [name, (bits >>> number) & 1]),
  );
