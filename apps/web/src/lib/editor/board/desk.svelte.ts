import { SpriteBoard, type BoardLink } from '@paperkite/boards';
import { m } from '@paperkite/i18n';
import { RadioAir } from '@paperkite/makecode';
import type { BoardTarget, TargetId } from '@paperkite/project';
import { SvelteMap } from 'svelte/reactivity';
import { toasts } from '#lib/shell/toasts.ts';
import { MicrobitWork } from './microbit/microbit-work.svelte.ts';
import { UnoWork } from './uno/uno-work.svelte.ts';

/** What is going on with the boards of one open project, beside the document: simulators, connections, serial lines. */
export class BoardDesk {
  /** Whether the drawer of the serial line is open. */
  serialOpen = $state(false);
  /** The board that sprites drive and read. */
  readonly sprites = new SpriteBoard();
  /** What one simulated micro:bit of the project sends by radio the others hear. */
  readonly #air = new RadioAir();
  readonly #works = new SvelteMap<TargetId, UnoWork | MicrobitWork>();
  /** The link that sprites have: a board on a cable before one on the screen. */
  readonly #link: BoardLink | null = $derived.by(() => {
    const works = [...this.#works.values()];
    return (works.find(({ cable }) => cable.link) ?? works.find(({ link }) => link))?.link ?? null;
  });
  /** Sprites have a board, or will have one as soon as it answers. */
  readonly #coming = $derived.by(
    () =>
      this.#link !== null ||
      [...this.#works.values()].some((work) => work.phase !== 'off' && !(work.kind === 'microbit' && work.ownProgram)),
  );
  /** The board on the screen that sprites got. */
  #lent: UnoWork | MicrobitWork | undefined = $state.raw();
  readonly #stop: () => void;

  constructor() {
    this.#stop = $effect.root(() => {
      $effect(() => this.sprites.attach(this.#link));
      $effect(() => this.sprites.expect(this.#coming));
      $effect(() => {
        if (this.#lent?.trouble) toasts.show(m.bench_live_failed());
      });
    });
  }

  /** What goes on with one board; it stays while the editor is open. */
  of({ id }: Pick<BoardTarget, 'id'>): UnoWork | MicrobitWork | undefined {
    return this.#works.get(id);
  }

  /** Follows the project: boards that came get what they need, those that were deleted let go of their cables. */
  keep(boards: readonly BoardTarget[]): void {
    for (const [id, work] of this.#works) {
      if (boards.some((board) => board.id === id)) continue;
      work.destroy();
      this.#works.delete(id);
    }
    for (const { id, board } of boards) {
      if (!this.#works.has(id))
        this.#works.set(id, board === 'arduino-uno' ? new UnoWork() : new MicrobitWork(this.#air));
    }
  }

  /** Sprites want a board: where none is on a cable, the first on the screen is switched on. */
  lend(boards: readonly BoardTarget[]): void {
    if (this.#link) return;
    const works = [...this.#works.values()];
    if (works.some((work) => work.kind === 'microbit' && work.ownProgram)) toasts.show(m.bench_live_busy());
    const isBusy = works.some(({ phase }) => phase !== 'off');
    const first = boards.find(({ id }) => this.#works.has(id));
    const work = first && this.#works.get(first.id);
    if (work && !isBusy) {
      this.#lent = work;
      void (work.kind === 'microbit' ? work.lend() : work.run(first));
    }
    // What was asked for at the same time as the board is for it, too.
    this.sprites.expect(this.#coming);
  }

  destroy(): void {
    this.#stop();
    this.sprites.attach(null);
    for (const work of this.#works.values()) work.destroy();
  }
}
