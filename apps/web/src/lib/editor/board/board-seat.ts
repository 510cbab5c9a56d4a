import type { BoardValues, StageBoard } from '@paperkite/stage/host';

/**
 * Where the stage looks for a board, from the beginning. What fills it comes later, in its own chunk, and only where a project
 * asks for a board.
 */
export class BoardSeat implements StageBoard {
  readonly #onwanted: () => void;
  readonly #listeners = new Set<(values: BoardValues) => void>();
  #board: StageBoard | undefined;
  #watched: readonly [digital: readonly string[], analog: readonly string[]] = [[], []];
  #begun = false;
  #asked = false;

  /** @param onwanted Called when a project that runs does something to a board or reads one, once in each run. */
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
  }

  /** The project is run. A board that somebody stops meanwhile stays off until the next run. */
  begin(): void {
    this.#begun = true;
    this.#asked = false;
    if (this.#watched.some(({ length }) => length > 0)) this.#ask();
  }

  act(actions: Parameters<StageBoard['act']>[0]): void {
    this.#ask();
    this.#board?.act(actions);
  }

  watch(digital: readonly string[], analog: readonly string[]): void {
    // Hats look at a board as soon as the project is there.
    if (this.#begun && digital.length + analog.length > 0) this.#ask();
    this.#watched = [digital, analog];
    this.#board?.watch(digital, analog);
  }

  stop(): void {
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
