import { BOARD_PART_KINDS, BOARD_TYPES, PROJECT_LIMITS, type BoardPart, type BoardTarget } from '@paperkite/project';
import type * as Y from 'yjs';
import { asJson, asNumber, asOneOf, asString, toPlainJson } from './guards.ts';
import { partKey, splitKey } from './layout.ts';
import { readOrdered } from './ordered-map.ts';
import { PARTS, type Entries, type Get } from './records.ts';

/** How a board's own properties and the parts on its bench are laid out in flat keys, and read back. */
const GEOMETRY = PARTS.geometry;
const PIN = 'p';
const SETTING = 's';

/** A part's place, each of its pins and each setting merge separately. */
export function partEntries({ id, kind, x, y, pins, settings }: BoardPart): Entries {
  const members = (prefix: string, of: Record<string, unknown>): Entries =>
    Object.entries(of).map(([name, value]) => [partKey(id, prefix + name), value]);
  return [
    [id, kind],
    [partKey(id, GEOMETRY), [x, y]],
    ...members(PIN, pins),
    ...members(SETTING, toPlainJson(settings)),
  ];
}

/** Reads the parts of a bench in their order; `PROJECT_LIMITS` holds however many people put theirs. */
export function readParts(map: Y.Map<unknown>): BoardPart[] {
  const members = new Map<string, [name: string, value: unknown][]>();
  for (const [key, value] of map.entries()) {
    const { id, part } = splitKey(key);
    if (part !== '') members.set(id, [...(members.get(id) ?? []), [part, value]]);
  }
  const named = <T>(id: string, prefix: string, take: (value: unknown) => T | undefined): Record<string, T> =>
    Object.fromEntries(
      (members.get(id) ?? [])
        .filter(([part]) => part.startsWith(prefix) && part.length > prefix.length && part !== `${prefix}__proto__`)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([part, value]) => {
          const taken = take(value);
          return taken === undefined ? [] : [[part.slice(prefix.length), taken] as const];
        })
        .slice(0, PROJECT_LIMITS.boardPartMembers),
    );
  return readOrdered(map, (id, get): BoardPart | undefined => {
    const kind = BOARD_PART_KINDS.find((known) => known === get(''));
    if (!kind || id === '' || id === '__proto__') return undefined;
    const geometry = get(GEOMETRY);
    const [x, y] = Array.isArray(geometry) ? (geometry as unknown[]) : [];
    return {
      id,
      kind,
      x: asNumber(x, 0),
      y: asNumber(y, 0),
      pins: named(id, PIN, (value) => (typeof value === 'string' ? value : undefined)),
      settings: named(id, SETTING, asJson),
    };
  }).slice(0, PROJECT_LIMITS.boardParts);
}

export function readBoardProperties(get: Get): Pick<BoardTarget, 'name' | 'board' | 'mode'> {
  const board = asOneOf(get('board'), BOARD_TYPES, 'arduino-uno');
  return {
    name: asString(get('name'), ''),
    board,
    mode: board === 'microbit' && get('mode') === 'text' ? 'text' : 'blocks',
  };
}
