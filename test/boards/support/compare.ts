import type { TraceEvent } from '@paperkite/compiler/board';
import type { UnoRun } from './run-on-uno.ts';

/** The trace of an evaluation in the form that a run has: what is compared. */
export interface Expected {
  pins: { at: number; pin: number; level: boolean }[];
  serial: string;
  /** When each byte of `serial` was printed. */
  serialTimes: number[];
  /** By PWM pin the value, 0..255, that holds at the end of each slot. */
  pwm: Map<number, number[]>;
}

/** What of a trace can be seen from outside. */
export function expectedOf(
  trace: readonly TraceEvent[],
  options: { digital: readonly number[]; pwm: readonly number[]; until: number; slot: number },
): Expected {
  const { digital, pwm, until, slot } = options;
  const serial = trace.flatMap((event) => (event.kind === 'serial' ? [event] : []));
  const ends = Array.from({ length: Math.floor(until / slot) }, (_, i) => (i + 1) * slot - 16);
  return {
    pins: trace.flatMap((event) => (event.kind === 'pin' && digital.includes(event.pin) ? [event] : [])),
    serial: serial.map(({ text }) => text).join(''),
    serialTimes: serial.flatMap(({ at, text }) => Array.from(new TextEncoder().encode(text), () => at)),
    pwm: new Map(
      pwm.map((pin) => [
        pin,
        ends.map((end) => {
          const last = trace.findLast((event) => event.kind === 'pwm' && event.pin === pin && event.at < end);
          return last?.kind === 'pwm' ? last.value : 0;
        }),
      ]),
    ),
  };
}

/**
 * How much later than the reference, for which everything takes no time, a board may be: less than half a slot. Order and
 * values are exact.
 */
const LATE = 45;
/** The reference counts milliseconds from its start, a board from a little later or earlier. */
const EARLY = 3;
/** Timer 0 counts to 255 in its own way on some pins; a step more or less is how Arduino does it, too. */
const DUTY_STEPS = 1.6;

/** The first difference between what was expected and what a board did; null when there is none. */
export function difference(expected: Expected, run: UnoRun): string | null {
  const count = Math.max(expected.pins.length, run.pins.length);
  for (let i = 0; i < count; i++) {
    const [want, got] = [expected.pins[i], run.pins[i]];
    const same = want && got && want.pin === got.pin && want.level === got.level;
    if (!same) return `pin change ${i}: expected ${show(want)}, got ${show(got)}`;
    if (!inTime(want.at, got.at)) return `pin change ${i} at the wrong time: expected ${show(want)}, got ${show(got)}`;
  }
  if (expected.serial !== run.serial) {
    let at = 0;
    while (expected.serial[at] === run.serial[at]) at++;
    const part = (text: string): string => JSON.stringify(text.slice(Math.max(0, at - 20), at + 30));
    return `serial text at ${at}: expected ${part(expected.serial)}, got ${part(run.serial)}`;
  }
  for (const [i, want] of expected.serialTimes.entries()) {
    const got = run.serialTimes[i]!;
    if (!inTime(want, got)) return `byte ${i} at the wrong time: expected ${want.toFixed(1)}, got ${got.toFixed(1)}`;
  }
  for (const [pin, values] of expected.pwm) {
    for (const [slot, want] of values.entries()) {
      const got = run.duty.get(pin)![slot]! * 255;
      if (Math.abs(got - want) > DUTY_STEPS)
        return `PWM of pin ${pin} in slot ${slot}: expected ${want}, got ${got.toFixed(2)}`;
    }
  }
  return null;
}

const inTime = (want: number, got: number): boolean => got >= want - EARLY && got <= want + LATE;

const show = (change: Expected['pins'][number] | undefined): string =>
  change ? `pin ${change.pin} ${change.level ? 'high' : 'low'} at ${change.at.toFixed(1)}` : 'nothing';
