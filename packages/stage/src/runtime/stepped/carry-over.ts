import type { Scalar } from '@paperkite/project';
import type { Renderer } from '../../ports.ts';
import type { CompiledProgram, FunctionTable, TargetTable } from '../program.ts';
import type { StageTarget } from '../target.ts';
import { adapted, ANYTHING, valueOf } from './fits.ts';
import { siteOf } from './site.ts';
import type { Frame } from './frame.ts';

/** Where a frame goes on in another version. */
export interface NewPlace {
  fn: number;
  pc: number;
}

/** Finds where frames of one version go on in another. */
export class PlaceFinder {
  readonly #before: CompiledProgram;
  readonly #next: CompiledProgram;
  readonly #sites = new Map<string, NewPlace[]>();
  readonly #blocks: ReadonlySet<string>;

  constructor(before: CompiledProgram, next: CompiledProgram) {
    this.#before = before;
    this.#next = next;
    const id = (target: number): string => next.targets[target]!.id;
    this.#blocks = new Set(next.blocks.map(({ target, block }) => `${id(target)}\n${block}`));
    next.stepped!.functions.forEach(({ target, block, sites }, fn) =>
      sites.forEach((site, pc) => {
        if (site === '') return;
        const key = `${id(target)}\n${pc === 0 ? `${block} start` : site}`;
        const places = this.#sites.get(key);
        if (places === undefined) this.#sites.set(key, [{ fn, pc }]);
        else places.push({ fn, pc });
      }),
    );
  }

  /** The place; `gone` when its block is no more, `none` when the block is there but not as a state. */
  find(frame: Frame): NewPlace | 'gone' | 'none' {
    const table = this.#before.stepped!.functions[frame.fn]!;
    const target = this.#before.targets[table.target]!.id;
    const site = frame.pc === 0 ? `${table.block} start` : table.sites[frame.pc]!;
    const places = this.#sites.get(`${target}\n${site}`) ?? [];
    const fits = (place: NewPlace, sameOwner: boolean): boolean => {
      const next = this.#next.stepped!.functions[place.fn]!;
      return next.warp === table.warp && (!sameOwner || next.block === table.block);
    };
    const found = places.find((place) => fits(place, true)) ?? places.find((place) => fits(place, false)) ?? places[0];
    if (found !== undefined) return found;
    return this.#blocks.has(`${target}\n${siteOf(site).block}`) && !this.#next.stepped!.debug ? 'none' : 'gone';
  }
}

/** A frame's values by their names; what is new counts as a loop in its last pass. */
export function carriedValues(frame: Frame, before: FunctionTable, next: FunctionTable): Scalar[] {
  const known = new Map(before.keys.map((key, index) => [key, frame.v[index]]));
  return next.keys.map((key, index) => {
    const value = known.get(key);
    if (index < next.kinds.length) return adapted(value ?? '', next.kinds[index]!);
    return value ?? (key.endsWith(' idle') ? 0 : 1);
  });
}

/**
 * Gives a living target its table in another version. What runs keeps its values; what somebody changed in the document
 * counts, for originals.
 */
export function carryTarget(
  target: StageTarget,
  index: number,
  { targets, stepped }: CompiledProgram,
  renderer: Renderer | null,
): void {
  const before = target.table;
  const table = targets[index]!;
  carryVariables(target, before, table, stepped!.lists);
  carryCostumes(target, before, table, renderer);
  if (!target.isClone && table.volume !== before.volume) target.volume = table.volume;
  if (!target.isClone && table.sprite !== undefined && before.sprite !== undefined) {
    // Where it stands is told by hand (`Runtime.place`), at once.
    const { draggable, rotationStyle } = table.sprite;
    if (before.sprite.draggable !== draggable) target.draggable = draggable;
    if (before.sprite.rotationStyle !== rotationStyle) target.rotationStyle = rotationStyle;
  }
  target.table = table;
  target.index = index;
}

function carryVariables(
  target: StageTarget,
  before: TargetTable,
  table: TargetTable,
  listKinds: Readonly<Record<string, number>>,
): void {
  const variables = new Map(before.variables.map((variable) => [variable.id, variable]));
  const values = table.variables.map((variable): Scalar => {
    const old = variables.get(variable.id);
    const isEdited = old !== undefined && !target.isClone && String(old.value) !== String(variable.value);
    return old === undefined || isEdited ? variable.value : adapted(valueOf(target, old), variable.accepts);
  });
  const lists = new Map(before.lists.map((list) => [list.id, list]));
  const items = table.lists.map((list): Scalar[] => {
    const old = lists.get(list.id);
    if (old === undefined || (!target.isClone && !sameItems(old.items, list.items))) return [...list.items];
    const living = target.lists[old.slot]!;
    const kinds = listKinds[list.id] ?? ANYTHING;
    // The same array where nothing changes: it may be long.
    return kinds === ANYTHING ? living : living.map((item) => adapted(item, kinds));
  });
  target.numbers = new Float64Array(table.variables.filter(({ storage }) => storage === 'number').length);
  target.values = [];
  table.variables.forEach(({ storage, slot }, index) => {
    if (storage === 'number') target.numbers[slot] = Number(values[index]);
    else target.values[slot] = values[index]!;
  });
  target.lists = [];
  table.lists.forEach(({ slot }, index) => (target.lists[slot] = items[index]!));
}

const sameItems = (a: readonly Scalar[], b: readonly Scalar[]): boolean =>
  a.length === b.length && a.every((item, index) => String(item) === String(b[index]));

function carryCostumes(target: StageTarget, before: TargetTable, table: TargetTable, renderer: Renderer | null): void {
  if (renderer !== null) target.skins = table.costumes.map((costume) => renderer.loadCostume(costume));
  const shown = before.costumes[target.costume]?.id;
  const wanted = table.costumes[table.currentCostume]?.id;
  const place = table.costumes.findIndex(({ id }) => id === shown);
  // One that was just added and chosen; others are told by hand (`Runtime.place`).
  const isNew = before.costumes.every(({ id }) => id !== wanted);
  if (!target.isClone && isNew) target.costume = table.currentCostume;
  else target.costume = place >= 0 ? place : Math.max(0, Math.min(target.costume, table.costumes.length - 1));
}
