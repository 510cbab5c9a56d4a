import { TransportError } from '../transport/errors.ts';
import type { BoardTransport } from '../transport/transport.ts';
import { FlashError } from './errors.ts';
import {
  enterProgramming,
  getSync,
  IN_SYNC,
  leaveProgramming,
  loadAddress,
  OK,
  programPage,
  readPage,
  readSignature,
  type StkCommand,
} from './protocol.ts';

/**
 * The chip waits 65 ms after a reset before its bootloader hears anything. A chip that begins to hear in the middle of the first
 * request takes its second half for a command and is out of step; so each further attempt waits for another time.
 */
const START_UP_MS = [80, 120, 100];
/**
 * How long each request for sync is waited for. The first is long: Optiboot blinks for 375 ms before it answers what its receiver (2
 * bytes deep) has kept, and two requests would spill there, which makes it leave for the program.
 */
const SYNC_MS = [450, 250, 250];
/** Quiet for this long means that no late answer is under way. */
const QUIET_MS = 30;
/** For a reply, beyond the time its bytes take: writing a page (9 ms), USB, a busy page. Optiboot itself gives up after 1 s. */
const REPLY_MS = 600;
const BITS_PER_BYTE = 10;

/** ATmega328P, and the 328 of the same memory. */
const SIGNATURES = ['1e950f', '1e9514'];

/** The conversation has lost its thread: the answer is late, wrong or damaged. A reset finds the thread again. */
export class Desync extends Error {}

const TIME_IS_UP = Symbol('time is up');

export interface BeginOptions {
  readonly baudRate: number;
  /** Counts from 0. */
  readonly attempt: number;
  readonly signal?: AbortSignal;
}

/** One conversation with a bootloader, from a reset on. Replies are matched by position: a byte too many or too few ends it as a `Desync`. */
export class Stk500Session {
  readonly #transport: BoardTransport;
  readonly #baudRate: number;
  readonly #signal: AbortSignal | undefined;
  #arrived: number[] = [];

  private constructor(transport: BoardTransport, baudRate: number, signal: AbortSignal | undefined) {
    this.#transport = transport;
    this.#baudRate = baudRate;
    this.#signal = signal;
  }

  /**
   * Resets the board and waits for its bootloader. The transport is open at `baudRate`. Null when nobody answers.
   * @throws Desync; FlashError `flash-wrong-chip`; TransportError; the signal's reason
   */
  static async begin(transport: BoardTransport, options: BeginOptions): Promise<Stk500Session | null> {
    const { baudRate, attempt, signal } = options;
    const session = new Stk500Session(transport, baudRate, signal);
    await transport.reset({ signal });
    await transport.clock.wait(START_UP_MS[attempt % START_UP_MS.length] ?? 0, signal);
    if (!(await session.#synchronise())) return null;
    await session.#checkChip();
    return session;
  }

  /** The `length` bytes of flash at `address` (even). @throws Desync */
  async readPage(address: number, length: number): Promise<Uint8Array> {
    const [, page] = await this.#exchange([loadAddress(address), readPage(length)]);
    return page ?? new Uint8Array(0);
  }

  /** Erases and writes one page; what is there afterwards must be read back. @throws Desync */
  async writePage(address: number, bytes: Uint8Array): Promise<void> {
    await this.#exchange([loadAddress(address), programPage(bytes)]);
  }

  /** Lets the board start its program. @throws Desync */
  async leave(): Promise<void> {
    await this.#exchange([leaveProgramming()]);
  }

  /** Whatever the board said before its reset may still arrive: looks for the two bytes of an answer anywhere. */
  async #synchronise(): Promise<boolean> {
    for (const [attempt, patience] of SYNC_MS.entries()) {
      await this.#transport.write(getSync().bytes, { signal: this.#signal });
      if (!(await this.#within(patience, (signal) => this.#findAnswer(signal)))) continue;
      // Answers to earlier requests may follow.
      if (attempt > 0) await this.#hush();
      return true;
    }
    return false;
  }

  async #findAnswer(signal: AbortSignal): Promise<true> {
    for (;;) {
      while (this.#arrived.length < 2) await this.#receive(signal);
      if (this.#arrived[0] === IN_SYNC && this.#arrived[1] === OK) {
        this.#arrived.splice(0, 2);
        return true;
      }
      this.#arrived.shift();
    }
  }

  async #hush(): Promise<void> {
    const hear = async (signal: AbortSignal): Promise<true> => {
      await this.#receive(signal);
      return true;
    };
    while ((await this.#within(QUIET_MS, hear)) !== null);
    this.#arrived = [];
  }

  /** Also proves that the thread is held: this reply must come exactly. A damaged signature must not accuse the board. */
  async #checkChip(): Promise<void> {
    const [, first] = await this.#exchange([enterProgramming(), readSignature()]);
    const [second] = await this.#exchange([readSignature()]);
    const signature = hexadecimal(first);
    if (signature !== hexadecimal(second)) throw new Desync('two signatures');
    if (!SIGNATURES.includes(signature)) throw new FlashError('flash-wrong-chip', { signature });
  }

  /**
   * Sends commands in one go and answers the contents of their replies. At most two, the first with an empty reply: what a bootloader
   * cannot take at once must fit the two bytes of its receiver.
   */
  async #exchange(commands: readonly StkCommand[]): Promise<Uint8Array[]> {
    const sent = commands.flatMap(({ bytes }) => [...bytes]);
    const expected = commands.reduce((sum, { replyBytes }) => sum + replyBytes + 2, 0);
    await this.#transport.write(Uint8Array.from(sent), { signal: this.#signal });
    const patience = REPLY_MS + ((sent.length + expected) * BITS_PER_BYTE * 1000) / this.#baudRate;
    const replies = await this.#within(patience, async (signal) => {
      const found: Uint8Array[] = [];
      for (const { replyBytes } of commands) {
        await this.#expect(IN_SYNC, signal);
        found.push(await this.#take(replyBytes, signal));
        await this.#expect(OK, signal);
      }
      return found;
    });
    if (replies === null) throw new Desync('no reply in time');
    if (this.#arrived.length > 0) throw new Desync('more than the reply');
    return replies;
  }

  async #expect(byte: number, signal: AbortSignal): Promise<void> {
    const [found] = await this.#take(1, signal);
    if (found !== byte) throw new Desync(`${found} where ${byte} was due`);
  }

  async #take(count: number, signal: AbortSignal): Promise<Uint8Array> {
    while (this.#arrived.length < count) await this.#receive(signal);
    return Uint8Array.from(this.#arrived.splice(0, count));
  }

  async #receive(signal: AbortSignal): Promise<void> {
    try {
      for (const byte of await this.#transport.read({ signal })) this.#arrived.push(byte);
    } catch (error) {
      if (error instanceof TransportError && error.code === 'garbled')
        throw new Desync('bytes were lost', { cause: error });
      throw error;
    }
  }

  /** What `work` gives within `ms` of the board's time, else null. */
  async #within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
    const patience = new AbortController();
    const done = new AbortController();
    this.#transport.clock.wait(ms, done.signal).then(
      () => patience.abort(TIME_IS_UP),
      () => undefined,
    );
    const signals = this.#signal === undefined ? [patience.signal] : [patience.signal, this.#signal];
    try {
      return await work(AbortSignal.any(signals));
    } catch (error) {
      if (error === TIME_IS_UP) return null;
      throw error;
    } finally {
      done.abort();
    }
  }
}

const hexadecimal = (bytes: Uint8Array | undefined): string =>
  [...(bytes ?? [])].map((byte) => byte.toString(16).padStart(2, '0')).join('');
