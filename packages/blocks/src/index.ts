export { bindWorkspace } from './binding/bind-workspace.ts';
export type { Binding } from './binding/binding.ts';
export { relocalise } from './binding/relocalise.ts';
export { glow, showBlock } from './binding/show-running.ts';
export { type BreakpointKeeper, keepBreakpoints, watchReporters } from './debug/breakpoints.ts';
export { blockTexts } from './debug/block-texts.ts';
export { type DebugMarks, bringIntoView, markBlocks } from './debug/marks.ts';
export { EMPTY_CONTEXT, type CommentPort, type NamedEntry, type NamedKind, type WorkspaceContext } from './context.ts';
export { blocksToState } from './document/blocks-to-state.ts';
export { stateToBlocks, stateToEdits } from './document/state-to-blocks.ts';
export type { LooseScript } from './document/loose-script.ts';
export { onShelfClick, shelfScript } from './palette/shelf-click.ts';
export { changeProcedureEdits, newProcedureEdits } from './procedures/procedure-edits.ts';
export {
  type Answers,
  type ArgumentPart,
  type Procedure,
  type ProcedurePart,
  argumentsOf,
  procedureCode,
  procedureMutation,
  readProcedure,
} from './procedures/procedure.ts';
export type { CategoryId } from './spec.ts';
export { OPCODES } from './vocabulary/vocabulary.ts';
export { type WorkspaceOptions, createWorkspace, setTheme, showBeginning } from './workspace/create-workspace.ts';
export { loadTarget } from './workspace/load-target.ts';
export { loadBlocklyLocale } from './workspace/locale.ts';
export type { History } from './workspace/menus.ts';
export { type Shortcut, shortcuts } from './workspace/shortcuts.ts';
export { CATEGORY_COLOURS, type ThemeName } from './workspace/theme.ts';
export { type Neighbour, dropBeside } from './workspace/drop-beside.ts';
