import type { Clock } from '@paperkite/kernel';
import type { CollabPerson } from '@paperkite/collab/server';

/** What happens in a project right now, as the wall of a class shows it. */
export interface ProjectSigns {
  /** Who has it open. */
  readonly people: readonly { id: string; name: string }[];
  /** When its owner or anybody else last changed it, in milliseconds since the epoch; since the server's start. */
  readonly editedAt: number | undefined;
}

/** Signs of life of projects, kept in memory: one class lives in one process. */
export interface ClassWalls {
  edited(projectId: string, personId: string | undefined): void;
  present(projectId: string, people: readonly CollabPerson[]): void;
  /** Something else about the project changed: its picture, its title, whether it is handed in. */
  changed(projectId: string): void;
  signs(projectId: string): ProjectSigns;
  /** Calls back after each change of the given projects, at once. Returns unsubscribe. */
  watch(isWatched: (projectId: string) => boolean, listener: () => void): () => void;
}

const NOBODY: ProjectSigns = { people: [], editedAt: undefined };

export function createClassWalls({ clock }: { clock: Clock }): ClassWalls {
  const known = new Map<string, ProjectSigns>();
  const watchers = new Set<{ isWatched: (projectId: string) => boolean; listener: () => void }>();

  const change = (projectId: string, signs: ProjectSigns): void => {
    known.set(projectId, signs);
    for (const { isWatched, listener } of watchers) if (isWatched(projectId)) listener();
  };

  return {
    edited: (projectId) => change(projectId, { ...(known.get(projectId) ?? NOBODY), editedAt: clock.now() }),
    present: (projectId, people) =>
      change(projectId, {
        ...(known.get(projectId) ?? NOBODY),
        people: people.map(({ id, name }) => ({ id, name })),
      }),
    changed: (projectId) => change(projectId, known.get(projectId) ?? NOBODY),
    signs: (projectId) => known.get(projectId) ?? NOBODY,
    watch(isWatched, listener) {
      const watcher = { isWatched, listener };
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
}
