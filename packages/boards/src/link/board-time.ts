const WRAP = 2 ** 32;

/**
 * Makes one line of a board's clock, which starts again every 71.6 minutes: microseconds since the board said hello. Holds as
 * long as less than half a turn passes between two time stamps; the board's beats see to that. Time stamps that come a little
 * late count back.
 */
export class BoardTime {
  #last: number;
  #line = 0;

  constructor(stamp: number) {
    this.#last = stamp;
  }

  /** The time on the line of a stamp modulo 2^32. */
  at(stamp: number): number {
    const step = (stamp - this.#last) | 0;
    const line = this.#line + step;
    if (step > 0) {
      this.#last = (this.#last + step) % WRAP;
      this.#line = line;
    }
    return line;
  }
}
