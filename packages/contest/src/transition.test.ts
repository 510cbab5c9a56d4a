import { readFileSync } from 'node:fs';
import { unwrap } from '@paperkite/kernel';
import { describe, expect, it } from 'vitest';
import { parseDefinition, resolveWindows, responsibleUnit, startEntry, transition } from './index.ts';
import type {
  Actor,
  ArtefactValue,
  Entry,
  EntryCommand,
  Participation,
  SubmitCommand,
  TransitionContext,
} from './index.ts';

const read = (path: string) => unwrap(parseDefinition(readFileSync(new URL(path, import.meta.url), 'utf8')));
const notice = read('../definitions/cn-ai-2024.yaml');
const beijing = read('../test/fixtures/s4_beijing2026.yaml');
const at = (iso: string) => new Date(iso).getTime();
const DAY = 86_400_000;
const close = at('2024-09-30T23:59:59.999+08:00');

const lin: Actor = { kind: 'entrant', person: 'lin' };
const wei: Actor = { kind: 'entrant', person: 'wei' };
const staff: Actor = { kind: 'staff', person: 'zhao', units: ['zhejiang'] };
const clock: Actor = { kind: 'clock' };
const unitPath = [
  { id: 'school-1', level: 'school' },
  { id: 'hangzhou', level: 'city' },
  { id: 'zhejiang', level: 'province' },
  { id: 'cn', level: 'nation' },
];
const typed = (text: string): ArtefactValue => ({ kind: 'text', text });

const submit: SubmitCommand = {
  type: 'submit',
  key: 'first-try',
  group: 'primary',
  artefacts: {
    title: typed('会飞的灯笼'),
    text: typed('元宵节的灯笼会跟着手势飞起来。'),
    project: { kind: 'project', project: 'p', blocks: 12, startable: 2 },
  },
  snapshot: 'a'.repeat(64),
  uploadBegunAt: null,
};
const again: SubmitCommand = { ...submit, key: 'second-try', snapshot: 'b'.repeat(64) };
const giveBack = (version = 1, fixByAt = close + 5 * DAY): EntryCommand => ({
  type: 'return',
  version,
  reasons: [{ field: 'text', reason: ' 请写清楚灯笼怎么飞。 ' }],
  fixByAt,
});

const world: TransitionContext = {
  definition: notice,
  windows: unwrap(resolveWindows(notice)),
  actor: lin,
  now: at('2024-07-01T12:00:00+08:00'),
  unitPath,
  participations: [],
};
const leader = { person: 'lin', kind: 'pupil', grade: 5 } as const;
const id = '0190f3c2-7a1b-7c3d-8e4f-0a1b2c3d4e5f';
const started = unwrap(startEntry({ id, track: 'inter', unit: 'school-1', leader }, world)).entry;

/** The outcome of asking for what is there already. */
const nothingNew = (entry: Entry) => ({ entry, event: null, receipt: null });
/** What is refused, with its details, or the state reached. */
const attempt = (entry: Entry, command: EntryCommand, more: Partial<TransitionContext> = {}) => {
  const result = transition(entry, command, { ...world, ...more });
  return result.ok ? result.value.entry.state : result.error.code;
};
const after = (entry: Entry, ...steps: [EntryCommand, Partial<TransitionContext>?][]) =>
  steps.reduce((now, [command, more]) => unwrap(transition(now, command, { ...world, ...more })).entry, entry);

const submitted = after(started, [submit]);
const returned = after(submitted, [giveBack(), { actor: staff }]);

describe('the life of an entry', () => {
  it('goes from draft to accepted over a return, with one event for each step', () => {
    const steps: [EntryCommand, Partial<TransitionContext>][] = [
      [submit, {}],
      [giveBack(), { actor: staff }],
      [again, { now: world.now + DAY }],
      [{ type: 'accept', version: 2 }, { actor: staff }],
    ];
    let entry = started;
    const log = steps.map(([command, more]) => {
      const result = unwrap(transition(entry, command, { ...world, ...more }));
      entry = result.entry;
      return result.event;
    });
    expect(log.map((event) => [event?.kind, event?.from, event?.to, event?.version, event?.actor.person])).toEqual([
      ['submitted', 'draft', 'submitted', 1, 'lin'],
      ['returned', 'submitted', 'returned', 1, 'zhao'],
      ['resubmitted', 'returned', 'submitted', 2, 'lin'],
      ['accepted', 'submitted', 'accepted', 2, 'zhao'],
    ]);
    expect(entry).toMatchObject({ state: 'accepted', stage: 'round1', version: 2 });
    expect(entry.returns[0]?.reasons).toEqual([{ field: 'text', reason: '请写清楚灯笼怎么飞。' }]);
  });

  it('keeps the words of a reason out of the log', () => {
    const { event } = unwrap(transition(submitted, giveBack(), { ...world, actor: staff }));
    expect(event?.details).toEqual({ fields: 'text', fixByAt: close + 5 * DAY });
  });

  it('begins with its leader in it, only where people may enter', () => {
    expect(started).toMatchObject({ state: 'draft', version: 0, stage: null, members: [{ acceptance: 'accepted' }] });
    const begin = (track: string, kind: 'pupil' | 'teacher') => {
      const result = startEntry({ id, track, unit: 'u', leader: { ...leader, kind } }, world);
      return result.ok ? 'started' : result.error.code;
    };
    expect([begin('inter', 'pupil'), begin('case', 'teacher')]).toEqual(['started', 'started']);
    expect([begin('inter', 'teacher'), begin('nothing', 'pupil')]).toEqual(['member_wrong_kind', 'track_unknown']);
  });

  it('survives being stored as JSON', () => {
    const stored: Entry = JSON.parse(JSON.stringify(returned));
    expect(attempt(stored, again)).toBe('submitted');
  });
});

