import type { Clock } from '@paperkite/kernel';

/**
 * Time as the board at the other end has it: the real one for real boards, the emulated one for a simulator in lock-step. All
 * timeouts of flashers and links wait on their transport's clock, so that a slow simulator never looks like a dead board.
 */
export interface BoardClock extends Clock {
  /** Milliseconds; never goes back. Only differences mean something. */
  now(): number;
  /** Resolves after `ms` milliseconds. @throws the signal's reason when aborted first */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The clock of real boards. */
export const realBoardClock: BoardClock = {
  now: () => performance.now(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, ms);
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};
