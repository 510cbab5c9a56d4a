import { asPerson, withCaller, type DatabaseHandle } from '@paperkite/data';
import type { Clock } from '@paperkite/kernel';
import type { ClassWalls } from './class-walls.ts';
import { composeWall, readWallRows, type Wall, type WallRows } from './wall.ts';

/** Waits at least this long between two messages: fast enough to feel live, slow enough for fifty pupils who type. */
const MIN_GAP_MS = 400;
/** States also change because nothing happens (idle, stuck). */
const TICK_MS = 5000;

export interface LiveWallParts {
  db: DatabaseHandle;
  walls: ClassWalls;
  clock: Clock;
  classId: string;
  /** The teacher who looks. */
  personId: string;
  /** Called with the first wall, then with each one that differs from the last. */
  onWall: (wall: Wall) => void;
  /** The caller does not teach the class (any more), or it is gone. */
  onEnd: () => void;
}

/**
 * Follows a class for one teacher: reads the rows when they change, under the teacher's own rights, and composes the wall
 * whenever something happens. Returns what to call to stop.
 */
export function followWall({ db, walls, clock, classId, personId, onWall, onEnd }: LiveWallParts): () => void {
  let rows: WallRows | undefined;
  let last = '';
  let stopped = false;
  let stale = true;
  let working = false;
  let again = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Projects of other classes, so that each of them makes us read the rows only once. */
  const foreign = new Set<string>();
  const ours = new Set<string>();

  const isWatched = (projectId: string): boolean => {
    if (ours.has(projectId)) return true;
    if (foreign.has(projectId)) return false;
    foreign.add(projectId);
    stale = true;
    return true;
  };

  const stop = (): void => {
    stopped = true;
    clearTimeout(timer);
    clearInterval(ticker);
    unwatch();
  };

  const refresh = async (): Promise<void> => {
    if (working) {
      again = true;
      return;
    }
    working = true;
    try {
      if (stale) {
        stale = false;
        rows = await withCaller(db, asPerson(personId), (tx) => readWallRows(tx, classId, personId));
        ours.clear();
        for (const { id } of rows?.projects ?? []) {
          ours.add(id);
          foreign.delete(id);
        }
      }
      if (stopped) return;
      if (!rows) {
        stop();
        onEnd();
        return;
      }
      const wall = composeWall(rows, walls, clock.now());
      const text = JSON.stringify(wall);
      if (text !== last) onWall(wall);
      last = text;
    } catch {
      // The database was away for a moment; the next tick reads the rows again.
      stale = true;
    } finally {
      working = false;
    }
    if (again) {
      again = false;
      soon();
    }
  };
  const soon = (): void => {
    if (stopped) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      void refresh();
    }, MIN_GAP_MS);
  };

  const unwatch = walls.watch({ classId, isWatched }, (change) => {
    if (change !== 'signs') stale = true;
    soon();
  });
  const ticker = setInterval(soon, TICK_MS);
  void refresh();
  return stop;
}