describe('submitting', () => {
  it('gives a receipt with the server time, the version and the snapshot', () => {
    const { receipt } = unwrap(transition(started, submit, world));
    expect(receipt).toEqual({
      number: '2C3D-4E5F-1',
      entry: id,
      version: 1,
      at: world.now,
      snapshot: 'a'.repeat(64),
    });
  });

  it('gives the same receipt for the same key, whatever has happened since, even after the close', () => {
    const first = unwrap(transition(started, submit, world)).receipt;
    for (const entry of [submitted, returned, after(submitted, [{ type: 'withdraw' }])]) {
      const retry = unwrap(transition(entry, { ...submit, artefacts: {} }, { ...world, now: close + DAY }));
      expect(retry).toEqual({ entry, event: null, receipt: first });
    }
  });

  it('gives a receipt to nobody outside the team', () => {
    expect(attempt(submitted, submit, { actor: wei })).toBe('not_allowed');
    expect(attempt(submitted, submit, { actor: staff })).toBe('not_allowed');
  });

  it('is refused outside the window with the date, and so is a second submission nobody asked for', () => {
    const late = transition(started, submit, { ...world, now: close + 1 });
    expect(late).toMatchObject({ ok: false, error: { code: 'window_closed', details: { closeAt: close } } });
    expect(attempt(started, submit, { now: at('2024-05-31T23:59:59+08:00') })).toBe('window_not_open');
    expect(attempt(submitted, again)).toBe('wrong_state');
  });

  it('waits for an upload that the server saw begin in time', () => {
    const now = close + 10 * 60_000;
    expect(attempt(started, { ...submit, uploadBegunAt: close - 1 }, { now })).toBe('submitted');
    expect(attempt(started, submit, { now })).toBe('window_closed');
  });

  it('checks every rule again on the server, and says which fields are wrong', () => {
    const result = transition(started, { ...submit, group: 'senior', artefacts: { title: typed('') } }, world);
    expect(result).toMatchObject({ ok: false, error: { code: 'entry_not_ready', details: { count: 4 } } });
    const taken: Participation = { entry: 'e2', track: 'inter', person: 'lin', role: 'member', state: 'accepted' };
    expect(attempt(started, submit, { participations: [taken] })).toBe('entry_not_ready');
  });

  it('takes the members from the entry and never from the request', () => {
    const invited = after(started, [{ type: 'invite', member: { person: 'wei', kind: 'pupil', grade: 5 } }]);
    const members = [{ ...leader, acceptance: 'accepted' }];
    expect(attempt(invited, { ...submit, members } as SubmitCommand)).toBe('entry_not_ready');
  });

  it('needs a snapshot exactly when there is a project, and a usable key', () => {
    expect(attempt(started, { ...submit, snapshot: null })).toBe('snapshot_invalid');
    expect(attempt(started, { ...submit, snapshot: 'xyz' })).toBe('snapshot_invalid');
    expect(attempt(started, { ...submit, key: 'short' })).toBe('key_invalid');
    expect(attempt(started, { ...submit, key: 'with spaces in it' })).toBe('key_invalid');
  });
});

describe('correcting', () => {
  it('is possible until the fix-by date, also after the window has closed', () => {
    expect(attempt(returned, again, { now: close + 5 * DAY })).toBe('submitted');
    expect(attempt(returned, again, { now: close + 5 * DAY + 1 })).toBe('fix_by_passed');
  });

  it('ends when the date has passed and no upload begun in time can arrive any more', () => {
    const grace = 30 * 60_000;
    const expire: EntryCommand = { type: 'expire' };
    expect(attempt(returned, expire, { actor: clock, now: close + 5 * DAY + grace })).toBe('fix_by_not_passed');
    expect(attempt(returned, expire, { actor: clock, now: close + 5 * DAY + grace + 1 })).toBe('expired');
    expect(attempt(returned, expire, { actor: lin, now: close + 9 * DAY })).toBe('not_allowed');
    expect(attempt(submitted, expire, { actor: clock, now: close + 9 * DAY })).toBe('wrong_state');
  });

  it('does not count the entry against itself', () => {
    const own: Participation = { entry: id, track: 'inter', person: 'lin', role: 'leader', state: 'returned' };
    expect(attempt(returned, again, { participations: [own] })).toBe('submitted');
  });
});

