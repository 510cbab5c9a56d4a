import type { UnoBoard } from '../uno/uno-board.ts';
import { macrotask } from '../transport/macrotask.ts';

const CHUNK_MICROSECONDS = 1000;
/** Computing time after which messages get their turn. */
const BUDGET_MS = 8;
/** What a board that fell behind may catch up; the rest is lost time, and the factor says so. */
const MOST_DEBT_MS = 40;
const PAUSE_MS = 4;
const HIDDEN_PAUSE_MS = 100;
const FACTOR_WINDOW_MS = 500;

/**
 * Runs a board as fast as the clock on the wall, or as fast as the computer manages, in slices between which messages are heard. It
 * rests between them; where nobody looks (`hidden`) the slices are long and few.
 */
export class RealTime {
  hidden = false;
  readonly #board: UnoBoard;
  readonly #afterChunk: () => void;
  readonly #onBroken: (error: unknown) => void;
  #running = false;
  #dueMs = 0;
  #windowMs = 0;
  #windowMicroseconds = 0;
  #factor = 1;
  #wake: (() => void) | null = null;

  /** `afterChunk` is called after each millisecond of board time, `onBroken` when the board threw an error and stands still. */
  constructor(board: UnoBoard, afterChunk: () => void, onBroken: (error: unknown) => void) {
    this.#board = board;
    this.#afterChunk = afterChunk;
    this.#onBroken = onBroken;
  }

  /** Board time by real time, over the last half second; at most 1. */
  get factor(): number {
    return this.#factor;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#dueMs = performance.now();
    this.#beginWindow(this.#dueMs);
    this.#factor = 1;
    this.#run().catch((error: unknown) => {
      this.#running = false;
      this.#onBroken(error);
    });
  }

  stop(): void {
    this.#running = false;
    this.#wake?.();
  }

  /** Catches up with the present at once, for example because a message for the board has come. */
  nudge(): void {
    this.#wake?.();
  }

  async #run(): Promise<void> {
    while (this.#running) {
      this.#slice();
      if (performance.now() >= this.#dueMs) await macrotask();
      else await this.#pause(this.hidden ? HIDDEN_PAUSE_MS : PAUSE_MS);
    }
  }

  #slice(): void {
    const begin = performance.now();
    const mostDebt = this.hidden ? 2 * HIDDEN_PAUSE_MS : MOST_DEBT_MS;
    this.#dueMs = Math.max(this.#dueMs, begin - mostDebt);
    let now = begin;
    while (this.#running && this.#dueMs <= now && now - begin < BUDGET_MS) {
      this.#board.runFor(CHUNK_MICROSECONDS);
      this.#dueMs += CHUNK_MICROSECONDS / 1000;
      this.#afterChunk();
      now = performance.now();
    }
    if (now - this.#windowMs >= FACTOR_WINDOW_MS) {
      const boardMs = (this.#board.microseconds - this.#windowMicroseconds) / 1000;
      this.#factor = Math.min(1, boardMs / (now - this.#windowMs));
      this.#beginWindow(now);
    }
  }

  #beginWindow(now: number): void {
    this.#windowMs = now;
    this.#windowMicroseconds = this.#board.microseconds;
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, milliseconds);
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
      this.#wake = done;
    });
  }
}
