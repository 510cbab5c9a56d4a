import type { LooseScript, NamedKind, WorkspaceContext } from '@paperkite/blocks';
import { isChild, type Block, type BlockEdit, type Field, type Target } from '@paperkite/project';
import type { EditorSession } from './session.svelte.ts';

/** Which fields name something of the project. */
const NAMED: Record<string, NamedKind> = { VARIABLE: 'variable', LIST: 'list', BROADCAST_OPTION: 'broadcast' };

/** Where a copy goes: to the left edge of what stands there, below its last script. Workspace units. */
const FIRST = 40;
const BELOW = 160;

function freePlace({ blocks }: Target): { x: number; y: number } {
  const places = Object.values(blocks).flatMap(({ at }) => (isChild(at) ? [] : [at]));
  if (places.length === 0) return { x: FIRST, y: FIRST };
  return { x: Math.min(...places.map(({ x }) => x)), y: Math.max(...places.map(({ y }) => y)) + BELOW };
}

/**
 * Puts a copy of a script into another target, with what is written on it and the variables, lists and messages that it
 * names. One step of undo.
 */
export function copyScript(
  session: EditorSession,
  context: WorkspaceContext,
  to: Target,
  { top, blocks, comments }: LooseScript,
): void {
  const place = freePlace(to);
  const field = (name: string, value: Field): Field => {
    const kind = NAMED[name];
    if (!kind || value.id === undefined || context.named(kind).some(({ id }) => id === value.id)) return value;
    return { ...value, id: context.ensure(kind, String(value.value)).id };
  };
  const create = (block: Block): BlockEdit => ({
    kind: 'create',
    block: {
      ...block,
      fields: Object.fromEntries(Object.entries(block.fields).map(([name, value]) => [name, field(name, value)])),
      ...(block.id === top && { at: place }),
    },
  });
  session.doc.transact(() => {
    session.doc.blockStore(to.id).apply(Object.values(blocks).map(create));
    for (const [id, comment] of Object.entries(comments))
      session.doc.comments.set(to.id, id, { ...comment, x: place.x + comment.x, y: place.y + comment.y });
  });
}
