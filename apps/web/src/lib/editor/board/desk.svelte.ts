import type { TargetId } from '@paperkite/project';
import { BoardWork } from './board-work.svelte.ts';

/** What is going on with the boards of one open project, beside the document: simulators, connections, serial lines. */
export class BoardDesk {
  /** Whether the drawer of the serial line is open. */
  serialOpen = $state(false);
  readonly #works = new Map<TargetId, BoardWork>();

  /** What goes on with one board; it stays while the editor is open. */
  of(board: TargetId): BoardWork {
    let work = this.#works.get(board);
    if (!work) this.#works.set(board, (work = new BoardWork()));
    return work;
  }

  destroy(): void {
    for (const work of this.#works.values()) work.destroy();
  }
}
