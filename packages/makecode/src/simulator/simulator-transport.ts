import {
  ByteInbox,
  TransportError,
  realBoardClock,
  type AbortOptions,
  type BoardTransport,
  type OpenOptions,
  type TransportState,
} from '@paperkite/boards';
import type { MicrobitSimulator } from './microbit-simulator.ts';

/** What the transport needs of a simulated board; `code` of its program lets it be reset. */
export type SerialBoard = Pick<MicrobitSimulator, 'onEvent' | 'sendSerial' | 'run'>;

const encoder = new TextEncoder();

/** Letters that are no byte become several, as in UTF-8. */
const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(
    [...text].flatMap((letter) => (letter <= '\xff' ? [letter.charCodeAt(0)] : [...encoder.encode(letter)])),
  );

/**
 * The USB cable of a simulated micro:bit. The simulator passes text, of which each letter up to U+00FF is one byte. `reset` starts the program
 * anew, as the board's reset button does; opening does not.
 */
export class MicrobitSimulatorTransport implements BoardTransport {
  readonly kind = 'simulator';
  readonly clock = realBoardClock;
  readonly #board: SerialBoard;
  readonly #code: string;
  readonly #lostListeners = new Set<(error: TransportError) => void>();
  #state: TransportState = 'closed';
  #plugged = true;
  #inbox: ByteInbox | null = null;
  #stopListening: (() => void) | null = null;

  /** `code`: the program that runs on it, from the compiler for `simulator`. */
  constructor(board: SerialBoard, code: string) {
    this.#board = board;
    this.#code = code;
  }

  get state(): TransportState {
    return this.#state;
  }

  async open(_options: OpenOptions): Promise<void> {
    if (this.#state === 'open') throw new TransportError('already-open');
    if (!this.#plugged) throw new TransportError('lost');
    this.#begin();
    this.#state = 'open';
  }

  async close(): Promise<void> {
    this.#state = 'closed';
    this.#end(new TransportError('not-open'));
    this.#inbox = null;
  }

  async setBaudRate(_baudRate: number): Promise<void> {
    this.#demand();
    this.#end(new TransportError('not-open'));
    this.#begin();
  }

  async reset(options: AbortOptions = {}): Promise<void> {
    const inbox = this.#demand();
    options.signal?.throwIfAborted();
    await this.#board.run(this.#code);
    if (this.#inbox !== inbox || this.#state !== 'open') throw this.#gone();
    inbox.drop();
  }

  async write(bytes: Uint8Array, options: AbortOptions = {}): Promise<void> {
    this.#demand();
    options.signal?.throwIfAborted();
    this.#board.sendSerial(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }

  read(options: AbortOptions = {}): Promise<Uint8Array> {
    return this.#inbox ? this.#inbox.read(options) : Promise.reject(this.#gone());
  }

  onLost(listener: (error: TransportError) => void): () => void {
    this.#lostListeners.add(listener);
    return () => void this.#lostListeners.delete(listener);
  }

  /** Pulls the cable. */
  unplug(): void {
    this.#plugged = false;
    if (this.#state !== 'open') return;
    this.#state = 'lost';
    const error = new TransportError('lost');
    this.#end(error);
    for (const listener of [...this.#lostListeners]) listener(error);
  }

  /** Puts it back; the transport waits to be opened. */
  plug(): void {
    this.#plugged = true;
  }

  #begin(): void {
    const inbox = new ByteInbox();
    this.#inbox = inbox;
    this.#stopListening = this.#board.onEvent((event) => {
      if (event.type === 'serial') inbox.push(bytesOf(event.text));
    });
  }

  #end(error: TransportError): void {
    this.#stopListening?.();
    this.#stopListening = null;
    this.#inbox?.end(error);
  }

  #demand(): ByteInbox {
    if (this.#state !== 'open' || !this.#inbox) throw this.#gone();
    return this.#inbox;
  }

  #gone(): TransportError {
    return new TransportError(this.#state === 'lost' ? 'lost' : 'not-open');
  }
}
