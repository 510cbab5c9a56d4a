import type { CPU } from 'avr8js';
import type { InterruptSource } from './interrupt.ts';

/**
 * The watchdog with what avr8js leaves out: WDE cannot be cleared while MCUSR says that the watchdog was the last to reset, and after
 * such a reset it goes on running at its shortest period, which is what catches programs that forget to switch it off.
 * @see ATmega328P datasheet, 11.8 Watchdog Timer
 */

export const MCUSR = 0x54;
/** Bits of MCUSR: which resets happened since the program last cleared it. */
export const RESET_FLAG = { power: 0x01, external: 0x02, watchdog: 0x08 } as const;

const WDTCSR = 0x60;
const WDIF = 0x80;
const WDIE = 0x40;
const WDCE = 0x10;
const WDE = 0x08;
const PERIOD = 0x27;
/** Cycles in which WDE and the period may be changed once WDCE is set. */
const CHANGE_WINDOW = 4;
const OSCILLATOR_HZ = 128_000;
const SHORTEST_PERIOD = 2048;

const WATCHDOG: InterruptSource = {
  address: 0x0c,
  flagRegister: WDTCSR,
  flagMask: WDIF,
  enableRegister: WDTCSR,
  enableMask: WDIE,
};

export class Watchdog {
  readonly #cpu: CPU;
  readonly #frequency: number;
  readonly #onReset: () => void;
  #deadline = 0;
  #scheduled = false;
  #changeUntil = -1;

  /** `onReset` is called once when the watchdog restarts the chip. `frequency` is the CPU's, in Hz. */
  constructor(cpu: CPU, frequency: number, onReset: () => void) {
    this.#cpu = cpu;
    this.#frequency = frequency;
    this.#onReset = onReset;
    cpu.onWatchdogReset = () => this.#restart();
    cpu.writeHooks[MCUSR] = (value, old) => {
      cpu.data[MCUSR] = old & value;
      return true;
    };
    cpu.writeHooks[WDTCSR] = (value, old) => {
      this.#configure(value, old);
      return true;
    };
    if (cpu.data[MCUSR]! & RESET_FLAG.watchdog) {
      cpu.data[WDTCSR] = WDE;
      this.#restart();
      this.#schedule();
    }
  }

  #configure(value: number, old: number): void {
    const cpu = this.#cpu;
    const mayChange = cpu.cycles <= this.#changeUntil;
    let next = (value & WDIE) | (old & WDIF & ~value);
    if (mayChange) next |= value & (WDE | PERIOD);
    else next |= (old & (WDE | PERIOD)) | (value & WDE);
    if ((value & (WDCE | WDE)) === (WDCE | WDE)) this.#changeUntil = cpu.cycles + CHANGE_WINDOW;
    if (cpu.data[MCUSR]! & RESET_FLAG.watchdog) next |= WDE;
    cpu.data[WDTCSR] = next;
    if (value & WDIF) cpu.clearInterrupt(WATCHDOG);
    cpu.updateInterruptEnable(WATCHDOG, next);
    if ((next ^ old) & (WDE | WDIE | PERIOD)) this.#restart();
    this.#schedule();
  }

  #restart(): void {
    const control = this.#cpu.data[WDTCSR]!;
    const exponent = (control & 7) | (control & 0x20 ? 8 : 0);
    const ticks = SHORTEST_PERIOD * 2 ** Math.min(exponent, 9);
    this.#deadline = this.#cpu.cycles + Math.floor((ticks / OSCILLATOR_HZ) * this.#frequency);
    // A longer period is noticed when the event comes too early; a shorter one must not wait for it.
    if (this.#scheduled && this.#cpu.updateClockEvent(this.#check, this.#deadline - this.#cpu.cycles)) return;
  }

  #schedule(): void {
    if (this.#scheduled || !(this.#cpu.data[WDTCSR]! & (WDE | WDIE))) return;
    this.#scheduled = true;
    this.#cpu.addClockEvent(this.#check, this.#deadline - this.#cpu.cycles);
  }

  readonly #check = (): void => {
    const cpu = this.#cpu;
    this.#scheduled = false;
    const control = cpu.data[WDTCSR]!;
    if (control & (WDE | WDIE) && cpu.cycles >= this.#deadline) {
      if (control & WDE && !(control & WDIE)) {
        this.#onReset();
        return;
      }
      cpu.setInterruptFlag(WATCHDOG);
      if (control & WDE) cpu.data[WDTCSR] = cpu.data[WDTCSR]! & ~WDIE;
      this.#restart();
    }
    this.#schedule();
  };
}
