import type { BoardPart, BoardPartKind } from '@paperkite/project';
import { PART_KINDS, partSize } from './part-kinds.ts';
import { sliderRoom } from './part-state.ts';
import { BENCH, type Point, UNO, unoPin } from './uno-layout.ts';

interface Box extends Point {
  width: number;
  height: number;
}

/** Room around a part. */
const AROUND = 10;
const STEP = 10;
/** Above the board there must be room for wires. */
const WIRES = 44;
const boardBox: Box = {
  x: UNO.x - AROUND,
  y: UNO.y - WIRES,
  width: UNO.width + 2 * AROUND,
  height: UNO.height + WIRES,
};

/** How much of each other two boxes cover, in square pixels. */
function overlap(one: Box, other: Box): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, width) * Math.max(0, height);
}

const boxOf = ({ kind, settings, x, y }: Pick<BoardPart, 'kind' | 'settings' | 'x' | 'y'>): Box => {
  const { width, height } = partSize(kind, settings);
  return { x: x - AROUND, y: y - AROUND, width: width + 2 * AROUND, height: height + 2 * AROUND + sliderRoom(kind) };
};

/** The place nearest to the wished one at which the part lies wholly on the bench, with its slider. */
export function onBench(part: Pick<BoardPart, 'kind' | 'settings'>, { x, y }: Point): Point {
  const { width, height } = partSize(part.kind, part.settings);
  return {
    x: Math.round(Math.min(Math.max(x, 0), BENCH.width - width)),
    y: Math.round(Math.min(Math.max(y, 0), BENCH.height - height - sliderRoom(part.kind))),
  };
}

/**
 * A place where a part covers neither the board nor another part, or as little as can be where all is full; of those the one with
 * the shortest way from its first leg to the pin that it is wired to.
 */
function freePlace(part: Omit<BoardPart, 'id' | 'x' | 'y'>, others: readonly BoardPart[]): Point {
  const taken = [...others.map(boxOf), boardBox];
  const { width, height } = partSize(part.kind, part.settings);
  const [leg] = PART_KINDS[part.kind].pins;
  const socket = (leg && unoPin(part.pins[leg.name] ?? '')) ?? UNO;
  let best = { x: STEP, y: STEP, covered: Infinity, way: Infinity };
  for (let y = STEP; y + height + AROUND + sliderRoom(part.kind) <= BENCH.height; y += STEP) {
    for (let x = STEP; x + width + AROUND <= BENCH.width; x += STEP) {
      const box = boxOf({ ...part, x, y });
      const covered = taken.reduce((sum, other) => sum + overlap(box, other), 0);
      const way = Math.hypot(x + (leg?.end.x ?? 0) - socket.x, y + (leg?.end.y ?? 0) - socket.y);
      if (covered < best.covered || (covered === best.covered && way < best.way)) best = { x, y, covered, way };
    }
  }
  return { x: best.x, y: best.y };
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