describe('checking', () => {
  const accept: EntryCommand = { type: 'accept', version: 1 };
  const by = (actor: Actor) => ({ actor });

  it('is for staff of the unit at the level that the definition names, and of those above it', () => {
    expect(attempt(submitted, accept, by(staff))).toBe('accepted');
    expect(attempt(submitted, accept, by({ kind: 'staff', person: 'qian', units: ['cn'] }))).toBe('accepted');
    for (const units of [[], ['hangzhou'], ['school-1'], ['jiangsu']]) {
      expect(attempt(submitted, accept, by({ kind: 'staff', person: 'qian', units })), units.join()).toBe(
        'not_allowed',
      );
    }
    expect(attempt(submitted, accept, by(lin))).toBe('not_allowed');
    expect(attempt(submitted, giveBack(), by(lin))).toBe('not_allowed');
    expect(attempt(submitted, accept, { ...by(staff), unitPath: unitPath.slice(0, 2) })).toBe('not_allowed');
    expect(attempt(started, accept, by({ kind: 'staff', person: 'qian', units: ['jiangsu'] }))).toBe('not_allowed');
  });

  it('is not for staff who are in the entry themselves', () => {
    expect(attempt(submitted, accept, by({ kind: 'staff', person: 'lin', units: ['zhejiang'] }))).toBe('not_allowed');
  });

  it('is about the version that was looked at', () => {
    const second = after(returned, [again]);
    expect(attempt(second, accept, by(staff))).toBe('version_stale');
    expect(attempt(second, giveBack(1), by(staff))).toBe('version_stale');
    expect(attempt(second, { type: 'accept', version: 2 }, by(staff))).toBe('accepted');
  });

  it('returns with at least one reason, in fields that exist, and a date ahead', () => {
    const reasons = (...list: { field: string; reason: string }[]): EntryCommand => ({
      type: 'return',
      version: 1,
      reasons: list,
      fixByAt: close,
    });
    const refused = (command: EntryCommand) => attempt(submitted, command, by(staff));
    expect(refused(reasons())).toBe('reasons_missing');
    expect(refused(reasons({ field: 'text', reason: ' ' }))).toBe('reason_empty');
    expect(refused(reasons({ field: 'text', reason: '长'.repeat(501) }))).toBe('reason_too_long');
    expect(refused(reasons({ field: 'report', reason: '缺' }))).toBe('reason_field_unknown');
    expect(refused(giveBack(1, world.now))).toBe('fix_by_not_in_future');
    expect(refused(reasons({ field: 'team', reason: '缺' }, { field: 'project', reason: '打不开' }))).toBe('returned');
  });

  it('is only done once: what is accepted, returned or withdrawn waits for nobody', () => {
    const accepted = after(submitted, [accept, by(staff)]);
    const withdrawn = after(submitted, [{ type: 'withdraw' }]);
    for (const entry of [started, returned, accepted, withdrawn]) {
      expect(attempt(entry, accept, by(staff))).toBe('wrong_state');
      expect(attempt(entry, giveBack(), by(staff))).toBe('wrong_state');
    }
    expect(attempt(accepted, { type: 'withdraw' })).toBe('wrong_state');
    expect(attempt(accepted, again)).toBe('wrong_state');
  });

  it('goes from the district to the city where the definition has two checks, and not before the close', () => {
    const path = [
      { id: 'haidian', level: 'county' },
      { id: 'beijing', level: 'city' },
    ];
    const facts = {
      ...world,
      definition: beijing,
      windows: unwrap(resolveWindows(beijing)),
      now: at('2026-05-01T00:00:00+08:00'),
      unitPath: path,
    };
    const draft = unwrap(startEntry({ id, track: 'sci', unit: 'haidian', leader }, facts)).entry;
    const artefacts = { title: typed('一'), text: typed('二') };
    const entry = after(draft, [{ ...submit, artefacts, snapshot: null }, facts]);
    const district = { ...facts, actor: { kind: 'staff', person: 'q', units: ['haidian'] } as const };
    const city = { ...facts, actor: { kind: 'staff', person: 'r', units: ['beijing'] } as const };
    const closed = at('2026-07-01T00:00:00+08:00');
    expect(attempt(entry, accept, district)).toBe('check_waits_for_close');
    const passed = unwrap(transition(entry, accept, { ...district, now: closed }));
    expect(passed).toMatchObject({ entry: { state: 'submitted', stage: 'c_elig' }, event: { kind: 'passed' } });
    expect(attempt(passed.entry, accept, { ...district, now: closed })).toBe('not_allowed');
    const done = after(passed.entry, [accept, { ...city, now: closed }]);
    expect(done).toMatchObject({ state: 'accepted', stage: 'review' });
  });

  it('is refused in a stage that is no check', () => {
    const code2020 = read('../test/fixtures/s0_contest2020.yaml');
    const facts = {
      ...world,
      definition: code2020,
      windows: unwrap(resolveWindows(code2020)),
      now: at('2020-06-01T00:00:00+08:00'),
    };
    const draft = unwrap(startEntry({ id, track: 'code', unit: 'school-1', leader }, facts)).entry;
    const entry = after(draft, [{ ...submit, group: 'any' }, facts]);
    expect(entry.stage).toBe('prov_pick');
    expect(attempt(entry, accept, { ...facts, actor: staff })).toBe('no_check_stage');
  });

  it('finds the unit by the word that the definition uses for a level', () => {
    const stage = beijing.stages[2]!;
    const municipality = { ...beijing, scope: { ...beijing.scope, tree: { city: 'province' } } };
    expect(responsibleUnit(municipality, stage, unitPath)).toEqual({ ok: true, value: 'zhejiang' });
    expect(responsibleUnit(beijing, stage, unitPath)).toEqual({ ok: true, value: 'hangzhou' });
  });
});

