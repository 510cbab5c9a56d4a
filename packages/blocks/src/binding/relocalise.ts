import type * as Blockly from 'blockly/core';
import type { Locale } from '@paperkite/i18n';
import { contextOf } from '../fields/workspace-context.ts';
import { renameSurroundings } from '../workspace/create-workspace.ts';
import { loadBlocklyLocale } from '../workspace/locale.ts';
import { toolboxDefinition } from '../workspace/toolbox.ts';
import type { Binding } from './binding.ts';

/**
 * Says everything in another language: the toolbox, the blocks, Blockly's own words. The page's language must have changed
 * before. Content, scroll, zoom and the open shelf stay; undo belongs to the store and is not touched.
 */
export async function relocalise(workspace: Blockly.WorkspaceSvg, binding: Binding, locale: Locale): Promise<void> {
  await loadBlocklyLocale(locale);
  const toolbox = workspace.getToolbox();
  const shelf = toolbox?.getSelectedItem()?.getId();
  const { scrollX, scrollY } = workspace;
  binding.reload();
  if (toolbox) {
    workspace.updateToolbox(toolboxDefinition(contextOf(workspace)));
    const item = shelf === undefined ? undefined : toolbox.getToolboxItems().find((each) => each.getId() === shelf);
    if (item?.isSelectable()) toolbox.setSelectedItem(item);
  }
  renameSurroundings(workspace);
  workspace.scroll(scrollX, scrollY);
}
