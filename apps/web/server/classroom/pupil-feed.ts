import { asPerson, listSeatedClasses, withCaller, type DatabaseHandle } from '@paperkite/data';
import type { ClassWalls } from './class-walls.ts';

export interface PupilFeedParts {
  db: DatabaseHandle;
  walls: ClassWalls;
  classId: string;
  personId: string;
  onHand: (raised: boolean) => void;
  /** Something about the class changed: read it again. */
  onChanged: () => void;
  /** The pupil does not sit in the class (any more), or it is gone. Nothing comes after it. */
  onEnd: () => void;
}

/**
 * Follows a class for one of its pupils, who counts as here meanwhile. Whoever is taken out of the class hears of that and
 * then nothing more. Returns what to call to stop.
 */
export function followAsPupil(parts: PupilFeedParts): () => void {
  const { db, walls, classId, personId, onHand, onChanged, onEnd } = parts;
  const leave = walls.arrive(classId, personId);
  let hand = walls.handRaisedAt(classId, personId) !== null;
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    unwatch();
    leave();
  };
  const isSeated = (): Promise<boolean> =>
    withCaller(db, asPerson(personId), async (tx) =>
      (await listSeatedClasses(tx, personId)).some(({ id }) => id === classId),
    );
  const checkSeat = async (): Promise<void> => {
    // A database that is away for a moment takes nobody out of the class; the next change asks again.
    const seated = await isSeated().catch(() => true);
    if (stopped) return;
    if (seated) return onChanged();
    stop();
    onEnd();
  };
  const unwatch = walls.watch({ classId, isWatched: () => false }, (change) => {
    const now = walls.handRaisedAt(classId, personId) !== null;
    if (now !== hand) onHand(now);
    hand = now;
    if (change === 'rows') void checkSeat();
  });
  return stop;
}
