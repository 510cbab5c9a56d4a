import {
  handoutState,
  presenceOf,
  type HandoutCopy,
  type HandoutState,
  type Presence,
  type PresenceState,
} from '@paperkite/classroom';
import {
  findClass,
  listClassProjects,
  listHandouts,
  listSeats,
  listTeachers,
  type CallerTransaction,
} from '@paperkite/data';
import type { ClassWalls, ProjectSigns } from './class-walls.ts';

/** What the database says of a class, as far as its wall shows it. Instants in milliseconds since the epoch. */
export interface WallRows {
  readonly classId: string;
  readonly frozen: boolean;
  readonly seats: readonly { id: string; personId: string; nickname: string }[];
  readonly projects: readonly WallProject[];
  readonly handouts: readonly { id: string; handedOutAt: number; dueAt: number | null }[];
}

export interface WallProject {
  readonly id: string;
  readonly ownerId: string;
  readonly title: string;
  readonly thumbnail: string | null;
  readonly handoutId: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly handedInAt: number | null;
}

/** A pupil on the wall, with the work that the pupil is at or was at last. */
export interface WallTile {
  seatId: string;
  nickname: string;
  state: PresenceState;
  /** Milliseconds since the epoch. */
  since: number | null;
  project: { id: string; title: string; picture: string | null } | null;
}

/** How far one pupil is with one handout. */
export interface WallCopy {
  state: HandoutState;
  projectId: string | null;
}

export interface Wall {
  frozen: boolean;
  tiles: WallTile[];
  /** By handout, then by seat. */
  copies: Record<string, Record<string, WallCopy>>;
}

/** Reads what a wall shows; undefined when the caller does not teach the class. */
export async function readWallRows(
  tx: CallerTransaction,
  classId: string,
  personId: string,
): Promise<WallRows | undefined> {
  const teachers = await listTeachers(tx, classId);
  if (!teachers.some((teacher) => teacher.personId === personId)) return undefined;
  const found = await findClass(tx, classId);
  if (!found) return undefined;
  const seats = await listSeats(tx, classId);
  const projects = await listClassProjects(tx, classId);
  const handouts = await listHandouts(tx, classId);
  return {
    classId,
    frozen: found.frozen,
    seats: seats.map(({ id, personId: pupilId, nickname }) => ({ id, personId: pupilId, nickname })),
    projects: projects.map(({ id, ownerId, title, thumbnail, handoutId, createdAt, updatedAt, handedInAt }) => ({
      id,
      ownerId,
      title,
      thumbnail,
      handoutId,
      createdAt: createdAt.getTime(),
      updatedAt: updatedAt.getTime(),
      handedInAt: handedInAt?.getTime() ?? null,
    })),
    handouts: handouts.map(({ id, createdAt, dueAt }) => ({
      id,
      handedOutAt: createdAt.getTime(),
      dueAt: dueAt?.getTime() ?? null,
    })),
  };
}

type Signs = Pick<ClassWalls, 'signs' | 'handRaisedAt' | 'isHere'>;

/** The wall as it stands: rows, and what happens now. */
export function composeWall(rows: WallRows, signs: Signs, now: number): Wall {
  const copies: Wall['copies'] = {};
  for (const handout of rows.handouts) copies[handout.id] = copiesOf(rows, handout, signs, now);
  return { frozen: rows.frozen, tiles: rows.seats.map((seat) => tileOf(rows, seat, signs, now)), copies };
}

function tileOf(rows: WallRows, seat: WallRows['seats'][number], signs: Signs, now: number): WallTile {
  const { personId } = seat;
  const touched = rows.projects
    .map((project) => ({ project, signs: signs.signs(project.id) }))
    .filter(
      ({ project, signs: seen }) => project.ownerId === personId || isAt(seen, personId) || seen.editedAt.has(personId),
    )
    .sort((a, b) => compareRecency(b, a, personId));
  const current = touched[0];
  const presence: Presence = presenceOf(
    {
      connected: signs.isHere(rows.classId, personId) || touched.some(({ signs: seen }) => isAt(seen, personId)),
      lastEditAt: current?.signs.editedAt.get(personId) ?? null,
      runs: current?.signs.runs.get(personId) ?? [],
      handRaisedAt: signs.handRaisedAt(rows.classId, personId),
      handedInAt: current?.project.handedInAt ?? null,
    },
    now,
  );
  return {
    seatId: seat.id,
    nickname: seat.nickname,
    ...presence,
    project: current
      ? { id: current.project.id, title: current.project.title, picture: current.project.thumbnail }
      : null,
  };
}

interface Touched {
  project: WallProject;
  signs: ProjectSigns;
}

/** What is open comes before what is not, then what was touched last. */
function compareRecency(a: Touched, b: Touched, personId: string): number {
  const open = Number(isAt(a.signs, personId)) - Number(isAt(b.signs, personId));
  return open !== 0 ? open : lastTouch(a, personId) - lastTouch(b, personId);
}

function lastTouch({ project, signs }: Touched, personId: string): number {
  const stored = project.ownerId === personId ? Math.max(project.updatedAt, project.handedInAt ?? 0) : 0;
  return Math.max(stored, signs.editedAt.get(personId) ?? 0);
}

const isAt = (signs: ProjectSigns, personId: string): boolean => signs.people.some(({ id }) => id === personId);

function copiesOf(
  { classId, seats, projects }: WallRows,
  { id, handedOutAt, dueAt }: WallRows['handouts'][number],
  signs: Signs,
  now: number,
): Record<string, WallCopy> {
  const handout = { id, class: classId, snapshot: '', handedOutAt, dueAt };
  const copies: Record<string, WallCopy> = {};
  for (const seat of seats) {
    const own = projects.filter((project) => project.handoutId === id && project.ownerId === seat.personId);
    // Whoever began twice is shown with what was handed in, or else with the newer one.
    const project = own.find(({ handedInAt }) => handedInAt !== null) ?? own[0];
    const copy: HandoutCopy | null = project
      ? {
          seat: seat.id,
          project: project.id,
          lastEditAt: signs.signs(project.id).editedAt.get(seat.personId) ?? project.createdAt,
          handedInAt: project.handedInAt,
        }
      : null;
    copies[seat.id] = { state: handoutState(handout, copy, now), projectId: project?.id ?? null };
  }
  return copies;
}

/** When each pupil last did something that left a trace, by person; nothing for those who never did. */
export function lastActive(rows: WallRows, signs: Pick<ClassWalls, 'signs'>): Map<string, number> {
  const active = new Map<string, number>();
  const note = (personId: string, at: number): void => {
    active.set(personId, Math.max(at, active.get(personId) ?? 0));
  };
  for (const { id, ownerId, updatedAt, handedInAt } of rows.projects) {
    note(ownerId, Math.max(updatedAt, handedInAt ?? 0));
    for (const [personId, at] of signs.signs(id).editedAt) note(personId, at);
  }
  return active;
}
