import type { AVRTWI, CPU, TWIEventHandler } from 'avr8js';
import type { InterruptSource } from './interrupt.ts';

/** A device on the I2C bus (A4, A5). */
export interface TwiDevice {
  /** A byte from the board; true acknowledges it. */
  write(byte: number): boolean;
  /** The byte that the board reads. */
  read(): number;
}

const START_BITS = 1;
const BYTE_BITS = 9;

const TWCR = 0xbc;
const TWI: InterruptSource = {
  address: 0x30,
  flagRegister: TWCR,
  flagMask: 0x80,
  enableRegister: TWCR,
  enableMask: 0x01,
};

/** The devices that are wired to a board's I2C pins, by address (7 bits). They outlive the chip's resets. */
export class TwiBus {
  readonly #devices = new Map<number, TwiDevice>();

  /** Wires a device. Where two have an address the later one answers. Returns how to take it off. */
  attach(address: number, device: TwiDevice): () => void {
    this.#devices.set(address, device);
    return () => {
      if (this.#devices.get(address) === device) this.#devices.delete(address);
    };
  }

  /** Connects a chip in a new life. The bus takes the time that it takes on the wires; their levels are not shown. */
  connect(twi: AVRTWI, cpu: CPU, frequency: number): void {
    let present: TwiDevice | undefined;
    const after = (bits: number, done: () => void): void => {
      cpu.addClockEvent(done, Math.round((bits * frequency) / twi.sclFrequency));
    };
    const handler: TWIEventHandler = {
      start: () => after(START_BITS, () => twi.completeStart()),
      stop: () => {
        present = undefined;
        after(START_BITS, () => {
          twi.completeStop();
          // Unlike avr8js the chip does not ask for attention after a stop.
          cpu.clearInterrupt(TWI);
        });
      },
      connectToSlave: (address) => {
        present = this.#devices.get(address);
        after(BYTE_BITS, () => twi.completeConnect(present !== undefined));
      },
      writeByte: (byte) => {
        const acknowledged = present?.write(byte) ?? false;
        after(BYTE_BITS, () => twi.completeWrite(acknowledged));
      },
      readByte: () => {
        const byte = present?.read() ?? 0xff;
        after(BYTE_BITS, () => twi.completeRead(byte));
      },
    };
    twi.eventHandler = handler;
    cpu.clearInterrupt(TWI);
  }
}
