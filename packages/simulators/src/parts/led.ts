import type { UnoPin } from '../uno/pins.ts';
import type { UnoBoard } from '../uno/uno-board.ts';
import type { Part } from './part.ts';

/** PWM slower than this is seen as blinking, not as a brightness. */
const LONGEST_PERIOD_MICROSECONDS = 20_000;

/** An LED with its resistor from the pin to ground: lights while the chip drives the pin high. */
export function makeLed(board: UnoBoard, pin: UnoPin | undefined): Part {
  if (!pin) return { state: () => ({ brightness: 0 }), setInput: () => undefined, remove: () => undefined };
  const lit = (): boolean => board.mode(pin) === 'output' && board.level(pin) === 1;
  let on = lit();
  let roseAt = -Infinity;
  let changedAt = -Infinity;
  /** Of the last whole period, from one rise to the next. */
  let period = Infinity;
  let litTime = 0;
  const stop = board.onPin((changed, _level, microseconds) => {
    if (changed !== pin || lit() === on) return;
    on = !on;
    if (on) {
      period = microseconds - roseAt;
      litTime = changedAt - roseAt;
      roseAt = microseconds;
    }
    changedAt = microseconds;
  });
  return {
    state: () => {
      const since = board.microseconds - changedAt;
      const blinking = period > LONGEST_PERIOD_MICROSECONDS || since > LONGEST_PERIOD_MICROSECONDS;
      return { brightness: blinking ? Number(on) : litTime / period };
    },
    setInput: () => undefined,
    remove: stop,
  };
}
