import { DONE, IDLE, NEXT_FRAME, RUN } from './program.ts';
import type { Scheduler } from './scheduler.ts';
import type { Thread } from './thread.ts';

/** Gives way until the clock reaches a time, looking once a frame (Scratch's promises with a timeout). */
export function* waitUntilTime(scheduler: Scheduler, time: number): Generator<number, void, void> {
  do yield NEXT_FRAME;
  while (scheduler.roundTime < time);
}

/** Gives way until a promise settles, however it does. */
export function* settled(promise: Promise<unknown>): Generator<number, void, void> {
  let over = false;
  const end = (): void => void (over = true);
  promise.then(end, end);
  while (!over) yield NEXT_FRAME;
}

/**
 * Gives way until none of the threads, which were just started, is in the scheduler's list any more. While all of them wait for
 * a later frame, so does this.
 */
export function* threadsEnded(threads: readonly Thread[]): Generator<number, void, void> {
  // The first look gives way as something done; later ones can only see what the others do.
  yield RUN;
  for (;;) {
    let listed = false;
    let allWait = true;
    for (const thread of threads) {
      if (!thread.listed) continue;
      listed = true;
      if (thread.status !== DONE && thread.status !== NEXT_FRAME) allWait = false;
    }
    if (!listed) return;
    yield allWait ? NEXT_FRAME : IDLE;
  }
}
