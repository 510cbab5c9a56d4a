import { m } from '@paperkite/i18n';
import { toasts } from '#lib/shell/toasts.ts';
import type * as Dialogs from './dialogs.ts';

/** The dialogs of the editor and what else only deeds need. They come after the blocks. */
export class LateDialogs {
  /** Once they are here. */
  all: typeof Dialogs | undefined = $state.raw();

  readonly #asked: () => boolean;

  /**
   * While a component is made.
   * @param asked Whether one of them is to be shown; read in an effect.
   */
  constructor(asked: () => boolean) {
    this.#asked = asked;
    $effect(() => {
      if (asked() && !this.all) void this.fetch();
    });
  }

  /** To be called when somebody first touches the page: not before the blocks, and early enough to be here when offline. */
  readonly fetch = async (): Promise<void> => {
    if (this.all) return;
    try {
      [this.all] = await Promise.all([import('./dialogs.ts'), import('./uploads.ts'), import('./project-files.ts')]);
    } catch {
      if (this.#asked()) toasts.show(m.editor_dialog_failed(), { kind: 'problem' });
    }
  };
}
