/**
 * What is asked of the stage, one after the other. A program takes a while to get there (it is compiled, its pictures are
 * fetched, the stage may refuse it): what was asked after it must find it in place.
 */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Does the work when everything before it is done, or has failed. Answers as the work does. */
  take<T>(work: () => T | Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
