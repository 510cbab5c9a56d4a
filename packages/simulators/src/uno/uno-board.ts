import { EEPROMMemoryBackend } from 'avr8js';
import { Chip } from './chip.ts';
import { EventQueue } from './event-queue.ts';
import { layBootloader, layHex } from './load-hex.ts';
import { PinBank, type PinDriver, type PinListener } from './pin-bank.ts';
import { PINS_OF_PORT, type PinMode, type UnoPin } from './pins.ts';
import { SerialPort } from './serial-port.ts';
import { TwiBus } from './twi-bus.ts';
import { MCUSR, RESET_FLAG } from './watchdog.ts';

export const FLASH_BYTES = 0x8000;
const EEPROM_BYTES = 1024;
/** What the chip waits after a reset before the first instruction, with the Uno's fuses. @see datasheet, 9.3 Low Power Crystal Oscillator */
const START_UP_MICROSECONDS = 65_000;
export interface UnoBoardOptions {
  /** Intel HEX of a bootloader. With one, a reset begins in it (fuse BOOTRST programmed); without, at address 0. */
  readonly bootloader?: string;
  /** Contents of the flash, at most 32 KB; the bootloader is laid over it. Erased (0xFF) where nothing is given. */
  readonly flash?: Uint8Array;
  /** Bytes of the boot section, as the fuses BOOTSZ set it; by default the smallest that holds the bootloader. */
  readonly bootSectionBytes?: 512 | 1024 | 2048 | 4096;
  /** Cycles a second of the CPU. Default 16 MHz. */
  readonly frequency?: number;
  /** Time from a reset to the first instruction. Default 65,000, as a real Uno has it. */
  readonly startUpMicroseconds?: number;
}

export type ResetCause = 'power' | 'external' | 'watchdog';

/**
 * An Arduino Uno R3: an ATmega328P at 16 MHz with its bootloader, its UART and its 20 pins. It runs when it is told to (`runFor`,
 * `runUntil`), so time is the board's own and everything that happens in it can be repeated exactly.
 */
export class UnoBoard {
  readonly frequency: number;
  /** The chip's flash, live. Change it only while the board does not run, and reset afterwards. */
  readonly flash = new Uint8Array(FLASH_BYTES).fill(0xff);
  readonly uart: SerialPort;
  /** What is wired to A4 and A5 as an I2C bus. */
  readonly twi = new TwiBus();
  readonly #eeprom = new EEPROMMemoryBackend(EEPROM_BYTES);
  readonly #bytes;
  readonly #bootStart: number;
  readonly #bootReset: boolean;
  readonly #startUpCycles: number;
  readonly #events = new EventQueue();
  readonly #pins: PinBank;
  readonly #resetListeners = new Set<(cause: ResetCause) => void>();
  #chip!: Chip;
  #startCycle = 0;
  #watchdogFired = false;
  #stopped = false;
  #powered = true;

  /** @throws SimulatorError `bad-hex` when the bootloader is no Intel HEX for this chip */
  constructor(options: UnoBoardOptions = {}) {
    this.frequency = options.frequency ?? 16e6;
    this.#startUpCycles = ((options.startUpMicroseconds ?? START_UP_MICROSECONDS) * this.frequency) / 1e6;
    if (options.flash) this.flash.set(options.flash.subarray(0, FLASH_BYTES));
    let lowest = FLASH_BYTES;
    if (options.bootloader !== undefined) lowest = layBootloader(this.flash, options.bootloader);
    this.#bootReset = options.bootloader !== undefined;
    const needed = FLASH_BYTES - lowest;
    const sectionBytes = options.bootSectionBytes ?? [512, 1024, 2048, 4096].find((size) => size >= needed) ?? 4096;
    this.#bootStart = FLASH_BYTES - sectionBytes;
    const sizeBits = { 512: 3, 1024: 2, 2048: 1, 4096: 0 }[sectionBytes] ?? 0;
    this.#bytes = {
      fuses: { low: 0xff, high: 0xd8 | (sizeBits << 1) | (this.#bootReset ? 0 : 1), extended: 0xfd },
      signature: [0x1e, 0x95, 0x0f] as const,
      lock: 0xff,
    };
    this.#pins = new PinBank(
      () => this.#chip,
      () => this.microseconds,
    );
    this.uart = new SerialPort({
      usart: () => this.#chip.usart,
      frequency: this.frequency,
      cycles: () => this.cycles,
      schedule: (cycle, callback) => void this.#add(cycle, callback),
    });
    this.#begin(RESET_FLAG.power, 0);
  }

  /** CPU cycles since the board was made; goes on over resets. */
  get cycles(): number {
    return this.#chip.cpu.cycles;
  }

  /** Board time since the board was made. */
  get microseconds(): number {
    return (this.cycles * 1e6) / this.frequency;
  }

  /** The chip's EEPROM, live, 1,024 bytes. */
  get eeprom(): Uint8Array {
    return this.#eeprom.memory;
  }

  /** Registers, I/O and RAM of the chip, live, for tests and debuggers. A reset replaces it. */
  get data(): Uint8Array {
    return this.#chip.cpu.data;
  }

  /** Byte address of the next instruction. */
  get programCounter(): number {
    return this.#chip.cpu.pc * 2;
  }

  /** Is the chip carrying out the bootloader? */
  get inBootloader(): boolean {
    return this.#bootReset && this.programCounter >= this.#bootStart;
  }

