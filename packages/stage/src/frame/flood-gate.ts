import type { FromFrame, FromWorker, ToWorker } from './protocol.ts';

/** Milliseconds, and how many messages may pass in so many. */
const WINDOW = 100;
const MOST = 1000;

/**
 * Lets through what a page can take: a project that says something a hundred thousand times a second must not bury the page
 * in messages. What exceeds is dropped; the stage itself still shows it.
 */
export class FloodGate {
  readonly #now: () => number;
  #windowStart = -Infinity;
  #passed = 0;

  /** @param now milliseconds of any clock that does not run backwards */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether one more message may pass. */
  open(): boolean {
    const now = this.#now();
    if (now - this.#windowStart >= WINDOW) {
      this.#windowStart = now;
      this.#passed = 0;
    }
    return ++this.#passed <= MOST;
  }
}

/** What a project says as often as it likes. */
type Plentiful = Extract<FromWorker, { type: 'said' | 'logged' | 'report' | 'speak' | 'error' }>;

/** Passes it on to the page while the gate is open. Words that are dropped count as spoken: a script waits for them. */
export function passOn(
  message: Plentiful,
  gate: FloodGate,
  toPage: (message: FromFrame) => void,
  toWorker: (message: ToWorker) => void,
): void {
  if (gate.open()) toPage(message);
  else if (message.type === 'speak') toWorker({ type: 'spoken', serial: message.serial });
}
