import * as Blockly from 'blockly/core';
import type { CategoryId } from '../spec.ts';

export type ThemeName = 'light' | 'dark';

/**
 * The colour of each category, near the hue that children know and dark enough that its white words reach 4.5:1 (checked by
 * a test). Both themes use them: blocks are the colour of the page.
 */
export const CATEGORY_COLOURS: Record<CategoryId | 'shadow' | 'unknown', string> = {
  motion: '#2F6FD0',
  looks: '#7D53D4',
  sound: '#B03AAE',
  event: '#946300',
  control: '#B85A0B',
  sensing: '#17799B',
  operator: '#2E8038',
  data: '#CB4312',
  procedures: '#CC3A62',
  pen: '#0B7D63',
  music: '#7A5A46',
  text2speech: '#5E6B14',
  videoSensing: '#8C3F86',
  boardlive: '#0A7480',
  microbit: '#27686F',
  arduinoPins: '#00718A',
  arduinoMotors: '#8A4FA8',
  arduinoSensors: '#1F7A4D',
  arduinoDisplay: '#A8471F',
  arduinoSerial: '#4A62A8',
  mbDisplay: '#1F66B8',
  mbInput: '#B3366B',
  mbMusic: '#8C5A00',
  mbPins: '#A3271D',
  mbRadio: '#6B49B8',
  mbSerial: '#00706B',
  shadow: '#5A6172',
  unknown: '#696F7C',
};

/** Mixes a colour with black. */
function darken(hex: string, by: number): string {
  const channel = (at: number) => Math.round(parseInt(hex.slice(at, at + 2), 16) * (1 - by));
  return `#${[1, 3, 5].map((at) => channel(at).toString(16).padStart(2, '0')).join('')}`;
}

const blockStyles = Object.fromEntries(
  Object.entries(CATEGORY_COLOURS).map(([name, colour]) => [
    name,
    { colourPrimary: colour, colourSecondary: darken(colour, 0.12), colourTertiary: darken(colour, 0.28) },
  ]),
);

const categoryStyles = Object.fromEntries(Object.entries(CATEGORY_COLOURS).map(([name, colour]) => [name, { colour }]));

export const FONT_FAMILY = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/** Surfaces, from docs/ui.md. `mark` surrounds what is selected: it must be seen on paper and on every colour of block. */
const SURFACES: Record<
  ThemeName,
  Record<'paper' | 'raised' | 'sunken' | 'ink' | 'softInk' | 'line' | 'mark' | 'running', string>
> = {
  light: {
    paper: '#FBFAF7',
    raised: '#FFFFFF',
    sunken: '#F1EFE9',
    ink: '#1E2330',
    softInk: '#5A6172',
    line: '#DDD9CF',
    mark: '#1E2330',
    running: '#F2B705',
  },
  dark: {
    paper: '#14171F',
    raised: '#1C2029',
    sunken: '#0F1218',
    ink: '#E8EAF0',
    softInk: '#A7AEBD',
    line: '#2C3240',
    mark: '#FFE14D',
    running: '#FFE14D',
  },
};

/** The Blockly theme of that name. */
export function themeOf(name: ThemeName): Blockly.Theme {
  const surface = SURFACES[name];
  return Blockly.Theme.defineTheme(`paperkite-${name}`, {
    name: `paperkite-${name}`,
    blockStyles,
    categoryStyles,
    componentStyles: {
      workspaceBackgroundColour: surface.paper,
      toolboxBackgroundColour: surface.raised,
      toolboxForegroundColour: surface.ink,
      flyoutBackgroundColour: surface.sunken,
      flyoutForegroundColour: surface.ink,
      flyoutOpacity: 1,
      scrollbarColour: surface.softInk,
      scrollbarOpacity: 0.5,
      insertionMarkerColour: surface.ink,
      insertionMarkerOpacity: 0.25,
      selectedGlowColour: surface.mark,
    },
    fontStyle: { family: FONT_FAMILY, weight: '600', size: 11.5 },
  });
}

/** The colour of the dots behind the blocks. */
export const gridColour = (name: ThemeName): string => SURFACES[name].line;

/** Around the words on a button of the palette, in its units: 44 pixels high, for fingers. */
const BUTTON_MARGINS = { TEXT_MARGIN_X: 20, TEXT_MARGIN_Y: 18, BORDER_RADIUS: 10 };

let registered = false;

/**
 * Styles of what Blockly draws outside its themes: menus, tooltips, focus, the glow of running scripts. Wide blocks of the palette
 * end before its scrollbar, and reach over it while the palette is used. What Blockly hides by an attribute stays hidden, whatever
 * the page says of pictures.
 */
