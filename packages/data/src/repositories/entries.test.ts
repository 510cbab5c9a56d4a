import { newUuid } from '@paperkite/kernel';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase } from '../testing/index.ts';
import type { TestDatabase } from '../testing/index.ts';
import { PROVINCE, openClassroom } from './classroom.fixture.ts';
import type { Classroom } from './classroom.fixture.ts';
import * as repo from '../index.ts';

let test: TestDatabase;
let room: Classroom;
let contestId: string;
let organiser: string;
const HOUR = 3_600_000;

beforeAll(async () => {
  test = await startTestDatabase();
});
afterAll(() => test.stop());

beforeEach(async () => {
  room = await openClassroom(test.db, ['小鸢', '小燕', '小雀', '小鹰']);
  [contestId, organiser] = [newUuid(), newUuid()];
  await room.system(async (tx) => {
    await repo.createPerson(tx, { id: organiser, kind: 'adult', displayName: '省赛组委' });
    await repo.grantRole(tx, { personId: organiser, unitId: PROVINCE, role: 'organiser', grantedBy: null });
    await repo.putDefinition(tx, { id: 'cn-ai-2024', version: 1, body: { id: 'cn-ai-2024' } });
  });
  await room.as(organiser, async (tx) => {
    await repo.createContest(tx, {
      id: contestId,
      definitionId: 'cn-ai-2024',
      definitionVersion: 1,
      unitId: PROVINCE,
      title: '人工智能大赛',
      submitOpensAt: new Date(Date.now() - HOUR),
      submitClosesAt: new Date(Date.now() + HOUR),
      graceSeconds: 0,
      limitMax: 1,
      limitPer: 'track',
      limitCount: 'member',
    });
    await repo.changeContest(tx, contestId, { state: 'open' });
  });
});

const pupil = (i: number) => room.pupils[i]!;

async function draft(leader = 0, track = 'inter'): Promise<string> {
  const [id, projectId, ownerId] = [newUuid(), newUuid(), pupil(leader).id];
  await room.as(ownerId, async (tx) => {
    await repo.createProject(tx, { id: projectId, ownerId, classId: room.classId, title: 'x' });
    await repo.createEntry(tx, {
      id,
      contestId,
      track,
      group: 'primary',
      classId: room.classId,
      projectId,
      teamMax: 3,
    });
  });
  return id;
}

async function team(id: string, leader: number, ...members: number[]): Promise<void> {
  for (const member of members) {
    await room.as(pupil(leader).id, (tx) => repo.inviteToEntry(tx, id, pupil(member).seatId));
    await room.as(pupil(member).id, (tx) => repo.answerEntryInvitation(tx, id, true));
  }
}

const submit = (id: string, who = 0, idempotencyKey: string = newUuid(), document = '{"v":1}') =>
  room.as(pupil(who).id, (tx) =>
    repo.submitEntry(tx, id, { idempotencyKey, group: 'primary', fields: { title: 't' }, document, assets: [] }),
  );

const moveDeadline = (ms: number, graceSeconds = 0) =>
  room.as(organiser, (tx) =>
    repo.changeContest(tx, contestId, { submitClosesAt: new Date(Date.now() + ms), graceSeconds }),
  );

