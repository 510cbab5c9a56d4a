import { createHash } from 'node:crypto';
import {
  startEntry,
  transition,
  type Actor,
  type ContestErrorCode,
  type Entry,
  type EntryCommand,
  type UnitNode,
  type Windows,
} from '@paperkite/contest';
import {
  acceptEntry,
  answerEntryInvitation,
  createEntry,
  expireEntries,
  findEntry,
  inviteToEntry,
  removeFromEntry,
  returnEntry,
  submitEntry,
  unitPath,
  withdrawEntry,
  type CallerTransaction,
} from '@paperkite/data';
import { newUuid, unwrap } from '@paperkite/kernel';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY_MS, openContestWorld, type ContestWorld } from './contest-world.fixture.ts';
import type { RunningContest } from './contests.ts';

/*
 * The life of an entry is told twice: by `transition`, which the server asks, and by the functions of the database, which
 * hold under a lock whatever asks them. Here the same random stories go through both, and every step must end alike.
 */

let world: ContestWorld;
let running: RunningContest;
let path: UnitNode[];
let classId: string;
let owner: pg.Client;
beforeAll(async () => {
  world = await openContestWorld();
  owner = new pg.Client({ connectionString: world.connectionString });
  await owner.connect();
  // A return, once given, never changes, but its date has to come within this test.
  await owner.query('alter table app.entry_return disable trigger user');
  running = (await world.system((tx) => world.parts.contests.find(tx, world.contestId)))!;
  const seat = await world.system((tx) =>
    tx.selectFrom('seat').selectAll().where('id', '=', world.pupils[0]!.seatId).executeTakeFirstOrThrow(),
  );
  classId = seat.classId;
  const { unitId } = await world.system((tx) =>
    tx.selectFrom('class').select('unitId').where('id', '=', classId).executeTakeFirstOrThrow(),
  );
  const units = await world.system((tx) => unitPath(tx, unitId));
  path = units.toReversed().map(({ id, kind }) => ({ id, level: kind }));
});
afterAll(async () => {
  await owner.end();
  await world.stop();
});

/** What the database says where the state machine says this. */
const SAME: Partial<Record<ContestErrorCode, readonly string[]>> = {
  not_allowed: ['not_allowed', 'idempotency_mismatch'],
  wrong_state: ['entry_state'],
  version_stale: ['entry_state'],
  team_full: ['entry_team_full'],
  entry_not_ready: ['entry_member_pending'],
  window_closed: ['contest_closed'],
  fix_by_passed: ['fix_by_passed'],
  fix_by_not_in_future: ['fix_by_passed'],
};

/** People by number: three pupils of the class, its teacher, an organiser of the province. */
const person = fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4);
const mate = fc.constantFrom(0, 1, 2);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('invite' as const), by: person, mate }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('answer' as const), by: person, yes: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('remove' as const), by: person, mate }) },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('submit' as const), by: person, key: fc.nat(3) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('return' as const),
      by: fc.constantFrom(4, 4, 4, 0, 3),
      n: fc.constantFrom(1, 1, 2, 3),
      days: fc.constantFrom(3, 3, 3, -1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('accept' as const),
      by: fc.constantFrom(4, 4, 0, 3),
      n: fc.constantFrom(1, 1, 2, 3),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('withdraw' as const), by: person }) },
  { weight: 2, arbitrary: fc.constantFrom({ type: 'expire' as const }, { type: 'overdue' as const }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('window' as const), open: fc.boolean() }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A correction that comes too late, and the end that comes by itself. */
const LATE: Step[] = [
  { type: 'submit', by: 0, key: 0 },
  { type: 'return', by: 4, n: 1, days: 3 },
  { type: 'overdue' },
  { type: 'submit', by: 0, key: 1 },
  { type: 'expire' },
];

/** Somebody who is only invited asks for a receipt by its key. */
const NOT_YET: Step[] = [
  { type: 'submit', by: 0, key: 1 },
  { type: 'return', by: 4, n: 1, days: 3 },
  { type: 'invite', by: 0, mate: 2 },
  { type: 'submit', by: 2, key: 1 },
];

it('the state machine and the database tell the same story, whatever anybody tries', async () => {
  const reached = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24, size: 'max' }), async (steps) => {
      const story = await begin();
      try {
        for (const one of steps) {
          const outcome = await story.take(one);
          reached.set(outcome, (reached.get(outcome) ?? 0) + 1);
        }
      } finally {
        await story.end();
      }
    }),
    { numRuns: process.env['PAPERKITE_DEEP'] ? 1000 : 40, examples: [[LATE], [NOT_YET]] },
  );
  // Stories that never get anywhere would agree, too.
  for (const outcome of ['draft', 'submitted', 'returned', 'withdrawn', 'expired', 'not_allowed', 'wrong_state']) {
    expect([...reached.keys()], outcome).toContain(outcome);
  }
}, 1_800_000);

