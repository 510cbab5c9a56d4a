import type { UnoPin } from '../uno/pins.ts';
import type { UnoBoard } from '../uno/uno-board.ts';
import type { Part } from './part.ts';

/** Slower than this nothing is heard as a tone. */
const LOWEST_HERTZ = 20;
/** Rises over which the frequency is averaged; interrupts make single periods uneven. */
const MEASURED_RISES = 9;

/** A passive buzzer: sounds with the frequency at its pin. */
export function makeBuzzer(board: UnoBoard, pin: UnoPin | undefined): Part {
  let rises: number[] = [];
  const silentAfter = 1e6 / LOWEST_HERTZ;
  const stop = board.onPin((changed, level, microseconds) => {
    if (changed !== pin || level === 0) return;
    const last = rises.at(-1);
    if (last !== undefined) {
      const period = microseconds - last;
      const before = rises.length > 1 ? (last - rises[0]!) / (rises.length - 1) : period;
      // A new note begins: its first period must not be mixed with the old ones.
      if (period > silentAfter || Math.abs(period - before) > before * 0.25) rises = rises.slice(-1);
      if (period > silentAfter) rises = [];
    }
    rises.push(microseconds);
    if (rises.length > MEASURED_RISES) rises.shift();
  });
  return {
    state: () => {
      const last = rises.at(-1);
      if (last === undefined || rises.length < 2 || board.microseconds - last > silentAfter) return { frequency: 0 };
      return { frequency: ((rises.length - 1) * 1e6) / (last - rises[0]!) };
    },
    setInput: () => undefined,
    remove: stop,
  };
}
