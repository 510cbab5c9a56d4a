import type { BoardClock } from '../transport/clock.ts';

/** A board's clock that moves only when a test says so. */
export class VirtualClock implements BoardClock {
  #now = 0;
  readonly #waiting = new Set<{ at: number; done: () => void }>();

  now(): number {
    return this.#now;
  }

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const entry = { at: this.#now + ms, done: resolve };
      this.#waiting.add(entry);
      signal?.addEventListener('abort', () => {
        if (this.#waiting.delete(entry)) reject(signal.reason as Error);
      });
    });
  }

  /** Lets time pass, and what waits for it happen, in steps of `stepMs`. */
  async advance(ms: number, stepMs = 5): Promise<void> {
    for (const end = this.#now + ms; this.#now < end;) {
      this.#now = Math.min(end, this.#now + stepMs);
      for (const entry of [...this.#waiting]) {
        if (entry.at > this.#now) continue;
        this.#waiting.delete(entry);
        entry.done();
      }
      // Streams take a few turns to hand bytes on.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
