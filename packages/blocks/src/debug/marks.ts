import * as Blockly from 'blockly/core';
import { m } from '@paperkite/i18n';
import type { BlockId } from '@paperkite/project';
import type { Binding } from '../binding/binding.ts';

/** What a debugger shows on blocks. */
export interface DebugMarks {
  /** Blocks before which the program halts. */
  breakpoints: Iterable<BlockId>;
  /** The block where the program stands. */
  here: BlockId | null;
  /** The block that failed. */
  failed: BlockId | null;
  /** Share of the time that a block took, 0..1. */
  heat: ReadonlyMap<BlockId, number>;
}

const BREAKPOINT = 'pkBreakpoint';
const HERE = 'pkHere';
const FAILED = 'pkFailed';
const HEAT = 'pkHeat';
const DOT = 'pkBreakpointDot';
/** Workspace units. */
const DOT_RADIUS = 9;

/** Shows these marks and no others. Cheap to call with the same marks again. */
export function markBlocks(workspace: Blockly.WorkspaceSvg, binding: Binding, marks: DebugMarks): void {
  const rootOf = (id: BlockId): SVGElement | undefined => {
    const block = binding.blockOf(id);
    return block instanceof Blockly.BlockSvg ? block.getSvgRoot() : undefined;
  };
  const rootsOf = (ids: Iterable<BlockId>): Set<Element> => new Set([...ids].flatMap((id) => rootOf(id) ?? []));
  setClass(workspace, HERE, rootsOf(marks.here === null ? [] : [marks.here]));
  setClass(workspace, FAILED, rootsOf(marks.failed === null ? [] : [marks.failed]));
  const stops = rootsOf(marks.breakpoints);
  setClass(workspace, BREAKPOINT, stops);
  for (const dot of workspace.getCanvas().querySelectorAll(`.${DOT}`)) {
    if (!dot.parentElement || !stops.has(dot.parentElement)) dot.remove();
  }
  for (const root of stops) if (!root.querySelector(`:scope > .${DOT}`)) root.append(dotElement());
  const hot = new Map<Element, number>();
  for (const [id, share] of marks.heat) {
    const root = rootOf(id);
    if (root) hot.set(root, share);
  }
  setClass(workspace, HEAT, new Set(hot.keys()));
  for (const [root, share] of hot) (root as SVGElement).style.setProperty('--pk-heat', share.toFixed(2));
}

function setClass(workspace: Blockly.WorkspaceSvg, name: string, wanted: Set<Element>): void {
  for (const marked of workspace.getCanvas().querySelectorAll(`.${name}`)) {
    if (!wanted.has(marked)) marked.classList.remove(name);
  }
  for (const root of wanted) root.classList.add(name);
}

function dotElement(): SVGElement {
  const dot = Blockly.utils.dom.createSvgElement(Blockly.utils.Svg.CIRCLE, {
    class: DOT,
    r: DOT_RADIUS,
    cx: -2,
    cy: DOT_RADIUS + 6,
  });
  const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  title.textContent = m.blocks_breakpoint();
  dot.append(title);
  return dot;
}

let styled = false;

/** Styles of the marks; once for the page, before the first workspace. */
export function registerDebugStyles(): void {
  if (styled) return;
  styled = true;
  Blockly.Css.register(`
.pkHeat > .blocklyPath { stroke: color-mix(in srgb, #C8371F calc(30% + var(--pk-heat) * 70%), transparent) !important;
  stroke-width: calc(2px + var(--pk-heat) * 6px); }
.pkFailed > .blocklyPath { stroke: #C8371F !important; stroke-width: 5px; stroke-dasharray: 8 4; }
.pkHere > .blocklyPath { stroke: #FF9E00 !important; stroke-width: 6px; filter: drop-shadow(0 0 8px #FF9E00); }
.pkBreakpointDot { fill: #E00020 !important; stroke: #FFFFFF; stroke-width: 3px; pointer-events: none; }
`);
}

/** Scrolls to a block that is not wholly in view; the keyboard stays where it is. */
export function bringIntoView(workspace: Blockly.WorkspaceSvg, binding: Binding, id: BlockId): void {
  const block = binding.blockOf(id);
  if (!(block instanceof Blockly.BlockSvg)) return;
  const view = workspace.getMetricsManager().getViewMetrics(true);
  const { left, top, right, bottom } = block.getBoundingRectangleWithoutChildren();
  const isInside =
    left >= view.left && top >= view.top && right <= view.left + view.width && bottom <= view.top + view.height;
  if (!isInside) workspace.centerOnBlock(block.id, true);
}
