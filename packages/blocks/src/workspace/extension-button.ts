import type * as Blockly from 'blockly/core';
import { m } from '@paperkite/i18n';
import type { WorkspaceContext } from '../context.ts';
import { CATEGORIES } from '../vocabulary/vocabulary.ts';
import { toolboxDefinition } from './toolbox.ts';

/** The extensions of a project that have blocks here. */
const shownExtensions = (context: WorkspaceContext): string =>
  CATEGORIES.filter(({ id, isExtension }) => isExtension && context.extensions?.().includes(id))
    .map(({ id }) => id)
    .join(' ');

/** The button below the categories that offers extensions. Their shelves come and go with the project. */
export function offerExtensions(workspace: Blockly.WorkspaceSvg, context: WorkspaceContext): void {
  const { extensions, chooseExtension } = context;
  const toolbox = workspace.getToolbox();
  if (!extensions || !toolbox) return;
  if (chooseExtension) workspace.getInjectionDiv().append(makeButton(workspace, chooseExtension));
  let shown = shownExtensions(context);
  const stop = context.changed(() => {
    if (!workspace.getInjectionDiv().isConnected) return stop();
    const next = shownExtensions(context);
    if (next === shown) return;
    const before = new Set(shown.split(' '));
    shown = next;
    // The new one opens: that is what somebody asked for.
    const wanted = next.split(' ').find((id) => !before.has(id)) || toolbox.getSelectedItem()?.getId();
    workspace.updateToolbox(toolboxDefinition(context));
    const items = workspace.getToolbox()?.getToolboxItems() ?? [];
    workspace.getToolbox()?.setSelectedItem(items.find((item) => item.getId() === wanted) ?? items[1] ?? null);
  });
}

function makeButton(workspace: Blockly.WorkspaceSvg, choose: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'pkExtensions';
  button.textContent = `＋ ${m.extensions_add()}`;
  button.addEventListener('click', choose);
  // Blockly's keys are for blocks.
  button.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
  });
  const { width } = workspace.getMetricsManager().getToolboxMetrics();
  if (width > 0) button.style.width = `${width - 16}px`;
  return button;
}
