import type { SerialData } from '@microbit/microbit-connection/usb';
import { ConnectError } from '../connect/connect-codes.ts';
import { ByteInbox } from '../transport/byte-inbox.ts';
import { realBoardClock } from '../transport/clock.ts';
import { TransportError } from '../transport/errors.ts';
import { InTurn } from '../transport/in-turn.ts';
import type { AbortOptions, BoardTransport, OpenOptions, TransportState } from '../transport/transport.ts';
import type { MicrobitUsb } from './usb-connection.ts';
import { explainUsbError } from './usb-errors.ts';

/** The one speed at which programs and the library speak; on a V1 the library sets it, whose interface chip begins with 9600. */
export const MICROBIT_BAUD_RATE = 115_200;

/** Letters and bytes are the same to the library. */
const lettersOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/**
 * The serial line of a micro:bit over WebUSB, by way of its debugging interface: the same connection flashes it. Opening may
 * restart a V1, whose speed is set then. Other speeds than `MICROBIT_BAUD_RATE` are not looked at: there is only that one.
 */
export class MicrobitUsbTransport implements BoardTransport {
  readonly kind = 'web-usb';
  readonly clock = realBoardClock;
  readonly #usb: MicrobitUsb;
  readonly #lostListeners = new Set<(error: TransportError) => void>();
  #state: TransportState = 'closed';
  #inbox: ByteInbox | null = null;
  readonly #portWork = new InTurn();
  /** Counts openings and closings: what was overtaken knows it by this. */
  #turn = 0;
  #openingTurn = -1;

  constructor(usb: MicrobitUsb) {
    this.#usb = usb;
  }

  get state(): TransportState {
    return this.#state;
  }

  async open(_options: OpenOptions): Promise<void> {
    if (this.#state === 'open' || this.#openingTurn === this.#turn) throw new TransportError('already-open');
    const turn = ++this.#turn;
    this.#openingTurn = turn;
    try {
      await this.#portWork.run(() => this.#connect(turn));
    } finally {
      if (this.#openingTurn === turn) this.#openingTurn = -1;
    }
  }

  async close(): Promise<void> {
    const isThere = this.#inbox !== null || this.#openingTurn === this.#turn || this.#usb.status === 'Connected';
    this.#turn++;
    this.#state = 'closed';
    this.#detach(new TransportError('not-open'));
    if (isThere) await this.#portWork.run(() => this.#usb.disconnect().catch(() => undefined));
  }

  async setBaudRate(_baudRate: number): Promise<void> {
    this.#demand().drop();
  }

  async reset(options: AbortOptions = {}): Promise<void> {
    const inbox = this.#demand();
    options.signal?.throwIfAborted();
    await this.#usb.softwareReset().catch((error: unknown) => {
      throw explainUsbError(error);
    });
    if (this.#inbox !== inbox || this.#state !== 'open') throw this.#gone();
    inbox.drop();
  }

  async write(bytes: Uint8Array, options: AbortOptions = {}): Promise<void> {
    this.#demand();
    options.signal?.throwIfAborted();
    await this.#usb.serialWrite(lettersOf(bytes)).catch((error: unknown) => {
      throw explainUsbError(error);
    });
  }

  read(options: AbortOptions = {}): Promise<Uint8Array> {
    return this.#inbox ? this.#inbox.read(options) : Promise.reject(this.#gone());
  }

  onLost(listener: (error: TransportError) => void): () => void {
    this.#lostListeners.add(listener);
    return () => void this.#lostListeners.delete(listener);
  }

  async #connect(turn: number): Promise<void> {
    if (turn !== this.#turn) throw new TransportError('not-open');
    this.#detach(new TransportError('lost'));
    this.#inbox = new ByteInbox();
    // Before connecting: the library sets the speed only for those who listen.
    this.#usb.addEventListener('serialdata', this.#hear);
    this.#usb.addEventListener('status', this.#watch);
    try {
      if (this.#usb.status !== 'Connected') await this.#usb.connect();
    } catch (error) {
      if (turn === this.#turn) this.#detach(new TransportError('not-open'));
      throw openError(error);
    }
    if (turn !== this.#turn) throw new TransportError('not-open');
    this.#state = 'open';
  }

  readonly #hear = ({ data }: SerialData): void => this.#inbox?.push(bytesOf(data));

  /** The library forgets a device that was pulled out; our own disconnecting says something else. */
  readonly #watch = ({ status }: { status: string }): void => {
    if (status !== 'NoAuthorizedDevice' || this.#state !== 'open') return;
    this.#state = 'lost';
    const error = new TransportError('lost');
    this.#inbox?.end(error);
    this.#stopListening();
    for (const listener of [...this.#lostListeners]) listener(error);
  };

  #detach(error: TransportError): void {
    this.#stopListening();
    this.#inbox?.end(error);
    this.#inbox = null;
  }

  #stopListening(): void {
    this.#usb.removeEventListener('serialdata', this.#hear);
    this.#usb.removeEventListener('status', this.#watch);
  }

  #demand(): ByteInbox {
    if (this.#state !== 'open' || !this.#inbox) throw this.#gone();
    return this.#inbox;
  }

  #gone(): TransportError {
    return new TransportError(this.#state === 'lost' ? 'lost' : 'not-open');
  }
}

/** The browser's list belongs to the source: without a device there is none to open. */
function openError(error: unknown): unknown {
  const ours = explainUsbError(error);
  const isListed = ours instanceof ConnectError && ours.code === 'nothing_chosen';
  return isListed ? new TransportError('lost', {}, { cause: error }) : ours;
}
