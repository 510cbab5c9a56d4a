import { TransportError } from '../transport/errors.ts';
import type { BoardTransport } from '../transport/transport.ts';
import { FlashError } from './errors.ts';
import { Desync, Stk500Session } from './stk500-session.ts';

/** The Uno and most Nanos. Boards are opened at this speed, and are left at it. */
export const UNO_BAUD_RATE = 115_200;
/** Nanos with the bootloader from before 2018. */
const OLD_NANO_BAUD_RATE = 57_600;
const SPEEDS = [UNO_BAUD_RATE, OLD_NANO_BAUD_RATE];
const ROUNDS = 2;
/** Losses of the thread without a page in between until the connection counts as unsteady. */
const MOST_LOSSES = 5;
const MOST_WRITES = 4;
/** After so many pages in a row that differ, the rest is taken to differ and is written without a look first. */
const DIFFERING_IN_A_ROW = 3;

/** `compare`: looks at what is there. `write`: erases and writes pages. `verify`: reads back. `start`: the program starts. */
export type FlashPhase = 'connect' | 'compare' | 'write' | 'verify' | 'start';

export interface FlashProgress {
  readonly phase: FlashPhase;
  /** Bytes compared, written or verified so far, of `total`; never goes back. A page that is there already counts twice at once. */
  readonly done: number;
  readonly total: number;
}

export interface FlashOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FlashProgress) => void;
}

/** How it went. */
export interface FlashReport {
  readonly baudRate: number;
  readonly pagesWritten: number;
  /** Pages that had the right content already. */
  readonly pagesKept: number;
  /** How often the conversation had to be begun anew. */
  readonly losses: number;
  /** Of the board's time, from the reset until the program starts. */
  readonly milliseconds: number;
}

/** A whole page of flash. */
export interface FlashPage {
  readonly address: number;
  readonly bytes: Uint8Array;
}

type PageState = 'unknown' | 'written' | 'right';

/**
 * Brings pages onto an Uno or Nano through its own bootloader: looks at each page and writes it only if it differs, reads every
 * written page back, starts the program. `transport` is open at 115200 baud before and after.
 * @throws FlashError; TransportError other than `lost`; the signal's reason
 */
export async function flashPages(
  transport: BoardTransport,
  pages: readonly FlashPage[],
  options: FlashOptions & { readonly limitAt?: (baudRate: number) => number } = {},
): Promise<FlashReport> {
  const job = new FlashJob(transport, pages, options);
  try {
    return await job.run();
  } catch (error) {
    if (error instanceof TransportError && error.code === 'lost')
      throw new FlashError('flash-board-lost', {}, { cause: error });
    throw error;
  } finally {
    if (job.baudRate !== UNO_BAUD_RATE && transport.state === 'open')
      await transport.setBaudRate(UNO_BAUD_RATE).catch(() => undefined);
  }
}

class FlashJob {
  baudRate = UNO_BAUD_RATE;
  readonly #transport: BoardTransport;
  readonly #pages: readonly FlashPage[];
  readonly #options: FlashOptions & { readonly limitAt?: (baudRate: number) => number };
  readonly #states: PageState[];
  readonly #writes: number[];
  #differing = 0;
  #attempts = 0;
  #losses = 0;
  #lossesInARow = 0;
  #done = 0;

  constructor(
    transport: BoardTransport,
    pages: readonly FlashPage[],
    options: FlashOptions & { readonly limitAt?: (baudRate: number) => number },
  ) {
    this.#transport = transport;
    this.#pages = pages;
    this.#options = options;
    this.#states = pages.map(() => 'unknown');
    this.#writes = pages.map(() => 0);
  }

  async run(): Promise<FlashReport> {
    const began = this.#transport.clock.now();
    this.#report('connect');
    let session = await this.#find();
    for (;;) {
      try {
        while (this.#states.some((state) => state !== 'right')) {
          await this.#writeDiffering(session);
          await this.#verify(session);
        }
        this.#report('start');
        await session.leave();
        break;
      } catch (error) {
        if (!(error instanceof Desync)) throw error;
        this.#countLoss(error);
        session = await this.#findAgain();
      }
    }
    return {
      baudRate: this.baudRate,
      pagesWritten: this.#writes.filter((count) => count > 0).length,
      pagesKept: this.#writes.filter((count) => count === 0).length,
      losses: this.#losses,
      milliseconds: this.#transport.clock.now() - began,
    };
  }