describe('the team', () => {
  const invite: EntryCommand = { type: 'invite', member: { person: 'wei', kind: 'pupil', grade: null } };
  const invited = after(started, [invite]);
  const together = after(invited, [{ type: 'join', grade: 6 }, { actor: wei }]);

  it('forms by invitation and consent, and then anybody in it may submit', () => {
    expect(together.members[1]).toEqual({ person: 'wei', kind: 'pupil', grade: 6, acceptance: 'accepted' });
    expect(attempt(together, submit, { actor: wei })).toBe('submitted');
    expect(attempt(invited, submit, { actor: wei })).toBe('not_allowed');
  });

  it('is the leader’s to change, and everybody’s to leave', () => {
    expect(attempt(started, invite, { actor: wei })).toBe('not_allowed');
    expect(attempt(invited, { type: 'join' }, { actor: lin })).toBe('not_allowed');
    expect(attempt(invited, { type: 'join' }, { actor: staff })).toBe('not_allowed');
    expect(after(together, [{ type: 'decline' }, { actor: wei }]).members).toHaveLength(1);
    expect(attempt(together, { type: 'remove', person: 'wei' }, { actor: wei })).toBe('not_allowed');
    expect(after(together, [{ type: 'remove', person: 'wei' }]).members).toHaveLength(1);
    expect(attempt(together, { type: 'remove', person: 'lin' }, { actor: wei })).toBe('not_allowed');
    for (const person of ['lin', 'nobody']) {
      expect(unwrap(transition(together, { type: 'remove', person }, world))).toEqual(nothingNew(together));
    }
    expect(attempt(together, { type: 'decline' })).toBe('not_allowed');
    expect(attempt(together, { type: 'withdraw' }, { actor: wei })).toBe('not_allowed');
  });

  it('has at most three, each once, of the right kind', () => {
    expect(unwrap(transition(invited, invite, world))).toEqual(nothingNew(invited));
    expect(unwrap(transition(together, { type: 'join' }, { ...world, actor: wei }))).toEqual(nothingNew(together));
    const three = after(invited, [{ type: 'invite', member: { person: 'c', kind: 'pupil', grade: 5 } }]);
    expect(attempt(three, { type: 'invite', member: { person: 'd', kind: 'pupil', grade: 5 } })).toBe('team_full');
    expect(attempt(started, { type: 'invite', member: { person: 't', kind: 'teacher', grade: null } })).toBe(
      'member_wrong_kind',
    );
  });

  it('stands still while the entry is being checked, and may change after a return', () => {
    const waiting = after(invited, [{ type: 'decline' }, { actor: wei }], [submit]);
    expect(attempt(waiting, invite)).toBe('wrong_state');
    const back = after(waiting, [giveBack(), { actor: staff }]);
    expect(attempt(back, invite)).toBe('returned');
  });

  it('goes on without those who said no, and can ask them again', () => {
    const declined = after(invited, [{ type: 'decline' }, { actor: wei }]);
    expect(attempt(declined, submit)).toBe('submitted');
    expect(attempt(declined, { type: 'join' }, { actor: wei })).toBe('not_allowed');
    expect(after(declined, [invite]).members).toHaveLength(2);
  });
});