  /**
   * Puts a program into the flash as a programmer on the ISP pins would, and restarts the board as if it had been switched on. The
   * bootloader stays unless the program covers it. @throws SimulatorError `bad-hex`
   */
  loadHex(hex: string): void {
    this.flash.fill(0xff, 0, this.#bootReset ? this.#bootStart : FLASH_BYTES);
    layHex(this.flash, hex);
    this.powerCycle();
  }

  /** A pulse on the reset pin, as DTR makes it. */
  reset(): void {
    this.#restart('external');
  }

  /** Off and on again, or on: RAM is lost, flash and EEPROM stay. */
  powerCycle(): void {
    this.#powered = true;
    this.#restart('power');
  }

  /** Switches the board off until `powerCycle`; time goes on, nothing is carried out. */
  powerOff(): void {
    this.#powered = false;
    this.uart.discardPending();
    this.#restart('power');
  }

  /** Runs for this much board time. */
  runFor(microseconds: number): void {
    this.#run(this.cycles + (microseconds * this.frequency) / 1e6);
  }

  /**
   * Runs until `condition` holds, looking every `stepMicroseconds`, at most for `limitMicroseconds`. Answers whether it holds.
   */
  runUntil(condition: () => boolean, limitMicroseconds: number, stepMicroseconds = 100): boolean {
    const end = this.cycles + (limitMicroseconds * this.frequency) / 1e6;
    this.#stopped = false;
    while (!condition()) {
      if (this.cycles >= end) return false;
      this.#run(Math.min(end, this.cycles + (stepMicroseconds * this.frequency) / 1e6));
    }
    return true;
  }

  /** Ends the `runFor` that is under way after the present instruction. For listeners. */
  stop(): void {
    this.#stopped = true;
    this.#chip.stop();
  }

  /** Calls `callback` once after this much board time. Returns how to take that back. For what is wired to the board. */
  schedule(microseconds: number, callback: () => void): () => void {
    return this.#add(this.cycles + (microseconds * this.frequency) / 1e6, callback);
  }

  /** The level at a pin: what the chip drives, else what is wired to it, else its pull-up, else low. */
  level(pin: UnoPin): 0 | 1 {
    return this.#pins.level(pin);
  }

  mode(pin: UnoPin): PinMode {
    return this.#pins.mode(pin);
  }

  /** Volts at a pin, 0 to 5. */
  voltage(pin: UnoPin): number {
    return this.#pins.voltage(pin);
  }

  /** Puts a voltage on a pin from outside, or takes it away with null. For one thing at a pin; parts use `connect`. */
  drive(pin: UnoPin, volts: number | null): void {
    this.#pins.drive(pin, this, volts);
  }

  /** Wires something to a pin. Where several drive a pin the lowest voltage wins; the chip's own output wins over all. */
  connect(pin: UnoPin): PinDriver {
    const driver: PinDriver = {
      set: (volts) => this.#pins.drive(pin, driver, volts),
      remove: () => this.#pins.drive(pin, driver, null),
    };
    return driver;
  }

  /** Calls `listener` whenever a pin changes. Returns how to stop that. */
  onPin(listener: PinListener): () => void {
    return this.#pins.onChange(listener);
  }

  /** Calls `listener` at every reset. Returns how to stop that. */
  onReset(listener: (cause: ResetCause) => void): () => void {
    this.#resetListeners.add(listener);
    return () => this.#resetListeners.delete(listener);
  }

  #run(untilCycle: number): void {
    this.#stopped = false;
    for (;;) {
      this.#events.run(this.cycles);
      if (this.#stopped || this.cycles >= untilCycle) return;
      const target = Math.min(untilCycle, this.#events.next);
      if (!this.#powered) {
        this.#chip.cpu.cycles = target;
      } else if (this.cycles < this.#startCycle) {
        this.#chip.cpu.cycles = Math.min(target, this.#startCycle);
      } else {
        this.#chip.run(target);
        if (this.#watchdogFired) this.#restart('watchdog');
      }
    }
  }

  #add(cycle: number, callback: () => void): () => void {
    this.#chip?.stop(cycle);
    return this.#events.add(cycle, callback);
  }

  #restart(cause: ResetCause): void {
    const before = this.#chip;
    before.stop();
    this.uart.chipReset();
    const { cycles, data } = before.cpu;
    if (cause === 'power') this.#begin(RESET_FLAG.power, cycles);
    else this.#begin(RESET_FLAG[cause] | data[MCUSR]!, cycles, data);
    this.#pins.refreshAll();
    for (const listener of this.#resetListeners) listener(cause);
  }

  #begin(resetFlags: number, cycles: number, memory?: Uint8Array): void {
    this.#watchdogFired = false;
    this.#startCycle = cycles + this.#startUpCycles;
    let life: Chip | null = null;
    const isPresent = (): boolean => life !== null && life === this.#chip;
    life = new Chip({
      flash: this.flash,
      eeprom: this.#eeprom,
      bytes: this.#bytes,
      twiBus: this.twi,
      frequency: this.frequency,
      bootStart: this.#bootStart,
      resetAddress: this.#bootReset ? this.#bootStart : 0,
      cycles,
      startCycle: this.#startCycle,
      resetFlags,
      memory,
      listener: {
        transmitted: (byte) => this.uart.transmitted(byte),
        portChanged: (port) => {
          if (isPresent()) for (const pin of PINS_OF_PORT[port]) if (pin) this.#pins.refresh(pin);
        },
        voltage: (channel) => {
          const pin = PINS_OF_PORT.C[channel];
          return pin ? this.voltage(pin) : 0;
        },
        watchdogReset: () => {
          this.#watchdogFired = true;
          life?.stop();
        },
      },
    });
    this.#chip = life;
  }
}
