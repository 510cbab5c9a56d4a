import type { UnoPin } from '../uno/pins.ts';
import type { UnoBoard } from '../uno/uno-board.ts';
import type { Part } from './part.ts';

const SUPPLY_VOLTS = 5;
const ADC_STEPS = 1024;

/**
 * A push button that does not bounce. Wired `high` it connects to 5 V and has a resistor to ground; wired `low` it connects to ground, and what
 * the pin reads while it is released is up to the chip's pull-up.
 */
export function makeButton(board: UnoBoard, pin: UnoPin | undefined, wiring: 'high' | 'low'): Part {
  const driver = pin && board.connect(pin);
  const set = (pressed: boolean): void => {
    if (wiring === 'high') driver?.set(pressed ? SUPPLY_VOLTS : 0);
    else driver?.set(pressed ? 0 : null);
  };
  set(false);
  return { state: () => ({}), setInput: (value) => set(value >= 0.5), remove: () => driver?.remove() };
}

/** A potentiometer between ground and 5 V. Its input is what an analog read of it gives, 0 to 1023; the middle at first. */
export function makePotentiometer(board: UnoBoard, pin: UnoPin | undefined): Part {
  const driver = pin && board.connect(pin);
  const set = (value: number): void => {
    const step = Math.min(ADC_STEPS - 1, Math.max(0, value));
    driver?.set(((step + 0.5) / ADC_STEPS) * SUPPLY_VOLTS);
  };
  set(ADC_STEPS / 2);
  return { state: () => ({}), setInput: set, remove: () => driver?.remove() };
}
