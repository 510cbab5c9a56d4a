import type { BlockDiagnostic } from '@paperkite/blocks/boards';
import type { BoardTarget } from '@paperkite/project';
import { diagnosticText } from '../diagnostic-text.ts';
import { useMakeCode, type SharedMakeCode } from './makecode.ts';
import type { CodeProblem } from './monaco.ts';
import { problemsOf } from './problems.ts';
import { programText, type ProgramText } from './program-text.ts';

/** How long blocks must rest before they are written as text, in milliseconds. */
const SETTLE = 300;
/** How long a text must rest before it is checked, in milliseconds. */
const TYPED = 700;

/** The text of the board that is being edited, and what is wrong with it, following the document a moment later. */
export class LiveText {
  /** What the blocks say as text. */
  program: ProgramText | undefined = $state.raw();
  /** Of a program in text mode; undefined while it is being looked at. */
  problems: readonly CodeProblem[] | undefined = $state.raw();
  /** The text cannot be checked now. */
  unchecked = $state(false);
  readonly diagnostics: readonly BlockDiagnostic[] = $derived(
    (this.program?.diagnostics ?? []).map((diagnostic) => ({
      block: diagnostic.block,
      severity: diagnostic.severity,
      text: diagnosticText(diagnostic),
    })),
  );

  #timer: ReturnType<typeof setTimeout> | undefined;
  #board: BoardTarget | undefined;
  #checked: string | undefined;
  #checking: AbortController | undefined;
  #makecode: SharedMakeCode | undefined;

  /** Follows the board that is edited now; none: nothing is written any more. */
  follow(board: BoardTarget | undefined): void {
    const before = this.#board;
    this.#board = board;
    clearTimeout(this.#timer);
    const isOther = board?.id !== before?.id || board?.mode !== before?.mode;
    if (isOther) this.#forget();
    if (!board) return;
    if (board.mode === 'text') {
      if (board.text === this.#checked) return;
      this.#makecode ??= useMakeCode();
      this.problems = undefined;
      this.#timer = setTimeout(() => void this.#check(board.text), isOther ? 0 : TYPED);
    } else {
      this.#timer = setTimeout(() => (this.program = programText(board)), isOther ? 0 : SETTLE);
    }
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#forget();
  }

  #forget(): void {
    this.program = this.problems = this.#checked = undefined;
    this.unchecked = false;
    this.#checking?.abort();
    this.#makecode?.release();
    this.#makecode = undefined;
  }

  async #check(text: string): Promise<void> {
    this.#checking?.abort();
    const { signal } = (this.#checking = new AbortController());
    try {
      const request = { text, dependencies: 'text', output: 'simulator' } as const;
      const outcome = await this.#makecode?.compile(request, { signal });
      if (signal.aborted || !outcome) return;
      this.#checked = text;
      this.unchecked = false;
      this.problems = problemsOf(outcome.diagnostics);
    } catch (error) {
      if (signal.aborted) return;
      console.error(error);
      this.unchecked = true;
    }
  }
}
