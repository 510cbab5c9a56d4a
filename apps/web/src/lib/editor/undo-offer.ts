import { m } from '@paperkite/i18n';
import { toasts } from '#lib/shell/toasts.ts';
import type { EditorSession } from './session.svelte.ts';

/** Says what was just done, and offers to take it back while undo still means that. */
export function offerUndo(session: EditorSession, text: string): void {
  const toast = toasts.show(text, { action: { label: m.editor_undo(), onclick: () => session.doc.undo() } });
  // After the next edit, undo would mean that one.
  const stop = session.doc.observe(({ own }) => {
    if (!own) return;
    toasts.dismiss(toast);
    stop();
  });
}
