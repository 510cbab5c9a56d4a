import type { UnoPin } from '../uno/pins.ts';
import type { UnoBoard } from '../uno/uno-board.ts';
import type { Part } from './part.ts';

const SHORTEST_TRIGGER_MICROSECONDS = 10;
/** From the end of the trigger until the echo pin rises: eight waves of 40 kHz are sent first. */
const SENDING_MICROSECONDS = 450;
const MICROSECONDS_PER_CENTIMETRE = 58;
const FARTHEST_CENTIMETRES = 400;
/** How long the echo pin stays high when nothing comes back. */
const NO_ECHO_MICROSECONDS = 38_000;
const SUPPLY_VOLTS = 5;

/**
 * An HC-SR04: a pulse at TRIG is answered by one at ECHO whose length is the way to what is in front of it and back. Its input is that
 * distance in centimetres, 50 at first; beyond 400 there is no echo. @see HC-SR04 user guide
 */
export function makeUltrasonic(board: UnoBoard, trigger: UnoPin | undefined, echo: UnoPin | undefined): Part {
  const driver = echo && board.connect(echo);
  driver?.set(0);
  let distance = 50;
  let roseAt = NaN;
  let cancel: (() => void) | null = null;
  const answer = (): void => {
    const heard = distance <= FARTHEST_CENTIMETRES;
    const length = heard ? Math.max(0, distance) * MICROSECONDS_PER_CENTIMETRE : NO_ECHO_MICROSECONDS;
    driver?.set(SUPPLY_VOLTS);
    cancel = board.schedule(length, () => {
      driver?.set(0);
      cancel = null;
    });
  };
  const stop = board.onPin((changed, level, microseconds) => {
    if (changed !== trigger) return;
    if (level === 1) roseAt = microseconds;
    else if (microseconds - roseAt >= SHORTEST_TRIGGER_MICROSECONDS && cancel === null) {
      cancel = board.schedule(SENDING_MICROSECONDS, answer);
    }
  });
  return {
    state: () => ({}),
    setInput: (value) => {
      distance = value;
    },
    remove: () => {
      stop();
      cancel?.();
      driver?.remove();
    },
  };
}
