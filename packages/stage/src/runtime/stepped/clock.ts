import type { Clock } from '@paperkite/kernel';

/** A clock that can be stopped: what scripts measure stands still while a program is paused. */
export class PausableClock implements Clock {
  readonly #real: Clock;
  #behind = 0;
  #stoppedAt: number | null = null;

  constructor(real: Clock) {
    this.#real = real;
  }

  now(): number {
    return (this.#stoppedAt ?? this.#real.now()) - this.#behind;
  }

  stop(): void {
    this.#stoppedAt ??= this.#real.now();
  }

  goOn(): void {
    if (this.#stoppedAt === null) return;
    this.#behind += this.#real.now() - this.#stoppedAt;
    this.#stoppedAt = null;
  }
}
