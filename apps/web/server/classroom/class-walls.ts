import { setMaxListeners } from 'node:events';
import type { Clock } from '@paperkite/kernel';
import type { CollabPerson } from '@paperkite/collab/server';
import { KEPT_RUNS, type RunSignal } from '@paperkite/classroom';

/** What happens in a project right now, as the wall of a class shows it; known since the server's start. */
export interface ProjectSigns {
  /** Who has it open. */
  readonly people: readonly { id: string; name: string }[];
  /** When each person last changed it, in milliseconds since the epoch. */
  readonly editedAt: ReadonlyMap<string, number>;
  /** Each person's last runs, newest last. */
  readonly runs: ReadonlyMap<string, readonly RunSignal[]>;
}

/**
 * `signs`: somebody left, edited, ran, raised a hand. `here`: somebody came to the class's page, perhaps for the first time.
 * `rows`: what the database says of the class or project changed.
 */
export type WallChange = 'signs' | 'here' | 'rows';

/** Signs of life of projects and people, kept in memory: one class lives in one process. */
export interface ClassWalls {
  edited(projectId: string, personId: string | undefined): void;
  ran(projectId: string, personId: string, failed: boolean): void;
  present(projectId: string, people: readonly CollabPerson[]): void;
  /** Something else about the project changed: its picture, its title, whether it is handed in. */
  changed(projectId: string): void;
  /** Something else about the class changed: its roster, its handouts, whether it is frozen. */
  classChanged(classId: string): void;
  signs(projectId: string): ProjectSigns;

  setHand(classId: string, personId: string, raised: boolean): void;
  /** Milliseconds since the epoch, or null while the hand is down. */
  handRaisedAt(classId: string, personId: string): number | null;
  /** A page of the class is open at this person's; returns what to call when it closes. */
  arrive(classId: string, personId: string): () => void;
  isHere(classId: string, personId: string): boolean;

  /** Calls back after each change of the class and of the given projects, at once. Returns unsubscribe. */
  watch(
    whose: { classId: string; isWatched: (projectId: string) => boolean },
    listener: (change: WallChange) => void,
  ): () => void;

  /** Aborted when the server ends: streams to browsers then close, so that nobody waits for them. */
  readonly closing: AbortSignal;
  close(): void;
}

const NOBODY: ProjectSigns = { people: [], editedAt: new Map(), runs: new Map() };
/** With more projects than this, those that nobody touched for {@link FORGET_AFTER_MS} are forgotten. */
const REMEMBERED = 2000;
const FORGET_AFTER_MS = 12 * 3_600_000;

export function createClassWalls({ clock }: { clock: Clock }): ClassWalls {
  const known = new Map<string, ProjectSigns>();
  const hands = new Map<string, Map<string, number>>();
  const here = new Map<string, Map<string, number>>();
  const watchers = new Set<{
    classId: string;
    isWatched: (projectId: string) => boolean;
    listener: (change: WallChange) => void;
  }>();

  const closing = new AbortController();
  // Every open page of a class listens to it.
  setMaxListeners(0, closing.signal);

  const signs = (projectId: string): ProjectSigns => known.get(projectId) ?? NOBODY;
  const tell = (projectId: string, change: WallChange): void => {
    for (const { isWatched, listener } of watchers) if (isWatched(projectId)) listener(change);
  };
  const tellClass = (id: string, change: WallChange): void => {
    for (const { classId, listener } of watchers) if (classId === id) listener(change);
  };
  const change = (projectId: string, news: Partial<ProjectSigns>): void => {
    known.set(projectId, { ...signs(projectId), ...news });
    if (known.size > REMEMBERED) forgetOld();
    tell(projectId, 'signs');
  };
  const forgetOld = (): void => {
    const since = clock.now() - FORGET_AFTER_MS;
    for (const [id, { people, editedAt }] of known) {
      if (people.length === 0 && [...editedAt.values()].every((at) => at < since)) known.delete(id);
    }
  };
  const countHere = (classId: string, personId: string, by: 1 | -1): void => {
    const people = here.get(classId) ?? new Map<string, number>();
    here.set(classId, people);
    const pages = (people.get(personId) ?? 0) + by;
    if (pages > 0) people.set(personId, pages);
    else people.delete(personId);
    tellClass(classId, by === 1 ? 'here' : 'signs');
  };

  return {
    edited(projectId, personId) {
      if (personId === undefined) return;
      change(projectId, { editedAt: new Map(signs(projectId).editedAt).set(personId, clock.now()) });
    },
    ran(projectId, personId, failed) {
      const { runs } = signs(projectId);
      const own = [...(runs.get(personId) ?? []), { at: clock.now(), failed }].slice(-KEPT_RUNS);
      change(projectId, { runs: new Map(runs).set(personId, own) });
    },
    present: (projectId, people) => change(projectId, { people: people.map(({ id, name }) => ({ id, name })) }),
    changed: (projectId) => tell(projectId, 'rows'),
    classChanged: (classId) => tellClass(classId, 'rows'),
    signs,

    setHand(classId, personId, raised) {
      const raisedHands = hands.get(classId) ?? new Map<string, number>();
      hands.set(classId, raisedHands);
      // A hand that is up stays where it is in the queue.
      if (!raised) raisedHands.delete(personId);
      else if (!raisedHands.has(personId)) raisedHands.set(personId, clock.now());
      tellClass(classId, 'signs');
    },
    handRaisedAt: (classId, personId) => hands.get(classId)?.get(personId) ?? null,
    arrive(classId, personId) {
      countHere(classId, personId, 1);
      let left = false;
      return () => {
        if (!left) countHere(classId, personId, -1);
        left = true;
      };
    },
    isHere: (classId, personId) => here.get(classId)?.has(personId) ?? false,

    watch(whose, listener) {
      const watcher = { ...whose, listener };
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },

    closing: closing.signal,
    close: () => closing.abort(),
  };
}
