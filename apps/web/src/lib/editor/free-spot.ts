/** Stage pixels from the middle; the first spots are those a child would choose. */
const SPOTS = [
  [0, 0],
  [-120, 0],
  [120, 0],
  [-60, 100],
  [60, -100],
  [-60, -100],
  [60, 100],
  [-180, 100],
  [180, -100],
  [-180, -100],
  [180, 100],
] as const;

const NEAR = 80;

/** A place on the stage for a new sprite: the first one with nobody near, else the one whose neighbours are farthest. */
export function freeSpot(others: readonly { x: number; y: number; visible: boolean }[]): { x: number; y: number } {
  const seen = others.filter(({ visible }) => visible);
  const room = ([x, y]: readonly [number, number]): number =>
    Math.min(...seen.map((other) => Math.hypot(other.x - x, other.y - y)));
  let best: readonly [number, number] = SPOTS[0];
  for (const spot of SPOTS) {
    if (room(spot) >= NEAR) return { x: spot[0], y: spot[1] };
    if (room(spot) > room(best)) best = spot;
  }
  return { x: best[0], y: best[1] };
}
