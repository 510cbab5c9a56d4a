import { sampleFrame } from './line-sampling.ts';
import type { Usart } from './usart.ts';

/** The chip's side of the wire, and the time on it. */
export interface SerialPortWiring {
  usart(): Usart;
  readonly frequency: number;
  cycles(): number;
  schedule(cycle: number, callback: () => void): void;
}

type ByteListener = (byte: number, microseconds: number) => void;

const FRAME_BITS = 10;

/**
 * The host's end of the Uno's UART (D0 and D1, through the board's USB chip): bytes go to the chip one after the other at the host's
 * speed and are lost there if the program does not fetch them in time. Where the two speeds differ, both sides read rubbish.
 */
export class SerialPort {
  /** The host's bits per second, 8N1; null follows whatever the program on the board has set. */
  baudRate: number | null = null;
  readonly #wiring: SerialPortWiring;
  readonly #queue: number[] = [];
  readonly #listeners = new Set<ByteListener>();
  readonly #arrivalListeners = new Set<ByteListener>();
  #sending = false;
  #generation = 0;

  constructor(wiring: SerialPortWiring) {
    this.#wiring = wiring;
  }

  /** Bytes that were sent to the board and have not reached it yet. */
  get pending(): number {
    return this.#queue.length + (this.#sending ? 1 : 0);
  }

  /** Puts bytes on the wire to the board, after those that are still on it. */
  send(bytes: Uint8Array | readonly number[]): void {
    for (const byte of bytes) this.#queue.push(byte);
    if (!this.#sending) this.#sendNext();
  }

  /** Takes back what has not begun to be sent. */
  discardPending(): void {
    this.#queue.length = 0;
  }

  /** Calls `listener` for each byte that the host receives. Returns how to stop that. */
  onByte(listener: ByteListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls `listener` for each byte of the host that has reached the board, fetched by the program or not. Returns how to stop that. */
  onArrival(listener: ByteListener): () => void {
    this.#arrivalListeners.add(listener);
    return () => this.#arrivalListeners.delete(listener);
  }

  /** The chip has sent a byte: called by the board. */
  transmitted(byte: number): void {
    const chipBit = this.#wiring.usart().bitCycles;
    const microseconds = this.#microseconds();
    for (const frame of sampleFrame(byte, chipBit, this.#bitCycles())) {
      for (const listener of this.#listeners) listener(frame.byte, microseconds);
    }
  }

  /** The chip was reset in the middle of a byte; what the host sends next reaches the new life. */
  chipReset(): void {
    this.#generation++;
  }

  #microseconds(): number {
    return (this.#wiring.cycles() * 1e6) / this.#wiring.frequency;
  }

  #bitCycles(): number {
    return this.baudRate === null ? this.#wiring.usart().bitCycles : this.#wiring.frequency / this.baudRate;
  }

  #sendNext(): void {
    const byte = this.#queue.shift();
    this.#sending = byte !== undefined;
    if (byte === undefined) return;
    const { schedule, cycles, usart } = this.#wiring;
    const bit = this.#bitCycles();
    const begin = cycles();
    const generation = this.#generation;
    usart().startReceiving();
    schedule(begin + bit * (FRAME_BITS - 0.5), () => {
      for (const listener of this.#arrivalListeners) listener(byte, this.#microseconds());
      if (generation !== this.#generation) return;
      for (const frame of sampleFrame(byte, bit, usart().bitCycles)) usart().receive(frame.byte, frame.framingError);
    });
    schedule(begin + bit * FRAME_BITS, () => this.#sendNext());
  }
}