describe('handing in', () => {
  it('freezes the work and gives a receipt by the server clock', async () => {
    const id = await draft();
    const receipt = await submit(id);
    expect(receipt.n).toBe(1);
    expect(Math.abs(receipt.submittedAt.getTime() - Date.now())).toBeLessThan(60_000);
    const seen = await room.as(organiser, (tx) => repo.findEntry(tx, id));
    expect(seen).toMatchObject({ state: 'submitted', currentVersion: 1, draft: undefined, versions: [{ n: 1 }] });
    const frozen = await room.as(organiser, (tx) => repo.readSnapshot(tx, receipt.snapshotId!));
    expect(frozen?.document).toBe('{"v":1}');
  });

  it('gives the same receipt for the same key, also when ten retries arrive at once', async () => {
    const id = await draft();
    const key = newUuid();
    const receipts = await Promise.all(Array.from({ length: 10 }, () => submit(id, 0, key)));
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    const entry = await room.as(pupil(0).id, (tx) => repo.findEntry(tx, id));
    expect(entry?.versions).toHaveLength(1);
    expect(entry?.events.filter(({ kind }) => kind === 'submitted')).toHaveLength(1);
  });

  it('does not give the receipt away to somebody who guesses the key', async () => {
    const id = await draft();
    const key = newUuid();
    await submit(id, 0, key);
    await expect(submit(await draft(1), 1, key)).rejects.toMatchObject({ code: 'idempotency_mismatch' });
    await expect(submit(id, 1, key)).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  });

  it('waits for every member to accept', async () => {
    const id = await draft();
    await room.as(pupil(0).id, (tx) => repo.inviteToEntry(tx, id, pupil(1).seatId));
    await expect(submit(id)).rejects.toMatchObject({ code: 'entry_member_pending' });
    await room.as(pupil(1).id, (tx) => repo.answerEntryInvitation(tx, id, false));
    expect((await submit(id)).n).toBe(1);
  });

  it('takes no more members than the track allows, the leader included', async () => {
    const id = await draft();
    await team(id, 0, 1, 2);
    await expect(team(id, 0, 3)).rejects.toMatchObject({ code: 'entry_team_full' });
  });

  it('is for members only', async () => {
    const id = await draft();
    await expect(submit(id, 3)).rejects.toMatchObject({ code: 'not_allowed' });
    const asTeacher = room.as(room.teacher, (tx) => repo.withdrawEntry(tx, id));
    await expect(asTeacher).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe('one work per theme and pupil', () => {
  it('counts members, not only leaders', async () => {
    const first = await draft(0);
    await team(first, 0, 1);
    await submit(first);
    await expect(submit(await draft(1), 1)).rejects.toMatchObject({ code: 'already_entered' });
    expect((await submit(await draft(1, 'art'), 1)).n).toBe(1);
  });

  it('holds when teams that share members hand in at the same moment', async () => {
    for (let round = 0; round < (process.env.PAPERKITE_DEEP ? 50 : 5); round++) {
      const track = `t${round}`;
      const [a, b, c] = [await draft(0, track), await draft(1, track), await draft(2, track)];
      await team(a, 0, 1);
      await team(b, 1, 2);
      await team(c, 2, 0);
      const results = await Promise.allSettled([submit(a, 0), submit(b, 1), submit(c, 2)]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'already_entered' });
      }
    }
  });

  it('frees the place when the entry is withdrawn', async () => {
    const first = await draft(0);
    await submit(first);
    await room.as(pupil(0).id, (tx) => repo.withdrawEntry(tx, first));
    expect((await submit(await draft(0))).n).toBe(1);
  });
});

describe('the deadline', () => {
  it('is refused after, by the clock of the database, whatever the client says', async () => {
    const id = await draft();
    await moveDeadline(-1000);
    await expect(submit(id)).rejects.toMatchObject({ code: 'contest_closed' });
    const entry = await room.as(pupil(0).id, (tx) => repo.findEntry(tx, id));
    expect(entry).toMatchObject({ state: 'draft', currentVersion: 0 });
  });

  it('has a grace for a submission that began in time, and only for that', async () => {
    const [began, late] = [await draft(0), await draft(1)];
    await room.as(pupil(0).id, (tx) => repo.beginSubmission(tx, began));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await moveDeadline(-5, 600);
    await room.as(pupil(1).id, (tx) => repo.beginSubmission(tx, late));
    expect((await submit(began, 0)).n).toBe(1);
    await expect(submit(late, 1)).rejects.toMatchObject({ code: 'contest_closed' });
  });

  it('gives way to the date that a return names', async () => {
    const id = await draft();
    await submit(id);
    const fixBy = new Date(Date.now() + HOUR);
    await room.as(organiser, (tx) => repo.returnEntry(tx, id, { n: 1, reasons: { title: '写清楚' }, fixBy }));
    await moveDeadline(-1000);
    const second = await submit(id, 0, newUuid(), '{"v":2}');
    expect(second.n).toBe(2);
    await room.as(organiser, (tx) => repo.acceptEntry(tx, id, 2));
    const entry = await room.as(pupil(0).id, (tx) => repo.findEntry(tx, id));
    expect(entry?.events.map(({ kind, toState }) => `${kind}:${toState}`)).toEqual([
      'created:draft',
      'submitted:submitted',
      'returned:returned',
      'submitted:submitted',
      'accepted:accepted',
    ]);
    expect(entry?.returns).toMatchObject([{ n: 1, reasons: { title: '写清楚' } }]);
    expect(entry?.versions.map(({ n }) => n)).toEqual([2, 1]);
  });

  it('refuses a correction after that date', async () => {
    const id = await draft();
    await submit(id);
    const fixBy = new Date(Date.now() + 150);
    await room.as(organiser, (tx) => repo.returnEntry(tx, id, { n: 1, reasons: { '': '重做' }, fixBy }));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await expect(submit(id)).rejects.toMatchObject({ code: 'fix_by_passed' });
    expect(await room.system((tx) => repo.expireEntries(tx))).toBe(1);
    const entry = await room.as(pupil(0).id, (tx) => repo.findEntry(tx, id));
    expect(entry).toMatchObject({ state: 'expired' });
    expect((await submit(await draft())).n).toBe(1);
  });

  it('ends no entry whose date is still ahead', async () => {
    const id = await draft();
    await submit(id);
    const fixBy = new Date(Date.now() + HOUR);
    await room.as(organiser, (tx) => repo.returnEntry(tx, id, { n: 1, reasons: { '': '重做' }, fixBy }));
    expect(await room.system((tx) => repo.expireEntries(tx))).toBe(0);
  });
});

describe('staff', () => {
  it('decide on the version they looked at, once', async () => {
    const id = await draft();
    await submit(id);
    const stale = room.as(organiser, (tx) => repo.acceptEntry(tx, id, 2));
    await expect(stale).rejects.toMatchObject({ code: 'entry_state' });
    const decisions = await Promise.allSettled([
      room.as(organiser, (tx) => repo.acceptEntry(tx, id, 1)),
      room.as(organiser, (tx) =>
        repo.returnEntry(tx, id, { n: 1, reasons: { '': 'x' }, fixBy: new Date(Date.now() + HOUR) }),
      ),
    ]);
    expect(decisions.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('are noted by pseudonym, and their unit can read it', async () => {
    const id = await draft();
    await submit(id);
    await room.as(organiser, (tx) => repo.acceptEntry(tx, id, 1));
    const { rows } = await room.system((tx) =>
      sql<{ actor: string; action: string }>`
        select actor, action from app.audit_event where object_id = ${id}
      `.execute(tx),
    );
    expect(rows).toMatchObject([{ action: 'entry.accepted' }]);
    expect(rows[0]!.actor).not.toBe(organiser);
  });

  it('page through the entries of their unit', async () => {
    for (const leader of [0, 1, 2]) await submit(await draft(leader), leader);
    const page = (after?: { updatedAt: Date; id: string }) =>
      room.as(organiser, (tx) => repo.listEntriesForStaff(tx, { contestId, unitId: PROVINCE, limit: 2, after }));
    const first = await page();
    expect(first).toHaveLength(2);
    expect(first[0]).toMatchObject({ unitNameZh: '一小', state: 'submitted' });
    const rest = await page(first[1]);
    expect(rest.map(({ id }) => id)).not.toContain(first[1]!.id);
  });

  it('do not decide on work of their own', async () => {
    await room.system((tx) =>
      repo.grantRole(tx, { personId: room.teacher, unitId: PROVINCE, role: 'organiser', grantedBy: null }),
    );
    const id = newUuid();
    await room.as(room.teacher, async (tx) => {
      await repo.createEntry(tx, {
        id,
        contestId,
        track: 'case',
        group: 'primary',
        classId: room.classId,
        projectId: null,
        teamMax: 2,
      });
      await repo.submitEntry(tx, id, {
        idempotencyKey: newUuid(),
        group: 'primary',
        fields: {},
        document: null,
        assets: [],
      });
    });
    const own = room.as(room.teacher, (tx) => repo.acceptEntry(tx, id, 1));
    await expect(own).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe('the rules get', () => {
  it('the members with their grades and what they take part in', async () => {
    const id = await draft();
    await team(id, 0, 1);
    const [members, participations] = await room.system(async (tx) => [
      await repo.entryMembers(tx, id),
      await repo.listParticipations(tx, contestId, [pupil(1).id]),
    ]);
    expect(members.map(({ nickname, leader, grade, kind }) => ({ nickname, leader, grade, kind }))).toEqual([
      { nickname: '小鸢', leader: true, grade: '4', kind: 'pupil' },
      { nickname: '小燕', leader: false, grade: '4', kind: 'pupil' },
    ]);
    expect(participations).toEqual([
      { entry: id, track: 'inter', person: pupil(1).id, role: 'member', state: 'draft' },
    ]);
  });
});
