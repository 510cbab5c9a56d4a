import { acceptEntry, grantRole, listAudit } from '@paperkite/data';
import { unwrap } from '@paperkite/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { previewDeletion } from '../classroom/delete-class.ts';
import { openContestWorld, type ContestWorld } from './contest-world.fixture.ts';
import { openContest, setContestState } from './manage-contest.ts';
import { countEntries, listDefinitions, neighbours, openForStaff, staffUnits } from './staff.ts';

let world: ContestWorld;
const entries: string[] = [];
beforeAll(async () => {
  world = await openContestWorld();
  for (const pupil of world.pupils) {
    const begun = await world.entry(pupil);
    unwrap(await world.submit(pupil, begun));
    entries.push(begun.entryId);
  }
});
afterAll(() => world.stop());

describe('an organiser', () => {
  it('sees how many entries wait, and since when', async () => {
    const counts = await world.as(world.organiser, (tx) => countEntries(tx, [world.province]));
    expect(counts).toMatchObject([{ contestId: world.contestId, state: 'submitted', count: 3 }]);
    expect(counts[0]!.oldest).toBeInstanceOf(Date);
  });

  it('goes through the queue in the order of waiting, both ways', async () => {
    const at = (id: string) =>
      world.as(world.organiser, async (tx) => {
        const entry = (await openForStaff(tx, id, [world.province]))!;
        return neighbours(tx, entry, [world.province], { state: 'submitted' });
      });
    expect(await at(entries[0]!)).toEqual({ previous: null, next: entries[1], waiting: 3 });
    expect(await at(entries[1]!)).toEqual({ previous: entries[0], next: entries[2], waiting: 3 });
    expect(await at(entries[2]!)).toEqual({ previous: entries[1], next: null, waiting: 3 });
  });

  it('leaves a line in the audit log, without a name, by opening a child’s work', async () => {
    await world.system((tx) =>
      grantRole(tx, { personId: world.colleague.personId, unitId: world.province, role: 'admin', grantedBy: null }),
    );
    await world.as(world.organiser, (tx) => openForStaff(tx, entries[0]!, [world.province]));
    const log = await world.as(world.colleague, (tx) => listAudit(tx, { unitId: world.province }));
    expect(log[0]).toMatchObject({ action: 'entry.opened', objectId: entries[0], details: { version: 1 } });
    expect(JSON.stringify(log)).not.toContain(world.organiser.personId);
    expect(JSON.stringify(log)).not.toContain(world.pupils[0]!.displayName);
  });

  it('opens contests at units of their own, in days that make sense', async () => {
    const [definition] = await world.as(world.organiser, listDefinitions);
    const wish = {
      definition: definition!.id,
      unit: world.province,
      title: '校园赛',
      opens: '2030-01-01',
      closes: '2030-02-01',
      openNow: false,
    };
    const open = (more: Partial<typeof wish>) =>
      world.as(world.organiser, (tx) => openContest(tx, [world.province], { ...wish, ...more }));
    const codes = await Promise.all(
      [{ closes: '2029-12-31' }, { closes: '2030-02-30' }, { opens: '????-01-01' }, { title: '  ' }].map(
        async (more) => {
          const opened = await open(more);
          return opened.ok ? 'opened' : opened.error.code;
        },
      ),
    );
    expect(codes).toEqual(['dates_wrong', 'dates_wrong', 'dates_wrong', 'title_wrong']);
    await expect(open({ unit: '00000000-0000-7000-8000-000000310000' })).rejects.toMatchObject({ code: 'not_found' });
    const { contestId } = unwrap(await open({}));
    const running = await world.as(world.organiser, (tx) => world.parts.contests.find(tx, contestId));
    expect(running?.contest).toMatchObject({ state: 'draft', submitClosesAt: new Date('2030-02-01T15:59:59.999Z') });
    expect(await world.as(world.pupils[0]!, (tx) => world.parts.contests.find(tx, contestId))).toBeUndefined();
    await world.as(world.organiser, (tx) => setContestState(tx, running!.contest, 'open'));
    expect(await world.as(world.pupils[0]!, (tx) => world.parts.contests.find(tx, contestId))).toBeDefined();
  });
});

describe('everybody else', () => {
  it('opens nothing through the desk', async () => {
    for (const person of [world.teacher, world.pupils[0]!, world.pupils[1]!]) {
      expect(await world.as(person, (tx) => staffUnits(tx, person.personId))).toEqual([]);
      expect(await world.as(person, (tx) => openForStaff(tx, entries[0]!, []))).toBeUndefined();
    }
  });
});

describe('a teacher about to delete a class', () => {
  it('is told how many of its entries a contest has accepted', async () => {
    const preview = () => previewDeletion(world.parts.db, world.teacher.personId, world.classId);
    expect(await preview()).toMatchObject({ entries: 3, accepted: 0 });
    await world.as(world.organiser, (tx) => acceptEntry(tx, entries[0]!, 1));
    expect(await preview()).toMatchObject({ entries: 3, accepted: 1 });
  });
});
