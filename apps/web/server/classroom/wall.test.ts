import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '@paperkite/kernel';
import { createClassWalls, type ClassWalls } from './class-walls.ts';
import { composeWall, lastActive, type WallProject, type WallRows } from './wall.ts';

const MINUTE = 60_000;
let now = 0;
const clock: Clock = { now: () => now };
let walls: ClassWalls;

beforeEach(() => {
  now = 1_000_000_000;
  walls = createClassWalls({ clock });
});

const KITE = { id: 'seat-kite', personId: 'kite', nickname: '小鹰' };
const FISH = { id: 'seat-fish', personId: 'fish', nickname: '小鱼' };
const work = (id: string, ownerId: string, more: Partial<WallProject> = {}): WallProject => ({
  id,
  ownerId,
  title: id,
  thumbnail: null,
  handoutId: null,
  createdAt: now - 60 * MINUTE,
  updatedAt: now - 60 * MINUTE,
  handedInAt: null,
  ...more,
});
const rows = (projects: WallProject[], handouts: WallRows['handouts'] = []): WallRows => ({
  classId: 'class',
  frozen: false,
  seats: [KITE, FISH],
  projects,
  handouts,
});
const person = (id: string) => ({ id, name: id, role: 'pupil' as const });
const tileOf = (all: WallRows, seatId: string) => {
  const tile = composeWall(all, walls, clock.now()).tiles.find((one) => one.seatId === seatId);
  if (!tile) throw new Error(`no tile of ${seatId}`);
  return tile;
};

