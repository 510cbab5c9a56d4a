import { m } from '@paperkite/i18n';

/** What the keyboard does in the block workspace, for the list of shortcuts. */
export const workspaceShortcuts = (): { keys: string; does: string }[] => [
  { keys: 'Tab', does: m.editor_keys_tab() },
  { keys: '↑ ↓ ← →', does: m.editor_keys_arrows() },
  { keys: 'T', does: m.editor_keys_toolbox() },
  { keys: 'W', does: m.editor_keys_workspace() },
  { keys: 'Enter', does: m.editor_keys_enter() },
  { keys: 'M', does: m.editor_keys_move() },
  { keys: 'R', does: m.editor_keys_run() },
  { keys: 'F9', does: m.blocks_shortcut_breakpoint() },
  { keys: 'Delete', does: m.editor_delete() },
  { keys: 'Alt + ← →', does: m.editor_keys_move_sprite() },
];
