import { newLocalId } from '@paperkite/kernel';
import type { BlockEdit, Project, Scalar, TargetId, VariableId } from '@paperkite/project';
import { setIfChanged, writeBlockEdits } from './block-store.ts';
import type { EditContext } from './edit-context.ts';
import { partKey, targetMap } from './layout.ts';
import { removeThing } from './ordered-map.ts';
import { PARTS, listEntries, variableEntries } from './records.ts';

/** Changes to the variables of a target. Variables of the stage are for all sprites. */
export interface VariableEditor {
  create(target: TargetId, name: string, initial?: { value?: Scalar; cloud?: boolean; id?: VariableId }): VariableId;
  /** Also writes the new name into the blocks that use it. */
  rename(target: TargetId, id: VariableId, name: string): void;
  /** The value the project starts with: a person's change or "keep values", never a running program's. */
  setValue(target: TargetId, id: VariableId, value: Scalar): void;
  /** Blocks that use it stay; the editor decides about them. */
  remove(target: TargetId, id: VariableId): void;
}

/** Changes to the lists of a target. */
export interface ListEditor {
  create(target: TargetId, name: string, initial?: { items?: Scalar[]; id?: VariableId }): VariableId;
  rename(target: TargetId, id: VariableId, name: string): void;
  /** All items at once. */
  setItems(target: TargetId, id: VariableId, items: readonly Scalar[]): void;
  remove(target: TargetId, id: VariableId): void;
}

/** Changes to the broadcast messages, which belong to the stage. */
export interface BroadcastEditor {
  create(name: string, id?: string): string;
  rename(id: string, name: string): void;
  remove(id: string): void;
}

/** Writes a new name into every block field that names the thing. */
function renameInBlocks(context: EditContext, project: Project, scope: TargetId, id: VariableId, name: string): void {
  const everywhere = project.targets[0]!.id === scope;
  for (const target of project.targets) {
    if (!everywhere && target.id !== scope) continue;
    const edits: BlockEdit[] = [];
    for (const block of Object.values(context.blocksOf(target.id).view))
      for (const [fieldName, field] of Object.entries(block.fields))
        if (field.id === id && field.value !== name)
          edits.push({ kind: 'set-field', id: block.id, name: fieldName, field: { value: name, id } });
    writeBlockEdits(context, target.id, edits);
  }
}

export function createVariableEditor(context: EditContext, read: () => Project): VariableEditor {
  const mapOf = (target: TargetId) => targetMap(context.ydoc, target, 'variables');
  return {
    create: (target, name, { value = 0, cloud, id = newLocalId() } = {}) =>
      context.edit(() => {
        for (const [key, entry] of variableEntries(id, { name, value, cloud })) mapOf(target).set(key, entry);
        return id;
      }),
    rename: (target, id, name) =>
      context.edit(() => {
        if (!mapOf(target).has(id)) return;
        setIfChanged(mapOf(target), id, name);
        renameInBlocks(context, read(), target, id, name);
      }),
    setValue: (target, id, value) =>
      context.edit(() => {
        if (mapOf(target).has(id)) setIfChanged(mapOf(target), partKey(id, PARTS.value), value);
      }),
    remove: (target, id) => context.edit(() => removeThing(mapOf(target), id)),
  };
}

export function createListEditor(context: EditContext, read: () => Project): ListEditor {
  const mapOf = (target: TargetId) => targetMap(context.ydoc, target, 'lists');
  return {
    create: (target, name, { items = [], id = newLocalId() } = {}) =>
      context.edit(() => {
        for (const [key, entry] of listEntries(id, { name, items })) mapOf(target).set(key, entry);
        return id;
      }),
    rename: (target, id, name) =>
      context.edit(() => {
        if (!mapOf(target).has(id)) return;
        setIfChanged(mapOf(target), id, name);
        renameInBlocks(context, read(), target, id, name);
      }),
    setItems: (target, id, items) =>
      context.edit(() => {
        if (mapOf(target).has(id)) setIfChanged(mapOf(target), partKey(id, PARTS.value), [...items]);
      }),
    remove: (target, id) => context.edit(() => removeThing(mapOf(target), id)),
  };
}

export function createBroadcastEditor(context: EditContext, read: () => Project): BroadcastEditor {
  const stage = (): TargetId => read().targets[0]!.id;
  const map = () => targetMap(context.ydoc, stage(), 'broadcasts');
  return {
    create: (name, id = newLocalId()) =>
      context.edit(() => {
        map().set(id, name);
        return id;
      }),
    rename: (id, name) =>
      context.edit(() => {
        if (!map().has(id)) return;
        setIfChanged(map(), id, name);
        renameInBlocks(context, read(), stage(), id, name);
      }),
    remove: (id) => context.edit(() => map().delete(id)),
  };
}
