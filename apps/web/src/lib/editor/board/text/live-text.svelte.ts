import type { BlockDiagnostic } from '@paperkite/blocks/boards';
import type { BoardTarget } from '@paperkite/project';
import { diagnosticText } from '../diagnostic-text.ts';
import type { CodeProblem } from './monaco.ts';
import { programText, type ProgramText } from './program-text.ts';

/** How long blocks must rest before they are written as text, in milliseconds. */
const SETTLE = 300;

/** The text of the board that is being edited, and what is wrong with it, following the document a moment later. */
export class LiveText {
  program: ProgramText | undefined = $state.raw();
  /** Of a program in text mode; undefined while it is being looked at. */
  problems: readonly CodeProblem[] | undefined = $state.raw();
  readonly diagnostics: readonly BlockDiagnostic[] = $derived(
    (this.program?.diagnostics ?? []).map((diagnostic) => ({
      block: diagnostic.block,
      severity: diagnostic.severity,
      text: diagnosticText(diagnostic),
    })),
  );

  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown: string | undefined;

  follow(board: BoardTarget | undefined): void {
    clearTimeout(this.#timer);
    const isNew = board?.id !== this.#shown;
    this.#shown = board?.id;
    if (isNew) this.program = this.problems = undefined;
    if (!board) return;
    this.#timer = setTimeout(() => (this.program = programText(board)), isNew ? 0 : SETTLE);
  }

  destroy(): void {
    clearTimeout(this.#timer);
  }
}
