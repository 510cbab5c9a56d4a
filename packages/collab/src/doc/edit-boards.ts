import {
  boardsOf,
  PROJECT_LIMITS,
  type BoardPart,
  type BoardTarget,
  type Project,
  type TargetId,
} from '@paperkite/project';
import type * as Y from 'yjs';
import { partEntries } from './board-records.ts';
import { setIfChanged } from './block-store.ts';
import type { EditContext } from './edit-context.ts';
import { encodeTarget } from './encode.ts';
import { clearTarget, fillText } from './fill.ts';
import { partKey, projectMap, splitKey, targetMap, targetText } from './layout.ts';
import { freeName } from './names.ts';
import { insertOrdered, moveOrdered, ORDER_PART, removeThing } from './ordered-map.ts';

/** Changes to the boards of a project and to what belongs to a board itself. Blocks, variables, lists, comments: as of any target. */
export interface BoardEditor {
  /** Adds a complete board behind all others. Its name is made unique. Undefined, and nothing, where there are enough. */
  add(board: BoardTarget): TargetId | undefined;
  remove(id: TargetId): void;
  rename(id: TargetId, name: string): void;
  /**
   * Says what the program is. `text` (micro:bit only) comes along with the program as text that it begins with, both in one
   * undo step; the blocks stay as they are.
   */
  setMode(id: TargetId, mode: BoardTarget['mode'], text?: string): void;
  /** Puts a part on the bench, or changes one: place, pins and settings merge separately. Nothing where there are enough. */
  setPart(id: TargetId, part: BoardPart): void;
  removePart(id: TargetId, part: string): void;
  /** The program as text, for an editor's binding: read and observe it, write with `typeText`. */
  text(id: TargetId): Y.Text;
  /** Writes into the text; what is typed within a moment is one undo step. */
  typeText(id: TargetId, change: (text: Y.Text) => void): void;
}

export function createBoardEditor(context: EditContext, read: () => Project): BoardEditor {
  const { ydoc } = context;
  const kinds = () => projectMap(ydoc, 'targets');
  const isBoard = (id: TargetId): boolean => kinds().get(id) === 'board';
  const properties = (id: TargetId) => targetMap(ydoc, id, 'properties');
  const freeFor = (name: string, id?: TargetId): string =>
    freeName(
      name,
      read().targets.flatMap((target) => (target.id === id || target.kind === 'stage' ? [] : [target.name])),
    );
  /** A change of a board that is there, as one step. */
  const edit = (id: TargetId, change: () => void): void =>
    context.edit(() => {
      if (isBoard(id)) change();
    });

  return {
    add: (board) =>
      context.edit(() => {
        if (boardsOf(read()).length >= PROJECT_LIMITS.boards) return undefined;
        for (const [area, entries] of encodeTarget({ ...board, name: freeFor(board.name) }))
          for (const [key, value] of entries) targetMap(ydoc, board.id, area).set(key, value);
        fillText(targetText(ydoc, board.id), board.text);
        kinds().set(board.id, 'board');
        moveOrdered(kinds(), board.id);
        return board.id;
      }),
    remove: (id) =>
      edit(id, () => {
        removeThing(kinds(), id);
        clearTarget(ydoc, id);
      }),
    rename: (id, name) => edit(id, () => setIfChanged(properties(id), 'name', freeFor(name, id))),
    setMode: (id, mode, text) =>
      edit(id, () => {
        if (mode === 'text' && properties(id).get('board') !== 'microbit') return;
        setIfChanged(properties(id), 'mode', mode);
        if (text !== undefined) fillText(targetText(ydoc, id), text.slice(0, PROJECT_LIMITS.boardText));
      }),
    setPart: (id, part) =>
      edit(id, () => {
        const map = targetMap(ydoc, id, 'parts');
        const entries = partEntries(part);
        if (!map.has(part.id)) {
          const board = boardsOf(read()).find((one) => one.id === id);
          if ((board?.parts.length ?? 0) < PROJECT_LIMITS.boardParts) insertOrdered(map, part.id, entries);
          return;
        }
        const kept = new Set(entries.map(([key]) => key).concat(partKey(part.id, ORDER_PART)));
        for (const key of [...map.keys()]) if (splitKey(key).id === part.id && !kept.has(key)) map.delete(key);
        for (const [key, value] of entries) setIfChanged(map, key, value);
      }),
    removePart: (id, part) => edit(id, () => removeThing(targetMap(ydoc, id, 'parts'), part)),
    text: (id) => targetText(ydoc, id),
    typeText: (id, change) =>
      context.type(() => {
        if (isBoard(id)) change(targetText(ydoc, id));
      }),
  };
}
