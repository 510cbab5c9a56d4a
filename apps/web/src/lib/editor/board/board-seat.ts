import type { BoardValues, StageBoard } from '@paperkite/stage/host';

type Actions = Parameters<StageBoard['act']>[0];

/** What waits for the board's chunk: more than one run does in the meantime nobody means. */
const MOST_EARLY = 1000;

/**
 * Where the stage looks for a board, from the beginning. What fills it comes later, in its own chunk, and only where a project
 * asks for a board.
 */
export class BoardSeat implements StageBoard {
  readonly #onwanted: () => void;
  readonly #listeners = new Set<(values: BoardValues) => void>();
  #board: StageBoard | undefined;
  /** What was done before what drives boards was here. */
  #early: Actions = [];
  #watched: readonly [digital: readonly string[], analog: readonly string[]] = [[], []];
  /** Everything that was ever watched. */
  readonly #known = new Set<string>();
  #begun: 'project' | 'script' | undefined;
  #asked = false;

  /** @param onwanted Called when a project that runs does something to a board or reads one, once for each `begin`. */
  constructor(onwanted: () => void) {
    this.#onwanted = onwanted;
  }

  get connected(): boolean {
    return this.#board?.connected ?? false;
  }

  /** Puts what sprites are to drive into the seat, for good. */
  take(board: StageBoard): void {
    this.#board = board;
    board.listen((values) => {
      for (const listener of this.#listeners) listener(values);
    });
    board.watch(...this.#watched);
    board.act(this.#early);
    this.#early = [];
  }

  /**
   * The project is run, or a single script of it, which need not have to do with boards: hats that look at one ask for it with
   * the project alone. A board that somebody stops meanwhile stays off until the next time.
   */
  begin(what: 'project' | 'script'): void {
    this.#begun = what;
    this.#asked = false;
    if (what === 'project' && this.#watched.some(({ length }) => length > 0)) this.#ask();
  }

  act(actions: Actions): void {
    this.#ask();
    if (this.#board) this.#board.act(actions);
    else this.#early = [...this.#early, ...actions].slice(-MOST_EARLY);
  }

  watch(digital: readonly string[], analog: readonly string[]): void {
    const channels = [...digital, ...analog];
    // Hats look at a board as soon as the project is there, and again with each program that is put into its place.
    const wanted = this.#begun === 'script' ? channels.filter((channel) => !this.#known.has(channel)) : channels;
    if (this.#begun && wanted.length > 0) this.#ask();
    for (const channel of channels) this.#known.add(channel);
    this.#watched = [digital, analog];
    this.#board?.watch(digital, analog);
  }

  stop(): void {
    this.#early = this.#early.filter(({ kind }) => kind !== 'tone');
    this.#board?.stop();
  }

  listen(changed: (values: BoardValues) => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  #ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    this.#onwanted();
  }
}
