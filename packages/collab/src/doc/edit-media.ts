import { newLocalId } from '@paperkite/kernel';
import type { Costume, Sound, TargetId } from '@paperkite/project';
import { setIfChanged } from './block-store.ts';
import type { EditContext } from './edit-context.ts';
import { partKey, targetMap } from './layout.ts';
import { insertOrdered, moveOrdered, orderedIds, readOrdered, removeThing } from './ordered-map.ts';
import { PARTS, costumeEntries, costumePicture, readCostume, readSound, soundEntries, soundWave } from './records.ts';
import { freeName } from './names.ts';

/** Changes to the ordered costumes or sounds of a target. Names are made unique within the target. */
export interface MediaEditor<T extends Costume | Sound> {
  /** Adds at an index (the end if absent); returns the id, a new one unless given. */
  add(target: TargetId, thing: Omit<T, 'id'> & { id?: string }, index?: number): string;
  /** Changes some properties; the id stays. */
  update(target: TargetId, id: string, changes: Partial<Omit<T, 'id'>>): void;
  remove(target: TargetId, id: string): void;
  /** Moves to an index of the list without the thing itself. */
  move(target: TargetId, id: string, index: number): void;
}

interface MediaKind<T extends Costume | Sound> {
  area: 'costumes' | 'sounds';
  read: (id: string, get: (part: string) => unknown) => T | undefined;
  entries: (thing: T) => [string, unknown][];
  content: (thing: T) => unknown[];
}

const COSTUMES: MediaKind<Costume> = {
  area: 'costumes',
  read: readCostume,
  entries: costumeEntries,
  content: costumePicture,
};
const SOUNDS: MediaKind<Sound> = { area: 'sounds', read: readSound, entries: soundEntries, content: soundWave };

export const createCostumeEditor = (context: EditContext): MediaEditor<Costume> => createMediaEditor(context, COSTUMES);
export const createSoundEditor = (context: EditContext): MediaEditor<Sound> => createMediaEditor(context, SOUNDS);

function createMediaEditor<T extends Costume | Sound>(context: EditContext, kind: MediaKind<T>): MediaEditor<T> {
  const mapOf = (target: TargetId) => targetMap(context.ydoc, target, kind.area);
  const namesIn = (target: TargetId, except?: string): string[] =>
    readOrdered(mapOf(target), kind.read).flatMap((thing) => (thing.id === except ? [] : [thing.name]));

  return {
    add: (target, thing, index) =>
      context.edit(() => {
        const id = thing.id ?? newLocalId();
        const complete = { ...thing, id, name: freeName(thing.name, namesIn(target)) } as T;
        insertOrdered(mapOf(target), id, kind.entries(complete), index);
        return id;
      }),
    update: (target, id, changes) =>
      context.edit(() => {
        const map = mapOf(target);
        const old = kind.read(id, (part) => map.get(part === '' ? id : partKey(id, part)));
        if (!old) return;
        const next: T = { ...old, ...changes, id };
        setIfChanged(map, id, kind.content(next));
        if (next.name !== old.name) map.set(partKey(id, PARTS.name), freeName(next.name, namesIn(target, id)));
      }),
    remove: (target, id) => context.edit(() => removeThing(mapOf(target), id)),
    move: (target, id, index) =>
      context.edit(() => {
        if (orderedIds(mapOf(target)).includes(id)) moveOrdered(mapOf(target), id, index);
      }),
  };
}
