import type { CPU } from 'avr8js';
import type { InterruptSource } from './interrupt.ts';

/**
 * USART0 of the ATmega328P, asynchronous. avr8js brings one that never loses a byte and answers a full transmit buffer too late; here the
 * receiver holds two bytes and a third in its shift register, and the start of a fourth loses the third (DOR), as the chip does.
 * @see ATmega328P datasheet, 20 USART0
 */

const UCSRA = 0xc0;
const UCSRB = 0xc1;
const UCSRC = 0xc2;
const UBRRL = 0xc4;
const UBRRH = 0xc5;
const UDR = 0xc6;

const RXC = 0x80;
const TXC = 0x40;
const UDRE = 0x20;
const FE = 0x10;
const DOR = 0x08;
const U2X = 0x02;
const MPCM = 0x01;
const RXEN = 0x10;
const TXEN = 0x08;
const UCSZ2 = 0x04;

const RX_COMPLETE: InterruptSource = {
  address: 0x24,
  flagRegister: UCSRA,
  flagMask: RXC,
  enableRegister: UCSRB,
  enableMask: 0x80,
  constant: true,
};
const DATA_REGISTER_EMPTY: InterruptSource = {
  address: 0x26,
  flagRegister: UCSRA,
  flagMask: UDRE,
  enableRegister: UCSRB,
  enableMask: 0x20,
  constant: true,
};
const TX_COMPLETE: InterruptSource = {
  address: 0x28,
  flagRegister: UCSRA,
  flagMask: TXC,
  enableRegister: UCSRB,
  enableMask: 0x40,
};

interface ReceivedFrame {
  readonly byte: number;
  /** FE and DOR as UCSR0A shows them while this frame is the next to be read. */
  flags: number;
}

export class Usart {
  readonly #cpu: CPU;
  readonly #onTransmit: (byte: number) => void;
  readonly #received: ReceivedFrame[] = [];
  #shifted: ReceivedFrame | null = null;
  #overrun = false;
  #sending: number | null = null;
  #waitingToSend: number | null = null;

  /** `onTransmit` is called when the stop bit of a byte is over. */
  constructor(cpu: CPU, onTransmit: (byte: number) => void) {
    this.#cpu = cpu;
    this.#onTransmit = onTransmit;
    cpu.data[UCSRA] = UDRE;
    cpu.data[UCSRC] = 0x06;
    cpu.writeHooks[UCSRA] = (value) => {
      const kept = cpu.data[UCSRA]! & (RXC | TXC | UDRE | FE | DOR);
      cpu.data[UCSRA] = kept | (value & (U2X | MPCM));
      cpu.clearInterruptByFlag(TX_COMPLETE, value);
      return true;
    };
    cpu.writeHooks[UCSRB] = (value, old) => {
      cpu.data[UCSRB] = value;
      if (old & RXEN && !(value & RXEN)) this.#flushReceiver();
      for (const interrupt of [RX_COMPLETE, DATA_REGISTER_EMPTY, TX_COMPLETE])
        cpu.updateInterruptEnable(interrupt, value);
      return true;
    };
    cpu.readHooks[UDR] = () => this.#read();
    cpu.writeHooks[UDR] = (value) => {
      this.#write(value);
      return true;
    };
  }

  /** CPU cycles of one bit at the speed that the program has set. */
  get bitCycles(): number {
    const divisor = ((this.#cpu.data[UBRRH]! & 0x0f) << 8) | this.#cpu.data[UBRRL]!;
    return (divisor + 1) * (this.#cpu.data[UCSRA]! & U2X ? 8 : 16);
  }

  get receiverEnabled(): boolean {
    return (this.#cpu.data[UCSRB]! & RXEN) !== 0;
  }

  /** A start bit was seen: what still waits in the shift register is lost. */
  startReceiving(): void {
    if (!this.#shifted || !this.receiverEnabled) return;
    this.#shifted = null;
    this.#overrun = true;
  }

  /** A whole frame is in. Ignored while the receiver is off. */
  receive(byte: number, framingError: boolean): void {
    if (!this.receiverEnabled) return;
    const frame = { byte, flags: (framingError ? FE : 0) | (this.#overrun ? DOR : 0) };
    this.#overrun = false;
    if (this.#received.length < 2) this.#received.push(frame);
    else this.#shifted = frame;
    this.#showReceiver();
  }

  #read(): number {
    const frame = this.#received.shift();
    if (this.#shifted) {
      this.#received.push(this.#shifted);
      this.#shifted = null;
    }
    this.#showReceiver();
    return frame?.byte ?? 0;
  }

  #flushReceiver(): void {
    this.#received.length = 0;
    this.#shifted = null;
    this.#overrun = false;
    this.#showReceiver();
  }

  #showReceiver(): void {
    const cpu = this.#cpu;
    const next = this.#received[0];
    cpu.data[UCSRA] = (cpu.data[UCSRA]! & ~(FE | DOR)) | (next?.flags ?? 0);
    if (next) cpu.setInterruptFlag(RX_COMPLETE);
    else cpu.clearInterrupt(RX_COMPLETE);
  }

  #write(byte: number): void {
    const cpu = this.#cpu;
    if (!(cpu.data[UCSRB]! & TXEN) || !(cpu.data[UCSRA]! & UDRE)) return;
    if (this.#sending === null) {
      this.#send(byte);
      return;
    }
    this.#waitingToSend = byte;
    cpu.clearInterrupt(DATA_REGISTER_EMPTY);
  }

  #send(byte: number): void {
    this.#sending = byte;
    this.#cpu.addClockEvent(this.#sent, this.bitCycles * this.#bitsOfFrame());
  }

  readonly #sent = (): void => {
    const byte = this.#sending!;
    this.#sending = null;
    if (this.#waitingToSend === null) {
      this.#cpu.setInterruptFlag(TX_COMPLETE);
    } else {
      const next = this.#waitingToSend;
      this.#waitingToSend = null;
      this.#send(next);
      this.#cpu.setInterruptFlag(DATA_REGISTER_EMPTY);
    }
    this.#onTransmit(byte);
  };

  /** Start, data, parity and stop bits. */
  #bitsOfFrame(): number {
    const control = this.#cpu.data[UCSRC]!;
    const size = ((control >> 1) & 3) | (this.#cpu.data[UCSRB]! & UCSZ2);
    return 1 + (size === 7 ? 9 : 5 + (size & 3)) + (control & 0x20 ? 1 : 0) + (control & 0x08 ? 2 : 1);
  }
}
