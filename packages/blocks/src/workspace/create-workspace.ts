import * as Blockly from 'blockly/core';
import { m } from '@paperkite/i18n';
import type { WorkspaceContext } from '../context.ts';
import { PaperkiteConnectionChecker } from '../draw/connection-checker.ts';
import { registerDebugStyles } from '../debug/marks.ts';
import { defineBlocks } from '../draw/define-blocks.ts';
import { registerColourStyles } from '../fields/colour-field.ts';
import { registerMatrixStyles } from '../fields/matrix-field.ts';
import { registerNoteStyles } from '../fields/note-field.ts';
import { setContext } from '../fields/workspace-context.ts';
import { FoldButton } from '../palette/fold-button.ts';
import { PaletteFlyout } from '../palette/palette-flyout.ts';
import { PaletteToolbox } from '../palette/palette-toolbox.ts';
import { offerExtensions } from './extension-button.ts';
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
  palette?: PaletteOptions;
}

/** Whether the palette opens over the scripts when asked for, instead of standing beside them. */
export interface PaletteOptions {
  folded: boolean;
  /** Which category is open at first, by its id; the first when there is none of that id. */
  category?: string;
  /** The person wants it otherwise. */
  onFold: (folded: boolean) => void;
}

/**
 * Puts a workspace into an element of the page, which must have a size. `loadBlocklyLocale` comes first. Without sounds; the
 * undo history belongs to the document, not to the workspace.
 */
export function createWorkspace(container: HTMLElement, options: WorkspaceOptions): Blockly.WorkspaceSvg {
  defineBlocks();
  registerStyles();
  registerDebugStyles();
  registerColourStyles();
  registerNoteStyles();
  registerMatrixStyles();
  registerSearch();
  registerMenus();
  registerShortcuts();
  const workspace = withoutAudio(() => inject(container, options));
  workspace.MAX_UNDO = 0;
  setContext(workspace, options.context);
  registerShelves(workspace);
  openPalette(workspace, options.palette);
  offerExtensions(workspace, options.context);
  renameSurroundings(workspace);
  keepOffPage();
  // What was copied from one sprite can be pasted into the next; Blockly asks where it came from, which is gone.
  if (!options.readOnly) Blockly.clipboard.setLastCopiedWorkspace(workspace);
  return workspace;
}

function inject(container: HTMLElement, options: WorkspaceOptions): Blockly.WorkspaceSvg {
  const readOnly = options.readOnly ?? false;
  return Blockly.inject(container, {
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
    ...(readOnly ? {} : { toolbox: toolboxDefinition(options.context) }),
    plugins: {
      [Blockly.registry.Type.CONNECTION_CHECKER.toString()]: PaperkiteConnectionChecker,
      [Blockly.registry.Type.TOOLBOX.toString()]: PaletteToolbox,
      [Blockly.registry.Type.FLYOUTS_VERTICAL_TOOLBOX.toString()]: PaletteFlyout,
    },
    grid: { spacing: 40, length: 2, colour: gridColour(options.theme), snap: false },
    move: { scrollbars: true, drag: true, wheel: true },
    zoom: { controls: true, wheel: false, pinch: true, startScale: options.scale ?? 0.75, minScale: 0.3, maxScale: 3 },
  });
}

/**
 * Blockly opens the sound device once for every workspace and every shelf, also when it is to be silent: a tenth of a second
 * each on a slow laptop, and browsers allow few.
 */
function withoutAudio<Made>(make: () => Made): Made {
  const audio = Object.getOwnPropertyDescriptor(globalThis, 'AudioContext');
  if (!audio?.configurable) return make();
  Object.defineProperty(globalThis, 'AudioContext', { configurable: true, value: undefined });
  try {
    return make();
  } finally {
    Object.defineProperty(globalThis, 'AudioContext', audio);
  }
}

/** Blocks stay in sight beside the workspace, as children expect, with the first category open; or come when asked for. */
function openPalette(workspace: Blockly.WorkspaceSvg, options: PaletteOptions | undefined): void {
  const palette = workspace.getToolbox()?.getFlyout();
  if (!(palette instanceof PaletteFlyout)) return;
  const button = new FoldButton(workspace, palette, options?.onFold ?? (() => undefined));
  button.fold(options?.folded ?? false, options?.category);
  foldButtons.set(workspace, button);
}

const foldButtons = new WeakMap<Blockly.WorkspaceSvg, FoldButton>();

/** Says what stands around the blocks in the language of now. */
export function renameSurroundings(workspace: Blockly.WorkspaceSvg): void {
  workspace.getInjectionDiv().setAttribute('aria-label', m.blocks_workspace_label());
  foldButtons.get(workspace)?.say();
}

/** Blockly measures words on a canvas at the end of the page, outside every landmark. It works as well when it is nowhere. */
function keepOffPage(): void {
  const words = document.createElementNS('http://www.w3.org/2000/svg', 'text');
  words.textContent = '字';
  Blockly.utils.dom.getFastTextWidthWithSizeString(words, '12px', '400', 'sans-serif');
  document.querySelector('body > .blocklyComputeCanvas')?.remove();
}

/** Pixels between the corner of the view and the first script. */
const MARGIN = 32;

/** Shows all scripts in the middle, or where they begin when there are too many. */
export function showBeginning(workspace: Blockly.WorkspaceSvg): void {
  const { scale } = workspace;
  const box = workspace.getBlocksBoundingBox();
  const view = workspace.getMetricsManager().getViewMetrics();
  const room = (length: number, view: number) => length * scale + 2 * MARGIN <= view;
  const fits = room(box.right - box.left, view.width) && room(box.bottom - box.top, view.height);
  if (fits) workspace.scrollCenter();
  else workspace.scroll(MARGIN - box.left * scale, MARGIN - box.top * scale);
}

/** Changes the theme of a workspace that is in use. */
export function setTheme(workspace: Blockly.WorkspaceSvg, name: ThemeName): void {
  workspace.setTheme(themeOf(name));
}
