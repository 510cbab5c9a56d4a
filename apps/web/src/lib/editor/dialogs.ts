/** The editor's dialogs in one chunk of their own. */
export { default as AddBoardDialog } from './board/AddBoardDialog.svelte';
export { default as ExtensionsDialog } from './ExtensionsDialog.svelte';
export { default as FileNotes } from './FileNotes.svelte';
export { default as LibraryDialog } from './LibraryDialog.svelte';
export { default as MonitorsDialog } from './MonitorsDialog.svelte';
export { default as ProcedureDialog } from './ProcedureDialog.svelte';
export { default as ShortcutsDialog } from './ShortcutsDialog.svelte';
export { default as TextDialog } from './TextDialog.svelte';
export { default as VersionsDialog } from './VersionsDialog.svelte';