async function begin() {
  const people = [...world.pupils, world.teacher, world.organiser];
  const id = newUuid();
  const keys = [0, 1, 2, 3].map(() => newUuid());
  let closeAt = Date.now() + 30 * DAY_MS;
  await world.moveClose(30 * DAY_MS);
  const leader = { person: people[0]!.personId, kind: 'pupil', grade: 4 } as const;
  let entry: Entry = unwrap(
    startEntry({ id, track: 'inter', unit: path[0]!.id, leader }, { definition: running.definition, now: Date.now() }),
  ).entry;
  const teamMax = running.definition.tracks.find((track) => track.id === 'inter')!.team.max;
  const { contestId } = world;
  await world.as(people[0]!, (tx) =>
    createEntry(tx, { id, contestId, track: 'inter', group: 'primary', classId, projectId: null, teamMax }),
  );

  const actor = (by: number): Actor =>
    by === 4
      ? { kind: 'staff', person: people[4]!.personId, units: [world.province] }
      : { kind: 'entrant', person: people[by]!.personId };

  function command(one: Exclude<Step, { type: 'window' | 'overdue' }>, document: string): [EntryCommand, Actor] {
    switch (one.type) {
      case 'invite': {
        const member = { person: people[one.mate]!.personId, kind: 'pupil', grade: 4 } as const;
        return [{ type: 'invite', member }, actor(one.by)];
      }
      case 'answer':
        return [{ type: one.yes ? 'join' : 'decline' }, actor(one.by)];
      case 'remove':
        return [{ type: 'remove', person: people[one.mate]!.personId }, actor(one.by)];
      case 'submit': {
        const artefacts = {
          title: { kind: 'text', text: '我们的节日' },
          text: { kind: 'text', text: '按绿旗以后会放一挂鞭炮，再说一句新年好。' },
          project: { kind: 'project', project: id, blocks: 3, startable: 1 },
        } as const;
        const snapshot = createHash('sha256').update(document).digest('hex');
        const key = keys[one.key]!;
        return [{ type: 'submit', key, group: 'primary', artefacts, snapshot, uploadBegunAt: null }, actor(one.by)];
      }
      case 'return': {
        const reasons = [{ field: 'text', reason: '请写清楚' }];
        return [{ type: 'return', version: one.n, reasons, fixByAt: Date.now() + one.days * DAY_MS }, actor(one.by)];
      }
      case 'accept':
        return [{ type: 'accept', version: one.n }, actor(one.by)];
      case 'withdraw':
        return [{ type: 'withdraw' }, actor(one.by)];
      case 'expire':
        return [{ type: 'expire' }, { kind: 'clock' }];
    }
  }

  function inDatabase(tx: CallerTransaction, asked: EntryCommand, document: string): Promise<unknown> {
    switch (asked.type) {
      case 'invite':
        return inviteToEntry(tx, id, world.pupils.find(({ personId }) => personId === asked.member.person)!.seatId);
      case 'join':
      case 'decline':
        return answerEntryInvitation(tx, id, asked.type === 'join');
      case 'remove':
        return removeFromEntry(tx, id, asked.person);
      case 'submit':
        return submitEntry(tx, id, {
          idempotencyKey: asked.key,
          group: asked.group,
          fields: {},
          document,
          assets: [],
        });
      case 'return': {
        const fixBy = new Date(asked.fixByAt);
        return returnEntry(tx, id, { n: asked.version, reasons: { text: '请写清楚' }, fixBy });
      }
      case 'accept':
        return acceptEntry(tx, id, asked.version);
      case 'withdraw':
        return withdrawEntry(tx, id);
      case 'expire':
        return expireEntries(tx);
    }
  }

  return {
    async take(one: Step): Promise<string> {
      if (one.type === 'window') {
        closeAt = Date.now() + (one.open ? 30 : -1) * DAY_MS;
        await world.moveClose(one.open ? 30 * DAY_MS : -DAY_MS);
        return 'window';
      }
      if (one.type === 'overdue') {
        const last = entry.returns.at(-1);
        if (!last) return 'nothing';
        const past = Date.now() - 60_000;
        entry = { ...entry, returns: [...entry.returns.slice(0, -1), { ...last, fixByAt: past }] };
        await owner.query('update app.entry_return set fix_by = $1 where entry_id = $2 and n = $3', [
          new Date(past),
          id,
          last.version,
        ]);
        return 'overdue';
      }
      const document = JSON.stringify({ id, version: entry.version });
      const [asked, by] = command(one, document);
      const windows: Windows = [{ id: 'submit', openAt: 0, closeAt, uploadGraceMs: 0, dated: true }];
      const now = Date.now();
      const context = { definition: running.definition, windows, actor: by, now, unitPath: path, participations: [] };
      const told = transition(entry, asked, context);
      const work = (tx: CallerTransaction) => inDatabase(tx, asked, document);
      const kept = await (by.kind === 'clock' ? world.system(work) : world.as({ personId: by.person }, work)).then(
        () => 'done',
        (error: { code?: string; message: string }) => error.code ?? error.message,
      );
      const label = `${JSON.stringify(one)} in ${entry.state}: ${told.ok ? 'done' : told.error.code} and ${kept}`;
      // Of many entries, those that are not due are left alone: no refusal of the database's.
      if (told.ok || asked.type === 'expire') expect(kept, label).toBe('done');
      else expect(SAME[told.error.code], label).toContain(kept);
      if (told.ok) entry = told.value.entry;
      await this.compare(label);
      return told.ok ? entry.state : told.error.code;
    },
    async compare(label: string) {
      const detail = (await world.system((tx) => findEntry(tx, id)))!;
      const people = (list: { person: string; accepted: boolean }[]) =>
        list.map((one) => `${one.person} ${one.accepted}`).sort();
      expect(
        {
          state: detail.state,
          version: detail.currentVersion,
          versions: detail.versions.map(({ n, snapshotId }) => [n, snapshotId]).toReversed(),
          returns: detail.returns.map(({ n }) => n).toReversed(),
          members: people(detail.members.map((one) => ({ person: one.personId, accepted: one.acceptedAt !== null }))),
        },
        label,
      ).toEqual({
        state: entry.state,
        version: entry.version,
        versions: entry.versions.map(({ receipt }) => [receipt.version, receipt.snapshot]),
        returns: entry.returns.map(({ version }) => version),
        members: people(entry.members.map((one) => ({ person: one.person, accepted: one.acceptance === 'accepted' }))),
      });
    },
    end: () => world.system((tx) => tx.deleteFrom('entry').where('id', '=', id).execute()),
  };
}
