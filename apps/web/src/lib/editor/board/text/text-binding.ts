import type { BoardEditor } from '@paperkite/collab';
import { PROJECT_LIMITS, type TargetId } from '@paperkite/project';
import type { CodeChange, CodeEditor } from './monaco.ts';

/** One piece of what Yjs says happened to a text. */
type Delta = { retain?: number; insert?: unknown; delete?: number };

/** The changes of a delta, each in the text as the ones before left it. */
export function changesOf(delta: readonly Delta[]): CodeChange[] {
  const changes: CodeChange[] = [];
  let offset = 0;
  for (const { retain = 0, insert, delete: deleted = 0 } of delta) {
    offset += retain;
    const inserted = typeof insert === 'string' ? insert : '';
    if (inserted === '' && deleted === 0) continue;
    changes.push({ offset, deleted, inserted });
    offset += inserted.length;
  }
  return changes;
}

/**
 * Keeps an editor and a board's text the same: what the person types goes into the document, what others do and what undo
 * takes back comes into the editor. Returns what the editor's `onEdit` must call, and stop.
 */
export function bindText(
  boards: Pick<BoardEditor, 'text' | 'typeText'>,
  target: TargetId,
  editor: () => Pick<CodeEditor, 'applyEdits' | 'setText'> | undefined,
  onTooLong: () => void = () => undefined,
): { onEdit: (changes: readonly CodeChange[]) => void; stop: () => void } {
  const text = boards.text(target);
  let typing = false;
  const follow = (event: { delta: readonly Delta[] }): void => {
    if (!typing) editor()?.applyEdits(changesOf(event.delta));
  };
  text.observe(follow);
  return {
    onEdit(changes) {
      const growth = changes.reduce((sum, { inserted, deleted }) => sum + inserted.length - deleted, 0);
      if (growth > 0 && text.length + growth > PROJECT_LIMITS.boardText) {
        editor()?.setText(text.toString());
        return onTooLong();
      }
      typing = true;
      try {
        boards.typeText(target, (shared) => {
          for (const { offset, deleted, inserted } of changes) {
            if (deleted > 0) shared.delete(offset, deleted);
            if (inserted !== '') shared.insert(offset, inserted);
          }
        });
      } finally {
        typing = false;
      }
    },
    stop: () => text.unobserve(follow),
  };
}
