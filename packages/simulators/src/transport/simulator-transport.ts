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
import { boardCable, type Cable, type Pace } from './cable.ts';

/** The pulse on DTR, as the transport of real boards makes it. */
const PULSE_MS = 50;

export interface SimulatorTransportOptions {
  /**
   * `lockstep`: the board runs only while somebody waits for it here (tests, tools). `outside`: something else keeps it running, for example
   * in real time. Default `lockstep`.
   */
  readonly pace?: Pace;
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
  readonly #cable: Cable;
  readonly #resetsOnOpen: boolean;
  readonly #lostListeners = new Set<(error: TransportError) => void>();
  #state: TransportState = 'closed';
  /** Counts openings and closings: what was overtaken knows it by this. */
  #turn = 0;
  #openingTurn = -1;
  #plugged = true;
  #inbox: ByteInbox | null = null;

  constructor(cable: Cable, options: Pick<SimulatorTransportOptions, 'resetsOnOpen'> = {}) {
    this.#cable = cable;
    this.#resetsOnOpen = options.resetsOnOpen ?? true;
    this.clock = cable.clock;
    cable.onBytes((bytes) => this.#inbox?.push(bytes));
  }

  get state(): TransportState {
    return this.#state;
  }

  async open(options: OpenOptions): Promise<void> {
    if (this.#state === 'open' || this.#openingTurn === this.#turn) throw new TransportError('already-open');
    const turn = ++this.#turn;
    this.#openingTurn = turn;
    try {
      await this.#connect(options.baudRate, turn);
    } finally {
      if (this.#openingTurn === turn) this.#openingTurn = -1;
    }
  }

  async close(): Promise<void> {
    this.#turn++;
    this.#state = 'closed';
    this.#end(new TransportError('not-open'));
    this.#inbox = null;
  }

  async setBaudRate(baudRate: number): Promise<void> {
    this.#demand();
    this.#end(new TransportError('not-open'));
    await this.#connect(baudRate, ++this.#turn);
  }

  async reset(options: AbortOptions = {}): Promise<void> {
    const inbox = this.#demand();
    options.signal?.throwIfAborted();
    try {
      await this.clock.wait(PULSE_MS, options.signal);
    } finally {
      if (this.#state === 'open' && this.#inbox === inbox) await this.#cable.reset();
    }
    if (this.#inbox !== inbox || this.#state !== 'open') throw this.#gone();
    inbox.drop();
  }

  async write(bytes: Uint8Array, options: AbortOptions = {}): Promise<void> {
    this.#demand();
    options.signal?.throwIfAborted();
    this.#cable.send(bytes);
    while (this.#cable.congested) {
      await this.clock.wait(1, options.signal);
      this.#demand();
    }
  }

  read(options: AbortOptions = {}): Promise<Uint8Array> {
    const inbox = this.#inbox;
    if (!inbox) return Promise.reject(this.#gone());
    return this.#cable.during(() => inbox.read(options));
  }

  onLost(listener: (error: TransportError) => void): () => void {
    this.#lostListeners.add(listener);
    return () => void this.#lostListeners.delete(listener);
  }

  /** Pulls the cable: the board is off, what was on the wire is gone. Does nothing when it is pulled already. */
  unplug(): void {
    if (!this.#plugged) return;
    this.#plugged = false;
    this.#cable.setPower(false);
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
    this.#cable.setPower(true);
  }

  async #connect(baudRate: number, turn: number): Promise<void> {
    if (!this.#plugged) throw new TransportError('lost');
    await this.#cable.connect(baudRate, this.#resetsOnOpen);
    if (turn !== this.#turn) throw new TransportError('not-open');
    if (!this.#plugged) throw new TransportError('lost');
    this.#inbox = new ByteInbox();
    this.#state = 'open';
  }

  #end(error: TransportError): void {
    this.#cable.disconnect();
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
export const simulatorTransport = (board: UnoBoard, options: SimulatorTransportOptions = {}): SimulatorTransport =>
  new SimulatorTransport(boardCable(board, options.pace ?? 'lockstep'), options);
