import Download from '@lucide/svelte/icons/download';
import FilePlus from '@lucide/svelte/icons/file-plus';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import History from '@lucide/svelte/icons/history';
import Gauge from '@lucide/svelte/icons/gauge';
import Keyboard from '@lucide/svelte/icons/keyboard';
import { m } from '@paperkite/i18n';
import type { MenuItem } from '@paperkite/ui';

/** What can be opened from the menu. */
export type MenuDialog = 'versions' | 'monitors' | 'shortcuts';

/** The menu "File" in the language of now; what is disabled says why. */
export function fileMenu(
  { readOnly, hasVersions }: { readOnly: boolean; hasVersions: boolean },
  deeds: { begin(): void; open(): void; save(kind: 'kite' | 'sb3'): void; show(dialog: MenuDialog): void },
): MenuItem[] {
  const editing = { disabled: readOnly, note: readOnly ? m.editor_why_read_only() : undefined };
  const noVersions = readOnly ? m.editor_why_read_only() : m.editor_why_no_versions();
  return [
    { label: m.editor_new(), icon: FilePlus, onselect: deeds.begin },
    { label: m.editor_open(), icon: FolderOpen, ...editing, onselect: deeds.open },
    { label: m.editor_save_file(), icon: Download, apart: true, onselect: () => deeds.save('kite') },
    { label: m.editor_save_sb3(), icon: Download, onselect: () => deeds.save('sb3') },
    { label: m.editor_monitors(), icon: Gauge, apart: true, ...editing, onselect: () => deeds.show('monitors') },
    {
      label: m.editor_versions(),
      icon: History,
      disabled: !hasVersions,
      note: hasVersions ? undefined : noVersions,
      onselect: () => deeds.show('versions'),
    },
    { label: m.editor_shortcuts(), icon: Keyboard, shortcut: '?', onselect: () => deeds.show('shortcuts') },
  ];
}
