import type { BoardAction } from '../../ports.ts';
import { clamp } from '../cast.ts';
import type { Core } from '../core.ts';
import { IDLE, RUN } from '../program.ts';
import type { StageTarget } from '../target.ts';

export type BoardBlocks = ReturnType<typeof boardBlocks>;

/** The largest value of `pwmWrite`, as Arduino has it. */
const FULL = 255;
const MAX_FREQUENCY = 20_000;
/** Seconds: as long as a tone of the board can be. */
const LONGEST_TONE = 60;

/** Sprites drive and read the board that is connected. Without one, everything reads as 0 and nothing happens. */
export function boardBlocks(core: Core) {
  const { board, scheduler } = core;

  const act = (kind: BoardAction['kind'], pin: string, value = 0, ms = 0): void =>
    board.act({ kind, pin, value, ms, text: '' });

  const isHigh = (pin: string): boolean => board.read('digital', pin) === 1;

  return {
    connected: (_t: StageTarget): boolean => board.connected(),
    digitalWrite: (_t: StageTarget, pin: string, level: string): void => act('digital', pin, level === 'HIGH' ? 1 : 0),
    pwmWrite: (_t: StageTarget, pin: string, value: number): void => act('pwm', pin, clamp(value, 0, FULL) / FULL),
    servoWrite: (_t: StageTarget, pin: string, angle: number): void => act('servo', pin, clamp(angle, 0, 180)),
    /** Waits until the tone is over, measured from frame to frame, as `wait` does. */
    *playTone(_t: StageTarget, pin: string, frequency: number, seconds: number): Generator<number, void, void> {
      const length = clamp(seconds, 0, LONGEST_TONE) * 1000;
      if (length > 0) act('tone', pin, clamp(frequency, 0, MAX_FREQUENCY), length);
      const end = scheduler.frameTime + length;
      yield RUN;
      while (scheduler.frameTime < end) yield IDLE;
    },
    startTone: (_t: StageTarget, pin: string, frequency: number): void =>
      act('tone', pin, clamp(frequency, 0, MAX_FREQUENCY)),
    stopTone: (_t: StageTarget, pin: string): void => act('noTone', pin),
    digitalRead: (_t: StageTarget, pin: string): boolean => isHigh(pin),
    analogRead: (_t: StageTarget, pin: string): number => board.read('analog', pin) ?? 0,
    /** For hats that begin when a pin changes; without a board no pin has a level. */
    levelIs: (_t: StageTarget, pin: string, level: string): boolean =>
      board.connected() && board.read('digital', pin) === (level === 'HIGH' ? 1 : 0),
  };
}
