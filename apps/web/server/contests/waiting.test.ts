import { answerEntryInvitation, inviteToEntry, withdrawEntry } from '@paperkite/data';
import { unwrap } from '@paperkite/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { DAY_MS, openContestWorld, type ContestWorld } from './contest-world.fixture.ts';
import { decide } from './decide.ts';
import { viewEntry } from './entry-view.ts';
import { waitingEntries } from './own-entries.ts';

let world: ContestWorld;
beforeAll(async () => {
  world = await openContestWorld();
});
afterAll(() => world.stop());

/** Returns the first version of an entry with one reason. */
const giveBackFor = (entryId: string) =>
  decide(world.parts, world.organiser.personId, entryId, {
    type: 'return',
    n: 1,
    reasons: { text: '请写清楚' },
    fixBy: new Date(Date.now() + 7 * DAY_MS).toISOString().slice(0, 10),
  });

describe('what waits for somebody', () => {
  it('is an invitation until it is answered, and a return until it is corrected', async () => {
    const [first, second] = world.pupils;
    const waitingFor = (who: ContestWorld['organiser']) => world.as(who, (tx) => waitingEntries(tx, who.personId));
    const begun = await world.entry(first!, 'inter');
    await world.as(first!, (tx) => inviteToEntry(tx, begun.entryId, second!.seatId));
    expect(await waitingFor(first!)).toEqual([]);
    expect(await waitingFor(second!)).toMatchObject([
      { id: begun.entryId, contest: '省赛', invitedBy: first!.displayName, fixBy: null },
    ]);
    await world.as(second!, (tx) => answerEntryInvitation(tx, begun.entryId, true));
    expect(await waitingFor(second!)).toEqual([]);
    unwrap(await world.submit(first!, begun));
    unwrap(await giveBackFor(begun.entryId));
    for (const who of [first!, second!]) {
      expect(await waitingFor(who)).toMatchObject([{ id: begun.entryId, title: '我们的节日', invitedBy: null }]);
      expect((await waitingFor(who))[0]!.fixBy).toBeGreaterThan(Date.now());
    }
    unwrap(await world.submit(first!, begun));
    expect(await waitingFor(first!)).toEqual([]);
    await world.as(first!, (tx) => withdrawEntry(tx, begun.entryId));
  });
});

describe('a page that shows a returned entry', () => {
  it('knows what was handed in last, so that the same is not handed in twice unawares', async () => {
    const [first] = world.pupils;
    const begun = await world.entry(first!, 'inter');
    const read = async () => (await viewEntry(world.parts, first!.personId, begun.entryId))!;
    expect((await read()).last).toBeNull();
    unwrap(await world.submit(first!, begun));
    unwrap(await giveBackFor(begun.entryId));
    const view = await read();
    expect(view.last).toMatchObject({
      version: 1,
      group: 'primary',
      typed: { title: '我们的节日' },
      teamChanged: false,
    });
    expect(view.last!.snapshot).toBe(view.project!.hash);
    begun.doc.getMap('project').set('title', '改过的名字');
    await world.parts.collab.applyUpdate(begun.projectId, Y.encodeStateAsUpdate(begun.doc));
    const after = await read();
    expect(after.project!.hash).not.toBe(after.last!.snapshot);
    await world.as(first!, (tx) => withdrawEntry(tx, begun.entryId));
  });
});
