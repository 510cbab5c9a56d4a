import { m } from '@paperkite/i18n';
import type { BoardTarget, TargetId } from '@paperkite/project';
import { untrack } from 'svelte';
import { toasts } from '#lib/shell/toasts.ts';
import type { EditorSession } from '../session.svelte.ts';
import { BoardSeat } from './board-seat.ts';
import type * as BoardPanel from './panel.ts';

/** The boards of the project on an editor's page. What shows them comes with the first one. */
export class LateBoards {
  /** What shows boards, once it is here. */
  panel = $state.raw<typeof BoardPanel>();
  desk = $state.raw<BoardPanel.BoardDesk>();
  /** What stands in the stage's place is asked for. It follows what is edited, and can be switched. */
  pane = $state<'stage' | 'board'>('stage');
  /** Sprites drive the board on the cable, else the one on the screen, which is switched on for them. */
  readonly seat: BoardSeat;

  readonly #session: EditorSession;
  #last = $state<TargetId>();
  /** The board that is edited, or was last. */
  readonly board: BoardTarget | undefined = $derived.by(() => {
    const { board, boards } = this.#session;
    return board ?? boards.find(({ id }) => id === this.#last) ?? boards[0];
  });
  readonly work = $derived.by(() => this.board && this.desk?.of(this.board));
  readonly shown = $derived.by(() => this.pane === 'board' && this.board !== undefined);
  #fetching = false;
  /** Somebody was told that there is no board. */
  #told = false;
  /** Sprites asked before what shows boards was there. */
  #wanted = false;

  /**
   * While a component is made: it follows the session until that ends.
   * @param runs How often the project or a script of it was run on the stage
   * @param flags How often it was the project
   */
  constructor(session: EditorSession, runs: () => number, flags: () => number) {
    this.#session = session;
    this.seat = new BoardSeat(() => this.#lend());
    $effect(() => this.#keep());
    $effect(() => {
      if (session.boards.length > 0 && !this.panel) void this.#fetch();
    });
    $effect(() => {
      const board = session.board?.id;
      this.pane = board === undefined ? 'stage' : 'board';
      if (board !== undefined) this.#last = board;
    });
    let flagsBefore = 0;
    $effect(() => {
      const isProject = flags() !== flagsBefore;
      flagsBefore = flags();
      if (runs() > 0) untrack(() => this.seat.begin(isProject ? 'project' : 'script'));
    });
    $effect(() => () => this.desk?.destroy());
  }

  #lend(): void {
    const { boards } = this.#session;
    if (boards.length === 0) {
      if (!this.#told) toasts.show(m.bench_live_no_board());
      this.#told = true;
    } else if (this.desk) this.desk.lend(boards);
    else this.#wanted = true;
  }

  #keep(): void {
    const [boards, desk] = [this.#session.boards, this.desk];
    untrack(() => {
      desk?.keep(boards);
      if (desk && this.#wanted) desk.lend(boards);
      if (desk) this.#wanted = false;
    });
  }

  async #fetch(): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    try {
      const panel = await import('./panel.ts');
      this.panel = panel;
      this.desk = new panel.BoardDesk();
      // The board that sprites asked for is on its way before they say again what they want of it.
      this.#keep();
      this.seat.take(this.desk.sprites);
    } catch {
      toasts.show(m.bench_load_failed(), { kind: 'problem' });
    } finally {
      this.#fetching = false;
    }
  }
}
