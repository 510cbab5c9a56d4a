import * as Blockly from 'blockly/core';
import type { Json } from '@paperkite/project';
import { NamedLabelField } from '../fields/named-label-field.ts';
import { read, type BlockSpec } from '../spec.ts';
import { OPCODES, categoryOf, specOf } from '../vocabulary/vocabulary.ts';
import { isQuiet } from '../workspace/quiet.ts';
import { registerConnectionChecker } from './connection-checker.ts';
import { CopyArgumentDragStrategy, WithParentDragStrategy } from './drag-strategies.ts';
import { drawPieces, pieces, setShape } from './draw-spec.ts';
import { PROTOTYPE_CHECK, drawCall, drawPrototype } from './procedure-blocks.ts';
import { UNKNOWN_TYPE, type UnknownState, drawUnknown } from './unknown-block.ts';

/** A block as our definitions extend it. `kept` is the mutation as it came, so that what we do not read is not lost. */
export interface PaperkiteBlock extends Blockly.Block {
  kept?: Record<string, Json>;
}

const keepMutation = {
  saveExtraState(this: PaperkiteBlock): Json | null {
    return this.kept ? structuredClone(this.kept) : null;
  },
  loadExtraState(this: PaperkiteBlock, state: Record<string, Json>): void {
    this.kept = state;
  },
};

/** Neighbours step aside for what a person does here, not for what others do elsewhere. */
const stepAside = {
  bumpNeighbours(this: Blockly.BlockSvg): void {
    if (isSvg(this) && !isQuiet(this.workspace)) Blockly.BlockSvg.prototype.bumpNeighbours.call(this);
  },
};

const redraw = (draw: (block: Blockly.Block, mutation: Record<string, Json> | undefined) => void) => ({
  ...keepMutation,
  loadExtraState(this: PaperkiteBlock, state: Record<string, Json>): void {
    this.kept = state;
    draw(this, state);
  },
});

const isSvg = (block: Blockly.Block): block is Blockly.BlockSvg => block instanceof Blockly.BlockSvg;

/** "stop other scripts" lets the script go on; the other two end it. */
function followStopOption(block: Blockly.Block): void {
  const goesOn = (option: string) => option.startsWith('other scripts');
  const keep = (option: string) => {
    (block as PaperkiteBlock).kept = { tagName: 'mutation', children: [], hasnext: String(goesOn(option)) };
  };
  keep('');
  block.getField('STOP_OPTION')?.setValidator((option: string) => {
    if (goesOn(option) !== Boolean(block.nextConnection)) {
      if (!goesOn(option)) block.nextConnection?.disconnect();
      block.setNextStatement(goesOn(option));
    }
    keep(option);
    return option;
  });
}

function applyBehaviour(block: Blockly.Block, spec: BlockSpec): void {
  switch (spec.behaviour) {
    case 'stop':
      followStopOption(block);
      break;
    case 'definition':
      block.getInput('custom_block')?.setCheck(PROTOTYPE_CHECK);
      break;
    case 'prototype':
      block.setOutput(true, PROTOTYPE_CHECK);
      block.setDeletable(false);
      if (isSvg(block)) block.setDragStrategy(new WithParentDragStrategy(block));
      break;
    case 'argument':
      if (isSvg(block)) block.setDragStrategy(new CopyArgumentDragStrategy(block));
      break;
    default:
  }
}

type MenuEntry = Blockly.ContextMenuRegistry.ContextMenuOption | Blockly.ContextMenuRegistry.LegacyContextMenuOption;

/** What can be done with the variable or list that a block names. */
const nameMenu = {
  customContextMenu(this: Blockly.BlockSvg, menu: MenuEntry[]): void {
    for (const field of this.getFields())
      if (field instanceof NamedLabelField) menu.push(...field.menuEntries(!this.isInFlyout));
  },
};

function definition(spec: BlockSpec) {
  const shaped =
    spec.behaviour === 'call' ? redraw(drawCall) : spec.behaviour === 'prototype' ? redraw(drawPrototype) : null;
  return {
    ...stepAside,
    ...(shaped ?? keepMutation),
    ...(spec.behaviour === 'getter' ? nameMenu : {}),
    init(this: Blockly.Block) {
      const category = categoryOf(spec.opcode);
      this.setStyle(category ?? 'unknown');
      drawPieces(this, spec, pieces(spec));
      setShape(this, spec.shape);
      applyBehaviour(this, spec);
      const { tip } = spec;
      if (tip) this.setTooltip(() => read(tip));
    },
  };
}

const unknown = {
  ...stepAside,
  saveExtraState(this: PaperkiteBlock) {
    return structuredClone(this.kept);
  },
  loadExtraState(this: PaperkiteBlock, state: UnknownState) {
    this.kept = state as unknown as Record<string, Json>;
    drawUnknown(this, state);
  },
};

/**
 * Makes every block of the vocabulary known to Blockly. Texts are read when a block is drawn, so one call serves every
 * language; harmless when repeated.
 */
export function defineBlocks(): void {
  registerConnectionChecker();
  for (const opcode of OPCODES) {
    const spec = specOf(opcode);
    if (spec) Blockly.Blocks[opcode] = definition(spec);
  }
  Blockly.Blocks[UNKNOWN_TYPE] = unknown;
}
