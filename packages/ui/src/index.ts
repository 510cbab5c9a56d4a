/** Accessible components in the look of docs/ui.md. Styles come from `@paperkite/ui/tailwind.css` (or `tokens.css` alone). */
export { default as Badge } from './Badge.svelte';
export { default as Button } from './Button.svelte';
export { default as Card } from './Card.svelte';
export { default as IconButton } from './IconButton.svelte';
export { default as StatusDot } from './StatusDot.svelte';
export { default as Tabs, type Tab } from './Tabs.svelte';
export { default as Tile } from './Tile.svelte';
export type { Icon } from './icon.ts';
export type { Tone } from './tone.ts';

export { default as CheckField } from './fields/CheckField.svelte';
export { default as CodeField } from './fields/CodeField.svelte';
export { default as FileDrop } from './fields/FileDrop.svelte';
export { default as FormField, type FieldIds } from './fields/FormField.svelte';
export { default as PinField } from './fields/PinField.svelte';
export { default as SelectField } from './fields/SelectField.svelte';
export { default as TextArea } from './fields/TextArea.svelte';
export { default as TextField } from './fields/TextField.svelte';

export { default as ConfirmDialog } from './overlays/ConfirmDialog.svelte';
export { default as Dialog } from './overlays/Dialog.svelte';
export { default as Menu, type MenuItem } from './overlays/Menu.svelte';

export { default as EmptyState } from './feedback/EmptyState.svelte';
export { default as ErrorNote } from './feedback/ErrorNote.svelte';
export { default as FoldedPaper, type Fold } from './feedback/FoldedPaper.svelte';
export { default as Progress } from './feedback/Progress.svelte';
export { default as SavedState, type Saved } from './feedback/SavedState.svelte';
export { default as Skeleton } from './feedback/Skeleton.svelte';
export { default as ToastRegion } from './feedback/ToastRegion.svelte';
export { createToasts, type Toast, type Toasts } from './feedback/toasts.svelte.ts';

export { default as Avatar } from './data-display/Avatar.svelte';
export { default as CountdownDate } from './data-display/CountdownDate.svelte';
export { default as DataTable, type Column } from './data-display/DataTable.svelte';
export { dateText, timeUntil } from './data-display/dates.ts';

export { default as AppHeader } from './shell/AppHeader.svelte';
export { default as LanguageSwitch } from './shell/LanguageSwitch.svelte';
export { default as Logo } from './shell/Logo.svelte';
export { default as NavLink } from './shell/NavLink.svelte';
export { default as SkipLink } from './shell/SkipLink.svelte';
export { default as ThemeSwitch } from './shell/ThemeSwitch.svelte';
export { default as VisuallyHidden } from './shell/VisuallyHidden.svelte';
export {
  createPreferences,
  isForcedTheme,
  preferences,
  THEME_COOKIE,
  type Preferences,
  type Theme,
} from './preferences.svelte.ts';
