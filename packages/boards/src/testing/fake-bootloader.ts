import { ByteInbox } from '../transport/byte-inbox.ts';
import type { BoardClock } from '../transport/clock.ts';
import { TransportError } from '../transport/errors.ts';
import type { BoardTransport, OpenOptions } from '../transport/transport.ts';

export interface FakeBootloaderOptions {
  readonly baudRate?: number;
  readonly signature?: readonly number[];
  /** What becomes of a page on its way into the flash. */
  readonly keep?: (address: number, page: Uint8Array) => Uint8Array;
  /** What becomes of a reply on its way to the host; null: it never arrives. */
  readonly onWire?: (reply: Uint8Array) => Uint8Array | null;
  /** Said right after a reset, before anything was asked. */
  readonly junk?: Uint8Array;
}

/** Board time passes 40 times as fast; an answer that is there always comes before any time is up. */
const quickClock: BoardClock = {
  now: () => performance.now() * 40,
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms / 40);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      });
    }),
};

/** A board whose bootloader misbehaves as a test wants it to, without a chip. It answers a whole command at once. */
export class FakeBootloader implements BoardTransport {
  readonly kind = 'simulator';
  readonly clock = quickClock;
  state: 'closed' | 'open' | 'lost' = 'closed';
  readonly flash = new Uint8Array(0x8000).fill(0xff);
  /** Addresses of the pages written so far, in order. */
  readonly written: number[] = [];
  baudRate = 0;
  resets = 0;
  readonly #options: FakeBootloaderOptions;
  #inbox = new ByteInbox();
  #heard: number[] = [];
  #address = 0;

  constructor(options: FakeBootloaderOptions = {}) {
    this.#options = options;
  }

  async open({ baudRate }: OpenOptions): Promise<void> {
    this.baudRate = baudRate;
    this.state = 'open';
  }

  async close(): Promise<void> {
    this.state = 'closed';
    this.#inbox.end(new TransportError('not-open'));
  }

  async setBaudRate(baudRate: number): Promise<void> {
    this.baudRate = baudRate;
  }

  async reset(): Promise<void> {
    this.resets++;
    this.#heard = [];
    this.#inbox.drop();
    if (this.#options.junk !== undefined) this.#inbox.push(this.#options.junk);
  }

  async write(bytes: Uint8Array, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
    signal?.throwIfAborted();
    if (this.baudRate !== (this.#options.baudRate ?? 115_200)) return;
    this.#heard.push(...bytes);
    for (;;) {
      const length = this.#lengthOfCommand();
      if (length === null || this.#heard.length < length) return;
      this.#answer(this.#heard.splice(0, length));
    }
  }

  read(options: { signal?: AbortSignal } = {}): Promise<Uint8Array> {
    return this.#inbox.read(options);
  }

  onLost(): () => void {
    return () => undefined;
  }

  /** The system lost bytes. */
  garble(): void {
    this.#inbox.fault(new TransportError('garbled'));
  }

  #lengthOfCommand(): number | null {
    const [command, high = 0, low = 0] = this.#heard;
    if (command === undefined) return null;
    if (command === 0x55) return 4;
    if (command === 0x74) return 5;
    if (command !== 0x64) return 2;
    return this.#heard.length < 3 ? null : 5 + high * 256 + low;
  }

  #answer(command: number[]): void {
    const [code, first = 0, second = 0] = command;
    if (code === 0x55) this.#address = 2 * (first + 256 * second);
    if (code === 0x64) this.#store(Uint8Array.from(command.slice(4, -1)));
    const content =
      code === 0x74
        ? this.flash.slice(this.#address, this.#address + first * 256 + second)
        : Uint8Array.from(code === 0x75 ? (this.#options.signature ?? [0x1e, 0x95, 0x0f]) : []);
    const reply = Uint8Array.from([0x14, ...content, 0x10]);
    const arriving = this.#options.onWire === undefined ? reply : this.#options.onWire(reply);
    if (arriving !== null) this.#inbox.push(arriving);
  }

  #store(page: Uint8Array): void {
    this.written.push(this.#address);
    this.flash.set(this.#options.keep?.(this.#address, page) ?? page, this.#address);
  }
}
