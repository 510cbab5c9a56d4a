import {
  ByteInbox,
  TransportError,
  type AbortOptions,
  type BoardClock,
  type BoardTransport,
  type OpenOptions,
  type TransportState,
} from '@paperkite/boards';
import type { UnoBoard } from '../uno/uno-board.ts';
import { boardClock, LockStep } from './board-pacer.ts';

/** The pulse on DTR, as the transport of real boards makes it. */
const PULSE_MS = 50;
/** What may wait on the wire before `write` waits, too: about what a system buffers. */
const MOST_PENDING_BYTES = 4096;

export interface SimulatorTransportOptions {
  /**
   * `lockstep`: the board runs only while somebody waits for it here (tests, tools). `outside`: something else keeps it running, for example
   * in real time. Default `lockstep`.
   */
  readonly pace?: 'lockstep' | 'outside';
  /** Whether opening the port resets the board, as it does on a real Uno. Default true. */
  readonly resetsOnOpen?: boolean;
}

/**
 * The USB cable of a simulated Uno, as a `BoardTransport`. Two things go beyond it: `unplug` and `plug`. The board is powered by the
 * cable, so pulling it switches the board off.
 */
export class SimulatorTransport implements BoardTransport {
  readonly kind = 'simulator';
  readonly clock: BoardClock;
  readonly #board: UnoBoard;
  readonly #lockStep: LockStep | null;
  readonly #resetsOnOpen: boolean;
  readonly #lostListeners = new Set<(error: TransportError) => void>();
  #state: TransportState = 'closed';
  #plugged = true;
  #inbox: ByteInbox | null = null;
  #stopListening: (() => void) | null = null;

  constructor(board: UnoBoard, options: SimulatorTransportOptions = {}) {
    this.#board = board;
    this.#resetsOnOpen = options.resetsOnOpen ?? true;
    this.#lockStep = options.pace === 'outside' ? null : new LockStep(board);
    this.clock = this.#lockStep?.clock ?? boardClock(board);
  }

  get state(): TransportState {
    return this.#state;
  }

  async open(options: OpenOptions): Promise<void> {
    if (this.#state === 'open') throw new TransportError('already-open');
    if (!this.#plugged) throw new TransportError('open-failed');
    this.#begin(options.baudRate);
    this.#state = 'open';
    if (this.#resetsOnOpen) this.#board.reset();
  }

  async close(): Promise<void> {
    this.#state = 'closed';
    this.#end(new TransportError('not-open'));
    this.#inbox = null;
  }

  async setBaudRate(baudRate: number): Promise<void> {
    this.#demand();
    this.#end(new TransportError('not-open'));
    this.#begin(baudRate);
    if (this.#resetsOnOpen) this.#board.reset();
  }

  async reset(options: AbortOptions = {}): Promise<void> {
    const inbox = this.#demand();
    options.signal?.throwIfAborted();
    try {
      await this.clock.wait(PULSE_MS, options.signal);
    } finally {
      if (this.#state === 'open' && this.#inbox === inbox) this.#board.reset();
    }
    if (this.#inbox !== inbox || this.#state !== 'open') throw this.#gone();
    inbox.drop();
  }

  async write(bytes: Uint8Array, options: AbortOptions = {}): Promise<void> {
    this.#demand();
    options.signal?.throwIfAborted();
    this.#board.uart.send(bytes);
    while (this.#board.uart.pending > MOST_PENDING_BYTES) {
      await this.clock.wait(1, options.signal);
      this.#demand();
    }
  }

  read(options: AbortOptions = {}): Promise<Uint8Array> {
    const inbox = this.#inbox;
    if (!inbox) return Promise.reject(this.#gone());
    const read = (): Promise<Uint8Array> => inbox.read(options);
    return this.#lockStep ? this.#lockStep.during(read) : read();
  }

  onLost(listener: (error: TransportError) => void): () => void {
    this.#lostListeners.add(listener);
    return () => void this.#lostListeners.delete(listener);
  }

  /** Pulls the cable: the board is off, what was on the wire is gone. Does nothing when it is pulled already. */
  unplug(): void {
    if (!this.#plugged) return;
    this.#plugged = false;
    this.#board.powerOff();
    if (this.#state !== 'open') return;
    this.#state = 'lost';
    const error = new TransportError('lost');
    this.#end(error);
    for (const listener of [...this.#lostListeners]) listener(error);
  }

  /** Puts the cable back: the board starts from the beginning, the transport waits to be opened. */
  plug(): void {
    if (this.#plugged) return;
    this.#plugged = true;
    this.#board.powerCycle();
  }

  #begin(baudRate: number): void {
    const inbox = new ByteInbox();
    this.#inbox = inbox;
    this.#board.uart.baudRate = baudRate;
    this.#stopListening = this.#board.uart.onByte((byte) => {
      inbox.push(Uint8Array.of(byte));
      // In lock-step the reader answers before the board goes on.
      if (this.#lockStep) this.#board.stop();
    });
  }

  #end(error: TransportError): void {
    this.#stopListening?.();
    this.#stopListening = null;
    this.#board.uart.discardPending();
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

/** A cable to `board`, not opened yet. */
export const simulatorTransport = (board: UnoBoard, options?: SimulatorTransportOptions): SimulatorTransport =>
  new SimulatorTransport(board, options);
