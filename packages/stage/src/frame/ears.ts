/** Steps without a question after which nobody needs to listen any more: a second. */
const PATIENCE = 30;

/** Tells the page when a project wants to know how loud it is, and when it no longer does. */
export class Ears {
  readonly #tell: (on: boolean) => void;
  #heard = -1;
  #unasked = PATIENCE;
  #on = false;

  constructor(tell: (on: boolean) => void) {
    this.#tell = tell;
  }

  /** What blocks read: 0..100, or -1 while nobody listens. */
  readonly loudness = (): number => {
    this.#unasked = 0;
    return this.#heard;
  };

  hear(loudness: number): void {
    this.#heard = loudness;
  }

  /** After every step. */
  step(): void {
    const wanted = this.#unasked++ < PATIENCE;
    if (wanted === this.#on) return;
    this.#on = wanted;
    this.#tell(wanted);
  }
}
