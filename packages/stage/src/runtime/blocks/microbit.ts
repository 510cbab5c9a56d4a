import type { Core } from '../core.ts';
import { IDLE, RUN } from '../program.ts';
import type { StageTarget } from '../target.ts';

export type MicrobitBlocks = ReturnType<typeof microbitBlocks>;

/** Degrees from which on the board counts as tilted, as in Scratch. */
const TILTED = 15;
/** Milli-g by which the strength of a board at rest (1023) may differ. */
const REST = 1023;
const MOVED = 250;
/** The link's numbers of gestures. */
const SHAKEN = 1;
const FREE_FALL = 8;
/** Scratch shows 19 letters, and waits while they scroll: so many milliseconds for each column. */
const LONGEST_TEXT = 19;
const COLUMN = 120;
const COLUMNS_PER_LETTER = 6;
/** Milliseconds that Scratch takes for a picture. */
const PICTURE = 100;
const NO_LIGHTS = '0'.repeat(25);

/** Scratch's own micro:bit extension, over the live link to the bridge. Without a board nothing is pressed, tilted or shown. */
export function microbitBlocks(core: Core) {
  const { board, scheduler } = core;

  const isOn = (channel: string): boolean => board.read('digital', channel) === 1;
  const sensor = (channel: string): number => board.read('analog', channel) ?? 0;

  /** Degrees: the named edge down is positive. */
  function tilt(direction: string): number {
    switch (direction) {
      case 'front':
        return -Math.round(sensor('pitch'));
      case 'back':
        return Math.round(sensor('pitch'));
      case 'left':
        return -Math.round(sensor('roll'));
      case 'right':
        return Math.round(sensor('roll'));
      default:
        return 0;
    }
  }

  const isTilted = (direction: string): boolean =>
    direction === 'any'
      ? Math.max(Math.abs(tilt('front')), Math.abs(tilt('right'))) >= TILTED
      : tilt(direction) >= TILTED;

  function isGesture(gesture: string): boolean {
    const told = board.read('digital', 'gesture');
    switch (gesture) {
      case 'shaken':
        return told === SHAKEN;
      case 'jumped':
        return told === FREE_FALL;
      case 'moved': {
        const strength = board.read('analog', 'strength');
        return told === SHAKEN || (strength !== null && Math.abs(strength - REST) > MOVED);
      }
      default:
        return false;
    }
  }

  /** Measured from frame to frame, as `wait` does; without a board nothing takes time. */
  function* show(kind: 'text' | 'lights', text: string, ms: number): Generator<number, void, void> {
    const end = scheduler.frameTime + (board.connected() ? ms : 0);
    board.act({ kind, pin: '', value: 0, ms: 0, text });
    yield RUN;
    while (scheduler.frameTime < end) yield IDLE;
  }

  return {
    isButtonPressed: (_t: StageTarget, button: string): boolean =>
      button === 'any' ? isOn('a') || isOn('b') : isOn(button.toLowerCase()),
    isGesture: (_t: StageTarget, gesture: string): boolean => isGesture(gesture),
    isTilted: (_t: StageTarget, direction: string): boolean => isTilted(direction),
    tilt: (_t: StageTarget, direction: string): number => tilt(direction),
    isPinConnected: (_t: StageTarget, pin: string): boolean => isOn(`T${pin}`),
    /** 25 characters, row by row; what is not 0 is on, what is missing is off. */
    displaySymbol: (_t: StageTarget, matrix: string): Generator<number, void, void> => {
      const lights = Array.from({ length: 25 }, (_, at) => ('0' === (matrix[at] ?? '0') ? '0' : '1'));
      return show('lights', lights.join(''), PICTURE);
    },
    displayText: (_t: StageTarget, text: string): Generator<number, void, void> => {
      const letters = text.slice(0, LONGEST_TEXT);
      const columns = COLUMNS_PER_LETTER * (letters.length + 1);
      return show('text', letters, COLUMN * columns);
    },
    displayClear: (_t: StageTarget): Generator<number, void, void> => show('lights', NO_LIGHTS, PICTURE),
  };
}