describe('the wall', () => {
  it('shows everybody who has a seat, also those who never made anything', () => {
    const { tiles } = composeWall(rows([]), walls, now);
    expect(tiles.map(({ nickname, state, project }) => [nickname, state, project])).toEqual([
      ['小鹰', 'away', null],
      ['小鱼', 'away', null],
    ]);
  });

  it('follows one pupil from coming in to handing in and on', () => {
    const project = work('rocket', 'kite');
    expect(tileOf(rows([project]), KITE.id).state).toBe('away');
    walls.present('rocket', [person('kite')]);
    expect(tileOf(rows([project]), KITE.id).state).toBe('idle');
    walls.edited('rocket', 'kite');
    expect(tileOf(rows([project]), KITE.id).state).toBe('working');
    now += 3 * MINUTE;
    expect(tileOf(rows([project]), KITE.id).state).toBe('idle');
    const handedIn = { ...project, handedInAt: now };
    expect(tileOf(rows([handedIn]), KITE.id)).toMatchObject({ state: 'handed_in', since: now });
    now += MINUTE;
    walls.edited('rocket', 'kite');
    expect(tileOf(rows([handedIn]), KITE.id).state).toBe('working');
  });

  it('does not take what the teacher does in a work for the pupil’s doing', () => {
    const project = work('rocket', 'kite', { handedInAt: now - MINUTE });
    walls.present('rocket', [{ id: 'teacher', name: 'Li', role: 'teacher' }]);
    walls.edited('rocket', 'teacher');
    expect(tileOf(rows([project]), KITE.id).state).toBe('handed_in');
    expect(tileOf(rows([{ ...project, handedInAt: null }]), KITE.id).state).toBe('away');
  });

  it('shows the work that is open before the one that was saved last', () => {
    const old = work('old', 'kite');
    const recent = work('recent', 'kite', { updatedAt: now - MINUTE });
    expect(tileOf(rows([old, recent]), KITE.id).project?.id).toBe('recent');
    walls.present('old', [person('kite')]);
    expect(tileOf(rows([old, recent]), KITE.id).project?.id).toBe('old');
  });

  it('shows a pupil at a work that a classmate shares', () => {
    walls.present('rocket', [person('fish')]);
    walls.edited('rocket', 'fish');
    const all = rows([work('rocket', 'kite')]);
    expect(tileOf(all, FISH.id)).toMatchObject({ state: 'working', project: { id: 'rocket' } });
    expect(tileOf(all, KITE.id).state).toBe('away');
  });

  it('says stuck after runs that fail in a row', () => {
    walls.present('rocket', [person('kite')]);
    for (let run = 0; run < 3; run++) walls.ran('rocket', 'kite', true);
    expect(tileOf(rows([work('rocket', 'kite')]), KITE.id).state).toBe('stuck');
    walls.ran('rocket', 'kite', false);
    expect(tileOf(rows([work('rocket', 'kite')]), KITE.id).state).not.toBe('stuck');
  });

  it('shows a raised hand of somebody who is on the class page alone, in the order of raising', () => {
    const leave = walls.arrive('class', 'kite');
    walls.setHand('class', 'kite', true);
    const raised = now;
    now += MINUTE;
    walls.setHand('class', 'kite', true);
    expect(tileOf(rows([]), KITE.id)).toMatchObject({ state: 'hand_up', since: raised });
    leave();
    expect(tileOf(rows([]), KITE.id).state).toBe('hand_up');
    now += 10 * MINUTE;
    expect(tileOf(rows([]), KITE.id).state).toBe('away');
  });

  it('tells how far each pupil is with a handout', () => {
    const handout = { id: 'maze', handedOutAt: now - 10 * MINUTE, dueAt: null };
    const begun = work('copy', 'kite', { handoutId: 'maze', createdAt: now - 5 * MINUTE });
    expect(composeWall(rows([begun], [handout]), walls, now).copies.maze).toEqual({
      'seat-kite': { state: 'in_progress', projectId: 'copy' },
      'seat-fish': { state: 'not_started', projectId: null },
    });
    const handedIn = { ...begun, handedInAt: now };
    expect(composeWall(rows([handedIn], [handout]), walls, now).copies.maze?.['seat-kite']?.state).toBe('handed_in');
    now += MINUTE;
    walls.edited('copy', 'kite');
    expect(composeWall(rows([handedIn], [handout]), walls, now).copies.maze?.['seat-kite']?.state).toBe('changed');
  });

  it('tells who is late with a handout that has a last day', () => {
    const handout = { id: 'maze', handedOutAt: now - 10 * MINUTE, dueAt: now + MINUTE };
    const begun = work('copy', 'kite', { handoutId: 'maze', createdAt: now - 5 * MINUTE });
    const states = (copy: WallProject) =>
      Object.values(composeWall(rows([copy], [handout]), walls, now).copies.maze!).map(({ state }) => state);
    expect(states(begun)).toEqual(['in_progress', 'not_started']);
    now += 2 * MINUTE;
    expect(states(begun)).toEqual(['overdue', 'overdue']);
    expect(states({ ...begun, handedInAt: now })).toEqual(['handed_in_late', 'overdue']);
    expect(states({ ...begun, handedInAt: handout.dueAt })).toEqual(['handed_in', 'overdue']);
  });

  it('knows when each pupil was last active', () => {
    walls.edited('rocket', 'fish');
    const active = lastActive(rows([work('rocket', 'kite')]), walls);
    expect([active.get('kite'), active.get('fish')]).toEqual([now - 60 * MINUTE, now]);
  });
});

describe('signs of life', () => {
  it('reach those who watch the project or the class, and nobody else', () => {
    const heard: string[] = [];
    walls.watch({ classId: 'class', isWatched: (id) => id === 'rocket' }, (change) => heard.push(change));
    walls.edited('rocket', 'kite');
    walls.edited('other', 'kite');
    walls.setHand('elsewhere', 'kite', true);
    walls.changed('rocket');
    walls.classChanged('class');
    const leave = walls.arrive('class', 'kite');
    leave();
    leave();
    expect(heard).toEqual(['signs', 'rows', 'rows', 'here', 'signs']);
  });

  it('count two pages of one pupil as one pupil who is here', () => {
    const leaveFirst = walls.arrive('class', 'kite');
    walls.arrive('class', 'kite');
    leaveFirst();
    expect(walls.isHere('class', 'kite')).toBe(true);
  });

  it('of projects that nobody touched for long are forgotten once there are many', () => {
    walls.edited('old', 'kite');
    now += 13 * 60 * MINUTE;
    for (let i = 0; i < 2100; i++) walls.edited(`new-${i}`, 'kite');
    expect(walls.signs('old').editedAt.size).toBe(0);
    expect(walls.signs('new-0').editedAt.size).toBe(1);
  });
});
