import { createHash } from 'node:crypto';
import {
  answerEntryInvitation,
  beginSubmission,
  findEntry,
  inviteToEntry,
  listVersions,
  readSnapshot,
  withdrawEntry,
} from '@paperkite/data';
import { newUuid, unwrap } from '@paperkite/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { DAY_MS, openContestWorld, type ContestWorld } from './contest-world.fixture.ts';
import { decide } from './decide.ts';
import { startEntry } from './start-entry.ts';

let world: ContestWorld;
beforeAll(async () => {
  world = await openContestWorld();
});
afterAll(() => world.stop());

const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => (value as { error?: { code: string } }).error?.code,
    (error: { code?: string }) => error.code,
  );

const nextWeek = (): string => new Date(Date.now() + 7 * DAY_MS).toISOString().slice(0, 10);

/** Returns version `n` of an entry with one reason. */
const giveBackFor = (who: ContestWorld['organiser'], entryId: string, n: number, reasons = { text: '请写清楚' }) =>
  decide(world.parts, who.personId, entryId, { type: 'return', n, reasons, fixBy: nextWeek() });

describe('beginning an entry', () => {
  it('fills in the title of the work and the group of the grade', async () => {
    const [pupil] = world.pupils;
    const { entryId } = await world.entry(pupil!);
    const entry = await world.as(pupil!, (tx) => findEntry(tx, entryId));
    expect(entry).toMatchObject({ groupName: 'primary', draft: { fields: { title: { text: '我们的节日' } } } });
  });

  it('goes on with what was begun instead of beginning again', async () => {
    const [pupil] = world.pupils;
    const { entryId, projectId } = await world.entry(pupil!);
    const wish = { contestId: world.contestId, track: 'inter', projectId };
    const again = await Promise.all([1, 2, 3].map(() => startEntry(world.parts, pupil!, wish)));
    expect(again.map((one) => unwrap(one).entryId)).toEqual([entryId, entryId, entryId]);
  });

  it('is refused in a track that is for teachers, or that is not there', async () => {
    const { projectId } = await world.work(world.pupils[0]!);
    for (const track of ['case', 'nothing']) {
      const wish = { contestId: world.contestId, track, projectId };
      expect(await codeOf(startEntry(world.parts, world.pupils[0]!, wish))).toBe('track_unknown');
    }
  });
});

