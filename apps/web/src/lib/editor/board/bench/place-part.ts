import type { BoardPart, BoardPartKind } from '@paperkite/project';
import { PART_KINDS, partSize } from './part-kinds.ts';
import { BENCH, type Point, UNO, unoPin } from './uno-layout.ts';

interface Box extends Point {
  width: number;
  height: number;
}

/** Room around a part for its slider and its name. */
const AROUND = 10;
const BELOW = 30;
const STEP = 10;
/** Above the board there must be room for wires. */
const WIRES = 44;
const boardBox: Box = {
  x: UNO.x - AROUND,
  y: UNO.y - WIRES,
  width: UNO.width + 2 * AROUND,
  height: UNO.height + WIRES,
};

const overlap = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

const boxOf = ({ kind, settings, x, y }: Pick<BoardPart, 'kind' | 'settings' | 'x' | 'y'>): Box => {
  const { width, height } = partSize(kind, settings);
  return { x: x - AROUND, y: y - AROUND, width: width + 2 * AROUND, height: height + AROUND + BELOW };
};

/** The place nearest to the wished one at which the part lies wholly on the bench. */
export function onBench(part: Pick<BoardPart, 'kind' | 'settings'>, { x, y }: Point): Point {
  const { width, height } = partSize(part.kind, part.settings);
  return {
    x: Math.round(Math.min(Math.max(x, 0), BENCH.width - width)),
    y: Math.round(Math.min(Math.max(y, 0), BENCH.height - height)),
  };
}

/**
 * A place where a part covers neither the board nor another part, with the shortest way from its first leg to the pin that it
 * is wired to; the corner when all is full.
 */
function freePlace(part: Omit<BoardPart, 'id' | 'x' | 'y'>, others: readonly BoardPart[]): Point {
  const taken = [...others.map(boxOf), boardBox];
  const { width, height } = partSize(part.kind, part.settings);
  const [leg] = PART_KINDS[part.kind].pins;
  const socket = (leg && unoPin(part.pins[leg.name] ?? '')) ?? UNO;
  let best: Point | undefined;
  let shortest = Infinity;
  for (let y = STEP; y + height + BELOW <= BENCH.height; y += STEP) {
    for (let x = STEP; x + width + AROUND <= BENCH.width; x += STEP) {
      const way = Math.hypot(x + (leg?.end.x ?? 0) - socket.x, y + (leg?.end.y ?? 0) - socket.y);
      if (way >= shortest) continue;
      const box = boxOf({ ...part, x, y });
      if (taken.some((other) => overlap(box, other))) continue;
      [best, shortest] = [{ x, y }, way];
    }
  }
  return best ?? { x: STEP, y: STEP };
}

/** Pins of the board that parts are wired to. */
const usedPins = (parts: readonly BoardPart[]): Set<string> =>
  new Set(parts.flatMap(({ pins }) => Object.values(pins)));

/** A new part of a kind, on free pins where there are some, beside the others. */
export function newPart(kind: BoardPartKind, others: readonly BoardPart[]): Omit<BoardPart, 'id'> {
  const used = usedPins(others);
  const pins: Record<string, string> = {};
  for (const { name, wishes, allowed } of PART_KINDS[kind].pins) {
    const pin = [...wishes, ...allowed].find((each) => !used.has(each)) ?? wishes[0]!;
    pins[name] = pin;
    used.add(pin);
  }
  const settings = { ...PART_KINDS[kind].settings };
  return { kind, pins, settings, ...freePlace({ kind, pins, settings }, others) };
}

/** The other parts wired to a pin of this part; wires of I2C parts belong together. */
export function sharers(part: BoardPart, pin: string, parts: readonly BoardPart[]): BoardPart[] {
  const at = part.pins[pin];
  return parts.filter(
    (other) =>
      other.id !== part.id &&
      !(other.kind === 'lcd' && part.kind === 'lcd') &&
      Object.values(other.pins).some((each) => each === at),
  );
}
