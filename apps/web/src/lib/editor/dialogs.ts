/** What of the editor is not on the screen at first, in one chunk of its own. */
export { default as AddBoardDialog } from './board/AddBoardDialog.svelte';
export { default as ExtensionsDialog } from './ExtensionsDialog.svelte';
export { default as FileNotes } from './FileNotes.svelte';
export { default as LibraryDialog } from './LibraryDialog.svelte';
export { default as LooksTab } from './LooksTab.svelte';
export { default as MonitorsDialog } from './MonitorsDialog.svelte';
export { default as ProcedureDialog } from './ProcedureDialog.svelte';
export { default as ShortcutsDialog } from './ShortcutsDialog.svelte';
export { default as SoundsTab } from './SoundsTab.svelte';
export { default as TextDialog } from './TextDialog.svelte';
export { default as VersionsDialog } from './VersionsDialog.svelte';
