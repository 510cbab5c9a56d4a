import type { Bubble, StageTarget } from './target.ts';

interface Timed {
  target: StageTarget;
  bubble: Bubble | null;
  /** Clock time at which it goes. */
  until: number;
}

/** What is said for some seconds goes after them, also when the script that said it was stopped meanwhile. */
export class TimedBubbles {
  readonly #timed = new Set<Timed>();

  /** The bubble that `target` has now. Answers what `over` takes. */
  begin(target: StageTarget, until: number): Timed {
    const timed = { target, bubble: target.bubble, until };
    this.#timed.add(timed);
    return timed;
  }

  /** Its script takes it away itself. Answers whether it is still there. */
  over(timed: Timed): boolean {
    this.#timed.delete(timed);
    return timed.target.bubble === timed.bubble;
  }

  /** Those whose time is over and whose script took nothing away: it runs no more. */
  *left(now: number): Generator<StageTarget> {
    for (const timed of this.#timed) {
      if (timed.until <= now && this.over(timed) && timed.bubble !== null && !timed.target.disposed) yield timed.target;
    }
  }

  clear(): void {
    this.#timed.clear();
  }
}