describe('handing in', () => {
  it('freezes what is durable; the hash of the receipt is that of the document served', async () => {
    const [pupil] = world.pupils;
    const begun = await world.entry(pupil!, 'inter');
    const receipt = unwrap(await world.submit(pupil!, begun));
    expect(receipt).toMatchObject({ version: 1, number: expect.stringMatching(/^[0-9A-F]{4}-[0-9A-F]{4}-1$/) });
    const snapshot = await world.as(world.organiser, (tx) => readSnapshot(tx, receipt.snapshot!));
    expect(createHash('sha256').update(snapshot!.document).digest('hex')).toBe(receipt.snapshot);
    expect(JSON.parse(snapshot!.document)).toMatchObject({ title: '我们的节日' });
    const versions = await world.as(pupil!, (tx) => listVersions(tx, begun.projectId));
    expect(versions.map(({ kind }) => kind)).toEqual(['submitted']);
    await world.as(pupil!, (tx) => withdrawEntry(tx, begun.entryId));
  });

  it('gives the same receipt for the same key, at once, later, and after the close', async () => {
    const [, pupil] = world.pupils;
    const begun = await world.entry(pupil!, 'inter');
    const key = newUuid();
    const together = await Promise.all([1, 2, 3, 4].map(() => world.submit(pupil!, begun, { key })));
    const first = unwrap(together[0]!);
    for (const one of together) expect(unwrap(one)).toEqual(first);
    await world.moveClose(-DAY_MS);
    expect(unwrap(await world.submit(pupil!, begun, { key }))).toEqual(first);
    await world.moveClose(30 * DAY_MS);
    expect(await codeOf(world.submit(pupil!, begun))).toBe('entry_state');
    const versions = await world.as(pupil!, (tx) => listVersions(tx, begun.projectId));
    expect(versions.map(({ kind, label }) => [kind, label])).toEqual([['submitted', first.number]]);
  });

  it('waits for edits that the page has and the log does not', async () => {
    const [pupil] = world.pupils;
    const begun = await world.entry(pupil!, 'inter');
    const page = new Y.Doc();
    Y.applyUpdate(page, Y.encodeStateAsUpdate(begun.doc));
    page.getMap('project').set('title', '改过的名字');
    const ahead = { stateVector: Y.encodeStateVector(page) };
    expect(await codeOf(world.submit(pupil!, begun, ahead))).toBe('not_durable_yet');
    expect(await codeOf(world.submit(pupil!, begun, { stateVector: null }))).toBe('not_durable_yet');
    expect(await codeOf(world.submit(pupil!, begun, { stateVector: new Uint8Array([255, 1]) }))).toBe(
      'not_durable_yet',
    );
    await world.parts.collab.applyUpdate(begun.projectId, Y.encodeStateAsUpdate(page));
    const receipt = unwrap(await world.submit(pupil!, begun, ahead));
    const snapshot = await world.as(pupil!, (tx) => readSnapshot(tx, receipt.snapshot!));
    expect(JSON.parse(snapshot!.document)).toMatchObject({ title: '改过的名字' });
  });

  it('waits for costumes and sounds as well', async () => {
    const begun = await world.entry(world.pupils[2]!, 'inter', { uploaded: false });
    expect(await codeOf(world.submit(world.pupils[2]!, begun))).toBe('assets_missing');
  });

  it('names every rule that is broken, from the server’s own facts', async () => {
    const begun = await world.entry(world.pupils[2]!, 'inter');
    const refused = await world.submit(world.pupils[2]!, begun, { group: 'junior', typed: { title: '' } });
    expect(!refused.ok && refused.error.findings.map(({ code, field }) => `${field}:${code}`)).toEqual([
      'group:grade_outside_group',
      'title:artefact_missing',
      'text:artefact_missing',
    ]);
  });

  it('is refused after the close, by the server’s clock', async () => {
    const begun = await world.entry(world.pupils[2]!, 'inter');
    await world.moveClose(-DAY_MS);
    const refused = await world.submit(world.pupils[2]!, begun);
    expect(!refused.ok && refused.error.findings.map(({ code }) => code)).toEqual(['window_closed']);
    await world.as(world.pupils[2]!, (tx) => beginSubmission(tx, begun.entryId));
    expect((await world.submit(world.pupils[2]!, begun)).ok).toBe(false);
    await world.moveClose(30 * DAY_MS);
  });

  it('counts members, not only leaders, for one work per theme', async () => {
    const [, , third] = world.pupils;
    const begun = await world.entry(third!, 'eng');
    // The second pupil has a work in `inter`, so a team in that theme with them is refused.
    const team = await world.entry(third!, 'inter');
    await world.as(third!, (tx) => inviteToEntry(tx, team.entryId, world.pupils[1]!.seatId));
    const pending = await world.submit(third!, team);
    expect(!pending.ok && pending.error.findings.map(({ code }) => code)).toContain('member_not_accepted');
    await world.as(world.pupils[1]!, (tx) => answerEntryInvitation(tx, team.entryId, true));
    const refused = await world.submit(third!, team);
    expect(!refused.ok && refused.error.findings).toMatchObject([
      { code: 'member_limit_track', details: { person: world.pupils[1]!.personId } },
    ]);
    expect(begun.entryId).not.toBe(team.entryId);
  });

  it('is for its people only', async () => {
    const begun = await world.entry(world.pupils[2]!, 'algo');
    expect(await codeOf(world.submit(world.pupils[0]!, begun))).toBe('not_found');
    expect(await codeOf(world.submit(world.teacher, begun))).not.toBeUndefined();
  });
});

describe('from return to acceptance', () => {
  it('a returned work is corrected after the close, as version 2, and accepted', async () => {
    const [, , pupil] = world.pupils;
    const begun = await world.entry(pupil!, 'inter');
    unwrap(await world.submit(pupil!, begun));
    expect(await codeOf(giveBackFor(world.organiser, begun.entryId, 1, { text: '  ' }))).toBe('reasons_missing');
    unwrap(await giveBackFor(world.organiser, begun.entryId, 1));
    await world.moveClose(-DAY_MS);
    const second = unwrap(
      await world.submit(pupil!, begun, { typed: { title: '新名字', text: '改写过的说明，十个字以上。' } }),
    );
    expect(second.version).toBe(2);
    unwrap(await decide(world.parts, world.organiser.personId, begun.entryId, { type: 'accept', n: 2 }));
    await world.moveClose(30 * DAY_MS);
    const entry = await world.as(pupil!, (tx) => findEntry(tx, begun.entryId));
    expect(entry).toMatchObject({
      state: 'accepted',
      currentVersion: 2,
      returns: [{ n: 1, reasons: { text: '请写清楚' } }],
      versions: [{ n: 2, fields: { title: { kind: 'text', text: '新名字' } } }, { n: 1 }],
    });
    expect(entry?.events.map(({ kind }) => kind)).toEqual([
      'created',
      'submitted',
      'returned',
      'submitted',
      'accepted',
    ]);
    // Two people at two desks: the second decision is told that it came late.
    expect(await codeOf(giveBackFor(world.colleague, begun.entryId, 2))).toBe('entry_state');
  });
});
