/** Milliseconds between signs of life that are asked for, and until their lack is told. */
const ASK_EVERY = 1000;
const SILENCE = 3000;

export interface WatchdogOptions {
  ask: (serial: number) => void;
  /** Told once when the project stops answering and once when it answers again. */
  onChange: (responding: boolean) => void;
}

/**
 * Notices a project that never lets go of its worker. A page that itself was held up, or asleep, blames nobody: silence
 * counts only between two askings that came on time.
 */
export class Watchdog {
  readonly #options: WatchdogOptions;
  readonly #timer: ReturnType<typeof setInterval>;
  #serial = 0;
  #answered = 0;
  #silentMs = 0;
  #askedAt: number;
  #responding = true;

  constructor(options: WatchdogOptions) {
    this.#options = options;
    this.#askedAt = performance.now();
    this.#timer = setInterval(() => this.#tick(), ASK_EVERY);
  }

  answer(serial: number): void {
    this.#answered = Math.max(this.#answered, serial);
    this.#silentMs = 0;
    if (!this.#responding) this.#options.onChange((this.#responding = true));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const now = performance.now();
    const onTime = now - this.#askedAt < ASK_EVERY * 2;
    if (onTime && this.#answered < this.#serial) this.#silentMs += now - this.#askedAt;
    this.#askedAt = now;
    if (this.#silentMs >= SILENCE && this.#responding) this.#options.onChange((this.#responding = false));
    this.#options.ask(++this.#serial);
  }
}
