import * as Blockly from 'blockly/core';
import type { Block, BlockId } from '@paperkite/project';
import { isChild } from '@paperkite/project';
import type { Forest } from '../document/blocks-to-state.ts';
import { drawnAsShadow, isMisfit, ownState, stateOf } from '../document/blocks-to-state.ts';
import { inputName } from '../document/children.ts';
import { sameJson } from '../document/diff.ts';
import type { PaperkiteBlock } from '../draw/define-blocks.ts';
import { unknownState } from '../document/shape.ts';
import { UNKNOWN_TYPE } from '../draw/unknown-block.ts';
import { specOf } from '../vocabulary/vocabulary.ts';
import type { BlockIds } from './ids.ts';

/**
 * Makes the workspace show what the document now holds, touching only the blocks that differ. In four steps, so that no
 * order of edits can matter: take apart, take away, put in, put together.
 */
export function showBlocks(
  workspace: Blockly.Workspace,
  forest: Forest,
  edited: ReadonlySet<BlockId>,
  ids: BlockIds,
): void {
  const all = { workspace, forest, ids };
  const touched = withUnknownParents(edited, forest);
  const loose = new Set<BlockId>();
  for (const id of touched) takeApart(all, id, loose);
  for (const id of touched) takeAway(all, id);
  const fresh = putIn(all, touched);
  for (const id of touched) if (!fresh.has(id)) update(all, id);
  for (const id of new Set([...loose, ...fresh])) putTogether(all, id);
}

/** What hangs from an unknown block tells what form it has. */
function withUnknownParents(ids: ReadonlySet<BlockId>, forest: Forest): Set<BlockId> {
  const all = new Set(ids);
  for (const id of ids) {
    const at = recordIn(forest, id)?.at;
    const parent = at && isChild(at) ? recordIn(forest, at.parent) : undefined;
    if (parent && !specOf(parent.opcode)) all.add(parent.id);
  }
  return all;
}

interface Scene {
  workspace: Blockly.Workspace;
  forest: Forest;
  ids: BlockIds;
}

const recordIn = (forest: Forest, id: BlockId): Block | undefined =>
  Object.hasOwn(forest.blocks, id) ? forest.blocks[id] : undefined;

/** Unplugs a block that stands elsewhere now, and whatever survives the end of the block it hangs from. */
function takeApart({ workspace, forest, ids }: Scene, id: BlockId, loose: Set<BlockId>): void {
  const block = ids.block(workspace, id);
  if (!block) return;
  const record = recordIn(forest, id);
  const redrawn = record !== undefined && mustRedraw(record, block, forest);
  if (record && !redrawn && !drawnAsShadow(record, forest)) {
    if (!standsRight({ workspace, forest, ids }, record, block)) {
      block.unplug(false);
      loose.add(id);
    }
    return;
  }
  for (const child of block.getChildren(false)) {
    const childId = ids.documentId(child.id);
    if (childId === undefined || child.isShadow() || !recordIn(forest, childId)) continue;
    child.unplug(false);
    loose.add(childId);
  }
  if (redrawn) block.dispose(false);
}

/**
 * Whether an unknown block turns out to have another form than was guessed: it stands where only a reporter can, or
 * something hangs below it. Free blocks keep the form they have.
 */
function mustRedraw(record: Block, block: Blockly.Block, forest: Forest): boolean {
  if (block.type !== UNKNOWN_TYPE || drawnAsShadow(record, forest)) return false;
  const { shape } = unknownState(record, forest.blocks, forest.children);
  if (isChild(record.at) && (shape === 'reporter') !== (block.outputConnection !== null)) return true;
  return forest.children.get(record.id)?.has('next') === true && !block.nextConnection;
}

/** Whether a block already stands where the document has it. */
function standsRight({ workspace, forest, ids }: Scene, record: Block, block: Blockly.Block): boolean {
  const parent = block.getParent();
  if (!isChild(record.at) || isMisfit(record, forest)) {
    if (parent) return false;
    if (!isChild(record.at)) {
      const { x, y } = block.getRelativeToSurfaceXY();
      return Math.round(x) === Math.round(record.at.x) && Math.round(y) === Math.round(record.at.y);
    }
    return true;
  }
  if (!parent || parent !== ids.block(workspace, record.at.parent)) return false;
  return parent.getInputWithBlock(block)?.name === inputName(record.at.slot);
}

