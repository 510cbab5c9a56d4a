import * as Blockly from 'blockly/core';
import { m } from '@paperkite/i18n';
import type { WorkspaceContext } from '../context.ts';
import { PaperkiteConnectionChecker } from '../draw/connection-checker.ts';
import { defineBlocks } from '../draw/define-blocks.ts';
import { registerColourStyles } from '../fields/colour-field.ts';
import { setContext } from '../fields/workspace-context.ts';
import { registerShelves, toolboxDefinition } from './toolbox.ts';
import { registerMenus } from './menus.ts';
import { registerSearch } from './search-category.ts';
import { registerShortcuts } from './shortcuts.ts';
import type { ThemeName } from './theme.ts';
import { gridColour, registerStyles, themeOf } from './theme.ts';

export interface WorkspaceOptions {
  context: WorkspaceContext;
  /** Where the application serves the folder `blockly/media`, with a slash at the end. */
  media: string;
  theme: ThemeName;
  /** Nothing can be changed and there is no toolbox. */
  readOnly?: boolean;
  /** 1 is Blockly's own size. */
  scale?: number;
}

/**
 * Puts a workspace into an element of the page, which must have a size. `loadBlocklyLocale` comes first. Without sounds; the
 * undo history belongs to the document, not to the workspace.
 */
export function createWorkspace(container: HTMLElement, options: WorkspaceOptions): Blockly.WorkspaceSvg {
  defineBlocks();
  registerStyles();
  registerColourStyles();
  registerSearch();
  registerMenus();
  registerShortcuts();
  const readOnly = options.readOnly ?? false;
  const workspace = Blockly.inject(container, {
    renderer: 'zelos',
    theme: themeOf(options.theme),
    media: options.media,
    sounds: false,
    readOnly,
    collapse: false,
    disable: false,
    comments: options.context.comments !== undefined,
    trashcan: false,
    modalInputs: false,
    ...(readOnly ? {} : { toolbox: toolboxDefinition() }),
    plugins: { [Blockly.registry.Type.CONNECTION_CHECKER.toString()]: PaperkiteConnectionChecker },
    grid: { spacing: 40, length: 2, colour: gridColour(options.theme), snap: false },
    move: { scrollbars: true, drag: true, wheel: true },
    zoom: { controls: true, wheel: false, pinch: true, startScale: options.scale ?? 0.75, minScale: 0.3, maxScale: 3 },
  });
  workspace.MAX_UNDO = 0;
  setContext(workspace, options.context);
  registerShelves(workspace);
  workspace.getInjectionDiv().setAttribute('aria-label', m.blocks_workspace_label());
  keepShelfOpen(workspace);
  return workspace;
}

/** Blocks stay in sight beside the workspace, as children expect; the first shelf that is not empty is open. */
function keepShelfOpen(workspace: Blockly.WorkspaceSvg): void {
  const toolbox = workspace.getToolbox();
  const flyout = toolbox?.getFlyout();
  if (!toolbox || !flyout) return;
  flyout.autoClose = false;
  toolbox.selectItemByPosition(1);
}

/** Changes the theme of a workspace that is in use. */
export function setTheme(workspace: Blockly.WorkspaceSvg, name: ThemeName): void {
  workspace.setTheme(themeOf(name));
}
