import type { BoardClock } from '@paperkite/boards';
import type { UnoBoard } from '../uno/uno-board.ts';
import { macrotask } from './macrotask.ts';

/** Board time between two looks at the rest of the program. */
const SLICE_MICROSECONDS = 1000;

/**
 * Runs a board in lock-step with the program that talks to it: the board's time passes only while that program waits for the
 * board, and stands still while it thinks. So no time-out depends on how fast or how busy the computer is.
 */
export class LockStep {
  readonly clock: BoardClock;
  readonly #board: UnoBoard;
  #waiting = 0;
  #running = false;

  constructor(board: UnoBoard) {
    this.#board = board;
    this.clock = {
      now: () => board.microseconds / 1000,
      wait: (ms, signal) => this.during(() => waitOnBoard(board, ms, signal)),
    };
  }

  /** Lets the board run until what `wait` begins has settled. */
  async during<T>(wait: () => Promise<T>): Promise<T> {
    this.#waiting++;
    void this.#run();
    try {
      return await wait();
    } finally {
      this.#waiting--;
    }
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    await macrotask();
    while (this.#waiting > 0) {
      this.#board.runFor(SLICE_MICROSECONDS);
      await macrotask();
    }
    this.#running = false;
  }
}

/** The clock of a board that something else keeps running. */
export const boardClock = (board: UnoBoard): BoardClock => ({
  now: () => board.microseconds / 1000,
  wait: (ms, signal) => waitOnBoard(board, ms, signal),
});

function waitOnBoard(board: UnoBoard, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const onAbort = (): void => {
      unschedule();
      reject(signal?.reason as Error);
    };
    const unschedule = board.schedule(ms * 1000, () => {
      signal?.removeEventListener('abort', onAbort);
      board.stop();
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
