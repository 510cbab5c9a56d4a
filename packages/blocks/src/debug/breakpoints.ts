import * as Blockly from 'blockly/core';
import { m } from '@paperkite/i18n';
import type { BlockId } from '@paperkite/project';
import type { Binding } from '../binding/binding.ts';

/** Who keeps the breakpoints of a workspace. */
export interface BreakpointKeeper {
  has(block: BlockId): boolean;
  toggle(block: BlockId): void;
}

interface Kept {
  binding: Binding;
  keeper: BreakpointKeeper;
}

const kept = new WeakMap<Blockly.Workspace, Kept>();
const SHORTCUT = 'paperkite_breakpoint';
const MENU = 'paperkite:breakpoint';

/** Gives blocks of the workspace a line in their menu and a key for a breakpoint. Returns stop. */
export function keepBreakpoints(
  workspace: Blockly.WorkspaceSvg,
  binding: Binding,
  keeper: BreakpointKeeper,
): () => void {
  register();
  kept.set(workspace, { binding, keeper });
  return () => kept.delete(workspace);
}

/** The block that stands for a statement: a program halts before statements, not within. */
function statementOf(block: Blockly.Block | null | undefined): { id: BlockId; keeper: BreakpointKeeper } | undefined {
  const own = block && !block.isInFlyout && kept.get(block.workspace);
  if (!own) return undefined;
  let around: Blockly.Block | null = block;
  while (around?.outputConnection?.isConnected()) around = around.getParent();
  if (around?.outputConnection) return undefined;
  const id = around && own.binding.idOf(around);
  return id === undefined || id === null ? undefined : { id, keeper: own.keeper };
}

function register(): void {
  const menu = Blockly.ContextMenuRegistry.registry;
  if (menu.getItem(MENU)) return;
  menu.register({
    id: MENU,
    scopeType: Blockly.ContextMenuRegistry.ScopeType.BLOCK,
    weight: 2,
    displayText: ({ block }) => {
      const statement = statementOf(block);
      return statement?.keeper.has(statement.id) ? m.blocks_menu_breakpoint_remove() : m.blocks_menu_breakpoint();
    },
    preconditionFn: ({ block }) => (statementOf(block) ? 'enabled' : 'hidden'),
    callback: ({ block }) => {
      const statement = statementOf(block);
      statement?.keeper.toggle(statement.id);
    },
    associatedKeyboardShortcut: SHORTCUT,
  });
  Blockly.ShortcutRegistry.registry.register({
    name: SHORTCUT,
    keyCodes: [Blockly.utils.KeyCodes.F9],
    displayText: () => m.blocks_shortcut_breakpoint(),
    preconditionFn: (workspace) => !workspace.isDragging() && statementOf(focusedBlock()) !== undefined,
    callback: (_workspace, event) => {
      const statement = statementOf(focusedBlock());
      if (!statement) return false;
      event.preventDefault();
      statement.keeper.toggle(statement.id);
      return true;
    },
  });
}

/** The block that has the keyboard, or around what has it. */
function focusedBlock(): Blockly.Block | null {
  const node = Blockly.getFocusManager().getFocusedNode();
  if (node instanceof Blockly.BlockSvg) return node;
  return node instanceof Blockly.Field ? node.getSourceBlock() : null;
}

/** Told of the reporter under the pointer or with the keyboard, by its id in the document and its drawing; null for none. */
export function watchReporters(
  workspace: Blockly.WorkspaceSvg,
  binding: Binding,
  onReporter: (id: BlockId | null, drawn: Element | null) => void,
): () => void {
  const around = workspace.getInjectionDiv();
  let last: BlockId | null = null;
  const look = (event: Event): void => {
    const drawn = event.target instanceof Element ? event.target.closest('.blocklyDraggable') : null;
    const block = drawn && workspace.getAllBlocks(false).find((each) => each.getSvgRoot() === drawn);
    const isReporter = block?.outputConnection && !block.isShadow();
    const id = (isReporter && binding.idOf(block)) || null;
    if (id === last) return;
    last = id;
    onReporter(id, id === null ? null : drawn);
  };
  around.addEventListener('pointerover', look);
  around.addEventListener('focusin', look);
  return () => {
    around.removeEventListener('pointerover', look);
    around.removeEventListener('focusin', look);
  };
}