function takeAway({ workspace, forest, ids }: Scene, id: BlockId): void {
  const record = recordIn(forest, id);
  if (record && !drawnAsShadow(record, forest)) return;
  const block = ids.block(workspace, id);
  if (block && !block.isShadow()) block.dispose(false);
  if (!record) ids.unlink(id);
}

/** Makes the blocks that are new, whole pieces at a time. */
function putIn({ workspace, forest, ids }: Scene, touched: ReadonlySet<BlockId>): Set<BlockId> {
  const fresh = new Set<BlockId>();
  for (const id of touched) {
    const record = recordIn(forest, id);
    if (record && !drawnAsShadow(record, forest) && !ids.block(workspace, id)) fresh.add(id);
  }
  for (const id of fresh) {
    const record = forest.blocks[id]!;
    const at = record.at;
    if (isChild(at) && fresh.has(at.parent) && !isMisfit(record, forest)) continue;
    const place = isChild(at) ? { x: 0, y: 0 } : { x: at.x, y: at.y };
    const state = { ...stateOf(id, forest, (child) => fresh.has(child)), ...place };
    const block = Blockly.serialization.blocks.appendInternal(state, workspace, { recordUndo: false });
    for (const made of block.getDescendants(false)) if (!made.isShadow()) ids.link(made.id, made.id);
  }
  return fresh;
}

/** Fields, mutation and shadows of a block that was there before. */
function update(scene: Scene, id: BlockId): void {
  const { workspace, forest, ids } = scene;
  const record = recordIn(forest, id);
  if (!record) return;
  if (drawnAsShadow(record, forest)) {
    updateShadow(scene, record);
    return;
  }
  const block = ids.block(workspace, id) as PaperkiteBlock | null;
  if (!block || block.type === UNKNOWN_TYPE) return;
  const state = ownState(record, forest);
  if (record.mutation && !sameJson(block.kept, record.mutation))
    block.loadExtraState?.(structuredClone(record.mutation));
  loadFields(block, state);
}

function loadFields(block: Blockly.Block, state: Blockly.serialization.blocks.State): void {
  for (const [name, value] of Object.entries(state.fields ?? {})) {
    const field = block.getField(name);
    if (field && !sameJson(field.saveState(false), value)) field.loadState(value);
  }
}

function updateShadow({ workspace, forest, ids }: Scene, record: Block): void {
  if (!isChild(record.at)) return;
  const connection = ids.block(workspace, record.at.parent)?.getInput(inputName(record.at.slot) ?? '')?.connection;
  if (!connection) return;
  const state = ownState(record, forest);
  const live = connection.targetBlock();
  if (live?.isShadow() && live.type === state.type) loadFields(live, state);
  else connection.setShadowState(state);
}

/** Plugs a loose block in where the document has it, or puts it down. */
function putTogether({ workspace, forest, ids }: Scene, id: BlockId): void {
  const record = recordIn(forest, id);
  const block = ids.block(workspace, id);
  if (!record || !block) return;
  if (!isChild(record.at)) {
    place(block, record.at);
    return;
  }
  if (isMisfit(record, forest)) return;
  const parent = ids.block(workspace, record.at.parent);
  const connection = parent && socket(parent, record, forest);
  if (!connection || connection.targetBlock() === block) return;
  const taken = connection.targetBlock();
  if (taken && !taken.isShadow()) taken.unplug(false);
  const plug = block.outputConnection ?? block.previousConnection;
  if (plug) connection.connect(plug);
}

function place(block: Blockly.Block, at: { x: number; y: number }): void {
  if (block.getParent()) return;
  const now = block.getRelativeToSurfaceXY();
  if (now.x !== at.x || now.y !== at.y) block.moveBy(at.x - now.x, at.y - now.y);
}

/** Where on its parent a block is plugged in; an unknown block grows the input that it turns out to have. */
function socket(parent: Blockly.Block, record: Block, forest: Forest): Blockly.Connection | null {
  if (!isChild(record.at)) return null;
  const name = inputName(record.at.slot);
  if (name === undefined) return parent.nextConnection;
  const input = parent.getInput(name);
  if (parent.type !== UNKNOWN_TYPE) return input?.connection ?? null;
  const wanted = unknownState(forest.blocks[record.at.parent]!, forest.blocks, forest.children);
  const statement = wanted.inputs.find((each) => each.name === name)?.kind === 'statement';
  if (input && (input.type === Blockly.inputs.inputTypes.STATEMENT) === statement) return input.connection;
  if (input) parent.removeInput(name);
  return (statement ? parent.appendStatementInput(name) : parent.appendValueInput(name)).connection;
}
