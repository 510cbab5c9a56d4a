/** Opening and closing a port takes time, and must not overlap: what is given here is done one after the other. */
export class InTurn {
  #last: Promise<unknown> = Promise.resolve();

  /** Begins `work` once all that came before has settled. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
