import {
  adcConfig,
  AVRADC,
  AVREEPROM,
  type AVRIOPort,
  AVRSPI,
  AVRTWI,
  avrInstruction,
  ADCMuxInputType,
  CPU,
  PinState,
  portBConfig,
  portCConfig,
  portDConfig,
  spiConfig,
  timer0Config,
  timer1Config,
  timer2Config,
  twiConfig,
  type EEPROMBackend,
} from 'avr8js';
import { runInstructions, type RunControl } from './instructions.ts';
import type { PinMode, PortName } from './pins.ts';
import { makePort } from './port.ts';
import { SelfProgramming, type ChipBytes } from './self-programming.ts';
import type { TwiBus } from './twi-bus.ts';
import { makeTimer } from './timer.ts';
import { Usart } from './usart.ts';
import { MCUSR, Watchdog } from './watchdog.ts';

const SRAM_BYTES = 2048;
const REGISTERS_END = 0x20;
const SRAM_START = 0x100;
const MCUSR_ALL = 0x0f;

/** What the chip tells the board that it sits on. */
export interface ChipListener {
  /** The stop bit of a sent byte is over. */
  transmitted(byte: number): void;
  /** A pin of this port may have changed its level or its mode. */
  portChanged(port: PortName): void;
  /** Volts at analog channel 0 to 7 when a conversion begins. */
  voltage(channel: number): number;
  /** The watchdog restarts the chip: the board makes the next life. */
  watchdogReset(): void;
}

export interface ChipOptions {
  /** What survives a reset. */
  readonly flash: Uint8Array;
  readonly eeprom: EEPROMBackend;
  readonly bytes: ChipBytes;
  readonly twiBus: TwiBus;
  readonly frequency: number;
  /** Byte address where the boot section begins; SPM works from there on. */
  readonly bootStart: number;
  /** Byte address of the first instruction: 0, or `bootStart` when the fuse BOOTRST is programmed. */
  readonly resetAddress: number;
  /** CPU cycles since the board was made; the chip counts on from there. */
  readonly cycles: number;
  /** When the first instruction will be carried out; peripherals count from there. */
  readonly startCycle: number;
  /** MCUSR at the start of this life. */
  readonly resetFlags: number;
  /** Registers and RAM of the life before, which a reset leaves as they were. */
  readonly memory?: Uint8Array;
  readonly listener: ChipListener;
}

/**
 * One life of an ATmega328P, from a reset to the next. A reset makes a new one, so that no register of a peripheral is forgotten.
 * @see https://ww1.microchip.com/downloads/en/DeviceDoc/ATmega48A-PA-88A-PA-168A-PA-328-P-DS-DS40002061B.pdf
 */
export class Chip {
  readonly cpu: CPU;
  readonly usart: Usart;
  readonly ports: Readonly<Record<PortName, AVRIOPort>>;
  readonly #selfProgramming: SelfProgramming;
  readonly #control: RunControl = { limit: 0, slow: false };

  constructor(options: ChipOptions) {
    const { listener, flash, frequency } = options;
    const cpu = new CPU(new Uint16Array(flash.slice().buffer), SRAM_BYTES);
    this.cpu = cpu;
    if (options.memory) {
      cpu.data.set(options.memory.subarray(0, REGISTERS_END));
      cpu.data.set(options.memory.subarray(SRAM_START), SRAM_START);
    }
    cpu.cycles = options.startCycle;
    cpu.pc = options.resetAddress / 2;
    cpu.data[MCUSR] = options.resetFlags & MCUSR_ALL;

    this.ports = {
      B: makePort(cpu, portBConfig),
      C: makePort(cpu, portCConfig),
      D: makePort(cpu, portDConfig),
    };
    for (const port of ['B', 'C', 'D'] as const) this.ports[port].addListener(() => listener.portChanged(port));
    for (const config of [timer0Config, timer1Config, timer2Config]) makeTimer(cpu, config);
    this.usart = new Usart(cpu, (byte) => listener.transmitted(byte));
    new Watchdog(cpu, frequency, () => listener.watchdogReset());
    new AVREEPROM(cpu, options.eeprom);
    new AVRSPI(cpu, spiConfig, frequency);
    options.twiBus.connect(new AVRTWI(cpu, twiConfig, frequency), cpu, frequency);
    const adc = new AVRADC(cpu, adcConfig);
    const readConstant = adc.onADCRead;
    adc.onADCRead = (input) => {
      if (input.type === ADCMuxInputType.SingleEnded)
        adc.channelValues[input.channel] = listener.voltage(input.channel);
      readConstant(input);
    };
    this.#selfProgramming = new SelfProgramming(cpu, {
      flash,
      bytes: options.bytes,
      bootStart: options.bootStart,
      frequency,
      onArmed: () => {
        this.#control.slow = true;
      },
    });
    cpu.cycles = options.cycles;
  }

  /** Runs instructions until `cycles` is reached or `stop` is called. */
  run(cycles: number): void {
    const cpu = this.cpu;
    const control = this.#control;
    control.limit = cycles;
    while (cpu.cycles < control.limit) {
      if (!control.slow) {
        runInstructions(cpu, control);
        continue;
      }
      control.slow = this.#selfProgramming.armed;
      if (!control.slow || !this.#selfProgramming.intercept()) avrInstruction(cpu);
      cpu.tick();
    }
  }

  /** Ends `run` after the instruction that is being carried out, or earlier than was asked for. */
  stop(cycles = 0): void {
    if (cycles < this.#control.limit) this.#control.limit = cycles;
  }

  mode(port: PortName, bit: number): PinMode {
    const state = this.ports[port].pinState(bit);
    if (state === PinState.Input) return 'input';
    return state === PinState.InputPullUp ? 'pullup' : 'output';
  }

  /** Level that the chip drives; only meaningful for an output. */
  driven(port: PortName, bit: number): 0 | 1 {
    return this.ports[port].pinState(bit) === PinState.High ? 1 : 0;
  }
}
