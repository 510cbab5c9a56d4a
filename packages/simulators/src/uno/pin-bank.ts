import { PORT_OF_PIN, UNO_PINS, type PinMode, type PortName, type UnoPin } from './pins.ts';
import type { Chip } from './chip.ts';

const SUPPLY_VOLTS = 5;
/** Schmitt trigger of a pin at 5 V: below the first it reads low, above the second high, between them as before. */
const LOW_BELOW_VOLTS = 1.5;
const HIGH_ABOVE_VOLTS = 3;

/**
 * A pin changed its level (as a probe at the pin would see it) or what the chip does with it, at `microseconds` of board time.
 */
export type PinListener = (pin: UnoPin, level: 0 | 1, microseconds: number, mode: PinMode) => void;

/** Something outside the chip that can put a voltage on a pin. */
export interface PinDriver {
  /** Volts from 0 to 5, or null to let go of the pin. */
  set(volts: number | null): void;
  /** Lets go of the pin for good. */
  remove(): void;
}

interface PinState {
  level: 0 | 1;
  mode: PinMode;
  readonly port: PortName;
  readonly bit: number;
  readonly drivers: Map<object, number>;
}

/** The 20 pins between the chip and what is wired to the board. */
export class PinBank {
  readonly #chip: () => Chip;
  readonly #microseconds: () => number;
  readonly #states: Readonly<Record<UnoPin, PinState>>;
  readonly #listeners = new Set<PinListener>();

  constructor(chip: () => Chip, microseconds: () => number) {
    this.#chip = chip;
    this.#microseconds = microseconds;
    this.#states = Object.fromEntries(
      UNO_PINS.map((pin): [UnoPin, PinState] => {
        const [port, bit] = PORT_OF_PIN[pin];
        return [pin, { level: 0, mode: 'input', port, bit, drivers: new Map() }];
      }),
    ) as Record<UnoPin, PinState>;
  }

  level(pin: UnoPin): 0 | 1 {
    return this.#states[pin].level;
  }

  mode(pin: UnoPin): PinMode {
    return this.#states[pin].mode;
  }

  voltage(pin: UnoPin): number {
    const { mode, level } = this.#states[pin];
    return mode === 'output' ? level * SUPPLY_VOLTS : this.#inputVolts(pin, mode);
  }

  /** `owner` puts `volts` on the pin, or lets go of it with null. */
  drive(pin: UnoPin, owner: object, volts: number | null): void {
    const { drivers } = this.#states[pin];
    if (volts === null) drivers.delete(owner);
    else drivers.set(owner, Math.min(SUPPLY_VOLTS, Math.max(0, volts)));
    this.refresh(pin);
  }

  onChange(listener: PinListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Looks at a pin again after the chip or what is wired to it may have changed. */
  refresh(pin: UnoPin): void {
    const state = this.#states[pin];
    const { port, bit } = state;
    const chip = this.#chip();
    const mode = chip.mode(port, bit);
    let level: 0 | 1;
    if (mode === 'output') {
      level = chip.driven(port, bit);
    } else {
      const volts = this.#inputVolts(pin, mode);
      level = volts >= HIGH_ABOVE_VOLTS ? 1 : volts < LOW_BELOW_VOLTS ? 0 : state.level;
      chip.ports[port].setPin(bit, level === 1);
    }
    if (level === state.level && mode === state.mode) return;
    state.level = level;
    state.mode = mode;
    const microseconds = this.#microseconds();
    for (const listener of this.#listeners) listener(pin, level, microseconds, mode);
  }

  refreshAll(): void {
    for (const pin of UNO_PINS) this.refresh(pin);
  }

  #inputVolts(pin: UnoPin, mode: PinMode): number {
    const { drivers } = this.#states[pin];
    if (drivers.size === 0) return mode === 'pullup' ? SUPPLY_VOLTS : 0;
    let lowest = Infinity;
    for (const volts of drivers.values()) lowest = Math.min(lowest, volts);
    return lowest;
  }
}
