import type { UnoPin } from '../uno/pins.ts';
import type { UnoBoard } from '../uno/uno-board.ts';
import type { Part } from './part.ts';

/** A pulse longer than this is a one. @see WS2812B datasheet: zero 0.4, one 0.8 microseconds, both +-0.15 */
const ONE_FROM_MICROSECONDS = 0.6;
const LONGEST_PULSE_MICROSECONDS = 5;
/** A pause of this length ends the colours and shows them. */
const LATCH_MICROSECONDS = 50;
const BITS_PER_LIGHT = 24;

/** A strip of WS2812 lights; each takes the first 24 bits that reach it, green first, and passes the rest on. */
export function makeStrip(board: UnoBoard, pin: UnoPin | undefined, count: number): Part {
  const shown: number[] = new Array<number>(count).fill(0);
  let bits: number[] = [];
  let roseAt = NaN;
  let fellAt = -Infinity;
  const latch = (now: number): void => {
    if (bits.length === 0 || now - fellAt < LATCH_MICROSECONDS) return;
    const lights = Math.min(count, Math.floor(bits.length / BITS_PER_LIGHT));
    for (let light = 0; light < lights; light++) {
      let value = 0;
      for (let bit = 0; bit < BITS_PER_LIGHT; bit++) value = (value << 1) | bits[light * BITS_PER_LIGHT + bit]!;
      const [green, red, blue] = [value >> 16, (value >> 8) & 0xff, value & 0xff];
      shown[light] = (red << 16) | (green << 8) | blue;
    }
    bits = [];
  };
  const stop = board.onPin((changed, level, microseconds) => {
    if (changed !== pin) return;
    if (level === 1) {
      latch(microseconds);
      roseAt = microseconds;
      return;
    }
    const width = microseconds - roseAt;
    fellAt = microseconds;
    if (width > LONGEST_PULSE_MICROSECONDS) bits = [];
    else if (width > 0 && bits.length < count * BITS_PER_LIGHT) bits.push(width > ONE_FROM_MICROSECONDS ? 1 : 0);
  });
  return {
    state: () => {
      latch(board.microseconds);
      return { pixels: [...shown] };
    },
    setInput: () => undefined,
    remove: stop,
  };
}