export function registerStyles(): void {
  if (registered) return;
  registered = true;
  Object.assign(Blockly.FlyoutButton, BUTTON_MARGINS);
  for (const name of ['light', 'dark'] as const) Blockly.Css.register(stylesFor(name));
  Blockly.Css.register(`
.blocklyToolbox { padding: 8px 0; font-family: ${FONT_FAMILY}; }
.blocklyToolboxCategory { height: auto; min-height: 40px; padding: 4px 12px 4px 0; line-height: 1.3; margin: 0; }
.blocklyToolboxCategoryLabel { font: 14px ${FONT_FAMILY}; }
.blocklyFlyoutButton { cursor: pointer; }
.blocklyToolboxFlyout:hover, .blocklyToolboxFlyout:focus-within { overflow: visible; }
.blocklyToolboxFlyout:not(:hover, :focus-within):has(+ .blocklyFlyoutScrollbar:not([display='none'])) > .blocklyWorkspace {
  clip-path: inset(0 16px 0 0) view-box; }
.blocklyToolboxFlyout:is(:hover, :focus-within) + .blocklyFlyoutScrollbar { opacity: 0.25; }
.injectionDiv svg[display='none'] { display: none; }
.pkFold { position: absolute; bottom: 8px; z-index: 25; display: grid; place-items: center; width: 44px; height: 44px; padding: 0;
  border-radius: 10px; font: 400 20px/1 ${FONT_FAMILY}; cursor: pointer; }
.pkExtensions { position: absolute; bottom: 8px; left: 8px; z-index: 71; min-height: 44px; padding: 4px;
  border-radius: 10px; font: 600 13px/1.2 ${FONT_FAMILY}; cursor: pointer; }
.injectionDiv:has(.pkExtensions) .blocklyToolbox { max-height: calc(100% - 60px); }
.blocklyCommentText, .blocklyTextarea { color: #1E2330; font-family: ${FONT_FAMILY}; }
.blocklyText, .blocklyHtmlInput, .blocklyMenuItemContent { font-variant-numeric: tabular-nums; }
`);
}

function stylesFor(name: ThemeName): string {
  const surface = SURFACES[name];
  const theme = `.paperkite-${name}-theme`;
  return `
${theme}.blocklyWidgetDiv .blocklyMenu { background: ${surface.raised}; border: 1px solid ${surface.line};
  border-radius: 10px; font: 400 14px/1.5 ${FONT_FAMILY}; padding: 4px; }
${theme}.blocklyWidgetDiv .blocklyMenuItem { color: ${surface.ink}; border-radius: 6px; min-height: 36px; }
${theme}.blocklyWidgetDiv .blocklyMenuItemContent { color: ${surface.ink}; }
${theme}.blocklyWidgetDiv .blocklyMenuItemDisabled .blocklyMenuItemContent { color: ${surface.softInk}; }
${theme}.blocklyWidgetDiv .blocklyMenuItemContent .blocklyShortcut { color: ${surface.softInk}; }
${theme}.blocklyWidgetDiv .blocklyMenuItemHighlight { background: ${surface.sunken}; }
${theme} .pkRunning :not(.blocklyShadow) > .blocklyPath, ${theme} .pkRunning > .blocklyPath { stroke: ${surface.running}; stroke-width: 3px; }
${theme} .pkSearch { box-sizing: border-box; width: 96px; min-height: 36px; margin: 0 0 4px 8px; padding: 4px 6px; font: 400 13px ${FONT_FAMILY};
  color: ${surface.ink}; background: ${surface.sunken}; border: 1px solid ${surface.softInk}; border-radius: 6px; }
${theme} :is(.pkFold, .pkExtensions) { color: ${surface.ink}; background: ${surface.raised}; border: 1px solid ${surface.line}; }
${theme} :is(.pkFold, .pkExtensions):focus-visible { outline: 3px solid ${surface.mark}; }
${theme} .blocklyIconShape { fill: #ffffff; stroke: none; }
${theme} .blocklyIconSymbol { fill: #1E2330; }
${theme} .blocklyMainBackground { stroke: none; }
${theme} .blocklyFlyoutLabelText { fill: ${surface.softInk} !important; }
${theme} .blocklyFlyoutButtonBackground { fill: ${surface.raised}; stroke: ${surface.softInk}; stroke-width: 1; }
${theme} .blocklyFlyoutButtonShadow { fill: none; }
${theme} .blocklyFlyoutButton .blocklyText { fill: ${surface.ink}; }
${theme} .blocklyToolbox { border-right: 1px solid ${surface.line}; }
${theme}.injectionDiv { --blockly-active-node-color: ${surface.mark}; --blockly-active-tree-color: ${surface.mark}; }
`;
}
