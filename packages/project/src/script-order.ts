import { isChild, type Block, type BlockId, type Json, type Project, type Target } from './document.ts';
import { byPlace, topBlocksByPlace } from './forest.ts';
import { asArray, asObject } from './json/read-json.ts';

/** Where `Project.unknown` keeps the order of scripts that a file gave: target id -> ids of top blocks. */
const SCRIPT_ORDER = 'scriptOrder';

/**
 * A target's top blocks in the order in which scripts with the same hat start. In Scratch that is an order of its own which
 * nobody sees: when a file came with one, its scripts keep it. All others follow by place, top to bottom and left to
 * right, which is the same for all editors of a project whatever their documents' inner order.
 */
export function scriptsInOrder(project: Pick<Project, 'unknown'>, target: Pick<Target, 'id' | 'blocks'>): Block[] {
  const orders = asObject(project.unknown?.[SCRIPT_ORDER]) ?? {};
  const listed = (Object.hasOwn(orders, target.id) ? asArray(orders[target.id]) : undefined) ?? [];
  const first = new Set<Block>();
  for (const id of listed) {
    const block = typeof id === 'string' && Object.hasOwn(target.blocks, id) ? target.blocks[id] : undefined;
    if (block && !isChild(block.at)) first.add(block);
  }
  return [...first, ...topBlocksByPlace(target.blocks).filter((block) => !first.has(block))];
}

/** What `Project.unknown` has to hold so that scripts keep the order in which the records list them; undefined when places say it. */
export function readScriptOrder(targets: readonly Target[]): Record<string, Json> | undefined {
  const orders: Record<string, BlockId[]> = {};
  for (const target of targets) {
    const listed = Object.values(target.blocks).filter(({ at }) => !isChild(at));
    const inPlace = listed.every((block, i) => i === 0 || byPlace(listed[i - 1]!, block) <= 0);
    if (!inPlace) orders[target.id] = listed.map(({ id }) => id);
  }
  return Object.keys(orders).length > 0 ? { [SCRIPT_ORDER]: orders } : undefined;
}