  async #find(): Promise<Stk500Session> {
    for (let round = 0; round < ROUNDS; round++) {
      for (const baudRate of SPEEDS) {
        if (baudRate !== this.baudRate) await this.#transport.setBaudRate(baudRate);
        this.baudRate = baudRate;
        const session = await this.#begin();
        if (session === null) continue;
        this.#checkLimit();
        return session;
      }
    }
    throw new FlashError('flash-no-bootloader');
  }

  /** Only at the speed at which it was found before. */
  async #findAgain(): Promise<Stk500Session> {
    for (;;) {
      const session = await this.#begin();
      if (session !== null) return session;
      this.#countLoss();
    }
  }

  /** Null when nobody answers at this speed. Who answered once is asked again. */
  async #begin(): Promise<Stk500Session | null> {
    for (;;) {
      try {
        const attempt = Math.floor(this.#attempts++ / SPEEDS.length);
        const { signal } = this.#options;
        return await Stk500Session.begin(this.#transport, { baudRate: this.baudRate, attempt, signal });
      } catch (error) {
        if (!(error instanceof Desync)) throw error;
        this.#countLoss(error);
      }
    }
  }

  #countLoss(cause?: unknown): void {
    this.#losses++;
    if (++this.#lossesInARow > MOST_LOSSES) throw new FlashError('flash-unsteady', {}, { cause });
  }

  #checkLimit(): void {
    const limit = this.#options.limitAt?.(this.baudRate) ?? Infinity;
    const beyond = this.#pages.find(({ address, bytes }) => address + bytes.length > limit);
    if (beyond !== undefined) throw new FlashError('flash-overlaps-bootloader', { address: beyond.address });
  }

  async #writeDiffering(session: Stk500Session): Promise<void> {
    for (const [index, page] of this.#pages.entries()) {
      if (this.#states[index] !== 'unknown') continue;
      if (this.#differing < DIFFERING_IN_A_ROW && this.#writes[index] === 0) {
        const found = await session.readPage(page.address, page.bytes.length);
        if (sameBytes(found, page.bytes)) {
          this.#differing = 0;
          this.#settle(index, 'right', 2, 'compare');
          continue;
        }
        this.#differing++;
      }
      await session.writePage(page.address, page.bytes);
      this.#writes[index] = (this.#writes[index] ?? 0) + 1;
      this.#settle(index, 'written', 1, 'write');
    }
  }

  async #verify(session: Stk500Session): Promise<void> {
    for (const [index, page] of this.#pages.entries()) {
      if (this.#states[index] !== 'written') continue;
      const found = await session.readPage(page.address, page.bytes.length);
      if (sameBytes(found, page.bytes)) {
        this.#settle(index, 'right', 1, 'verify');
        continue;
      }
      if ((this.#writes[index] ?? 0) >= MOST_WRITES)
        throw new FlashError('flash-verify-failed', { address: page.address + firstDifference(found, page.bytes) });
      this.#settle(index, 'unknown', -1, 'verify');
    }
  }

  #settle(index: number, state: PageState, steps: number, phase: FlashPhase): void {
    this.#states[index] = state;
    this.#done += steps * (this.#pages[index]?.bytes.length ?? 0);
    if (steps > 0) this.#lossesInARow = 0;
    this.#report(phase);
  }

  #most = 0;
  #report(phase: FlashPhase): void {
    this.#most = Math.max(this.#most, this.#done);
    const total = 2 * this.#pages.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.#options.onProgress?.({ phase, done: this.#most, total });
  }
}

const firstDifference = (found: Uint8Array, wanted: Uint8Array): number =>
  Math.max(
    0,
    wanted.findIndex((byte, at) => byte !== found[at]),
  );

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);
