import type { MicrobitSimulator } from './microbit-simulator.ts';

/** What the air needs of a simulated board. */
export type RadioBoard = Pick<MicrobitSimulator, 'onEvent' | 'sendRadio'>;

/**
 * The air between simulated micro:bits: what one sends by radio reaches all others, and whether it is of their group they tell
 * themselves, as on the board. Nothing is lost on the way but what comes before a program listens.
 */
export class RadioAir {
  readonly #boards = new Set<RadioBoard>();

  /** Brings a board within reach of the others. Returns how to take it away. */
  join(board: RadioBoard): () => void {
    this.#boards.add(board);
    const stop = board.onEvent((event) => {
      if (event.type !== 'radio') return;
      for (const other of this.#boards) if (other !== board) other.sendRadio(event.packet);
    });
    return () => {
      stop();
      this.#boards.delete(board);
    };
  }
}
