import type { UnoPin } from '../uno/pins.ts';
import type { UnoBoard } from '../uno/uno-board.ts';
import type { Part } from './part.ts';

/** Pulses for 0 and 180 degrees, as Arduino's Servo library makes them. */
const AT_0_MICROSECONDS = 544;
const AT_180_MICROSECONDS = 2400;
/** What a servo does not take for a pulse. */
const SHORTEST_MICROSECONDS = 400;
const LONGEST_MICROSECONDS = 2600;

/** A hobby servo: the length of each high pulse is the angle to turn to. It turns at once and stays there without pulses. */
export function makeServo(board: UnoBoard, pin: UnoPin | undefined): Part {
  let roseAt = NaN;
  let angle: number | undefined;
  const stop = board.onPin((changed, level, microseconds) => {
    if (changed !== pin) return;
    if (level === 1) {
      roseAt = microseconds;
      return;
    }
    const width = microseconds - roseAt;
    if (!(width >= SHORTEST_MICROSECONDS && width <= LONGEST_MICROSECONDS)) return;
    const degrees = ((width - AT_0_MICROSECONDS) / (AT_180_MICROSECONDS - AT_0_MICROSECONDS)) * 180;
    angle = Math.min(180, Math.max(0, degrees));
  });
  return { state: () => ({ angle }), setInput: () => undefined, remove: stop };
}
