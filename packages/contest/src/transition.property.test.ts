import { readFileSync } from 'node:fs';
import { unwrap } from '@paperkite/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FINAL_STATES, parseDefinition, resolveWindows, startEntry, submitWindow, transition } from './index.ts';
import type { Actor, EntryCommand, EntryEventKind, EntryState, Receipt } from './index.ts';

const notice = unwrap(
  parseDefinition(readFileSync(new URL('../definitions/cn-ai-2024.yaml', import.meta.url), 'utf8')),
);
const windows = unwrap(resolveWindows(notice));
const { closeAt, uploadGraceMs } = submitWindow(notice, windows)!;
const HOUR = 3_600_000;
const deadline = closeAt!;

const lin: Actor = { kind: 'entrant', person: 'lin' };
const wei: Actor = { kind: 'entrant', person: 'wei' };
const zhao: Actor = { kind: 'staff', person: 'zhao', units: ['zhejiang'] };
const clock: Actor = { kind: 'clock' };
const strangers: Actor[] = [
  { kind: 'staff', person: 'qian', units: ['jiangsu'] },
  { kind: 'staff', person: 'wei', units: ['zhejiang'] },
];

/** The states that each event may lead out of, and into: the picture in the docstring of `transition` as a table. */
const ARROWS: Readonly<Record<Exclude<EntryEventKind, 'started' | 'passed'>, string>> = {
  invited: 'draft>draft returned>returned',
  joined: 'draft>draft returned>returned',
  declined: 'draft>draft returned>returned',
  removed: 'draft>draft returned>returned',
  submitted: 'draft>submitted',
  resubmitted: 'returned>submitted',
  returned: 'submitted>returned',
  accepted: 'submitted>accepted',
  withdrawn: 'draft>withdrawn submitted>withdrawn returned>withdrawn',
  expired: 'returned>expired',
};

/** Who would do this; now and then somebody else tries. */
const FITTING: Readonly<Record<EntryCommand['type'], Actor>> = {
  submit: lin,
  invite: lin,
  remove: lin,
  withdraw: lin,
  join: wei,
  decline: wei,
  return: zhao,
  accept: zhao,
  expire: clock,
};

const typed = (text: string) => ({ kind: 'text', text }) as const;
const submitting = fc.record({
  key: fc.constantFrom('key-number-1', 'key-number-2', 'key-number-3', 'bad key'),
  blocks: fc.constantFrom(9, 9, 9, 9, 0),
  snapshot: fc.constantFrom('a'.repeat(64), 'b'.repeat(64)),
  began: fc.constantFrom(null, null, deadline - 1, deadline + 1),
});

const command: fc.Arbitrary<EntryCommand> = fc.oneof(
  {
    weight: 6,
    arbitrary: submitting.map(({ key, blocks, snapshot, began }) => ({
      type: 'submit' as const,
      key,
      group: 'primary',
      artefacts: {
        title: typed('灯笼'),
        text: typed('元宵节的灯笼会跟着手势飞起来。'),
        project: { kind: 'project' as const, project: 'p', blocks, startable: 1 },
      },
      snapshot,
      uploadBegunAt: began,
    })),
  },
  {
    weight: 4,
    arbitrary: fc
      .record({ version: fc.integer({ min: 1, max: 3 }), hours: fc.integer({ min: -5, max: 100 }) })
      .map(({ version, hours }) => ({
        type: 'return' as const,
        version,
        reasons: [{ field: 'text', reason: '请写清楚。' }],
        fixByAt: deadline + hours * HOUR,
      })),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }).map((version) => ({ type: 'accept' as const, version })) },
  { weight: 4, arbitrary: fc.constant({ type: 'expire' as const }) },
  { weight: 1, arbitrary: fc.constantFrom({ type: 'join' as const }, { type: 'decline' as const }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { type: 'invite' as const, member: { person: 'wei', kind: 'pupil' as const, grade: 5 } },
      { type: 'remove' as const, person: 'wei' },
      { type: 'remove' as const, person: 'wei' },
      { type: 'withdraw' as const },
    ),
  },
);

const step = fc
  .tuple(command, fc.integer({ min: 0, max: 3 }), fc.constantFrom(lin, wei, zhao, clock, ...strangers))
  .map(([command, dice, anybody]) => ({ command, actor: dice === 0 ? anybody : FITTING[command.type] }));

const story = fc.array(fc.tuple(step, fc.constantFrom(0, 0, 0, 0, 0.25, 1, 5, 20, 60)), {
  minLength: 1,
  maxLength: 60,
  size: 'max',
});

describe('any sequence of commands on an entry', () => {
  it('keeps its promises about versions, deadlines, receipts and final states', () => {
    const reached = new Map<EntryState, number>();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 480 }), story, (hoursBefore, steps) => {
        let now = deadline - hoursBefore * HOUR;
        const leader = { person: 'lin', kind: 'pupil', grade: 5 } as const;
        const id = '0190f3c2-7a1b-7c3d-8e4f-0a1b2c3d4e5f';
        const unitPath = [{ id: 'zhejiang', level: 'province' }];
        let entry = unwrap(startEntry({ id, track: 'inter', unit: 's', leader }, { definition: notice, now })).entry;
        const receipts = new Map<string, Receipt>();

        for (const [{ command: step, actor }, hours] of steps) {
          now += hours * HOUR;
          const before = structuredClone(entry);
          const context = { definition: notice, windows, actor, now, unitPath, participations: [] };
          const result = transition(entry, step, context);
          expect(entry, 'a transition never changes the entry it was given').toEqual(before);
          if (!result.ok) continue;
          const { entry: after, event, receipt } = result.value;

          expect(event === null, 'one event for each change').toBe(after === entry);
          if (event) {
            const arrows = ARROWS[event.kind as keyof typeof ARROWS].split(' ');
            expect(arrows).toContain(`${event.from}>${event.to}`);
            expect(FINAL_STATES.has(before.state), 'nothing leads out of a final state').toBe(false);
            expect([event.from, event.to, event.at, event.version]).toEqual([
              before.state,
              after.state,
              now,
              after.version,
            ]);
          }
          expect(after.version - before.version).toBe(event?.kind.endsWith('submitted') ? 1 : 0);
          expect(after.versions.map((version) => version.receipt.version)).toEqual(
            Array.from({ length: after.version }, (_, i) => i + 1),
          );
          expect(after.versions.slice(0, before.version), 'what was handed in never changes').toEqual(before.versions);

          if (event?.kind === 'submitted' || event?.kind === 'resubmitted') {
            const due = before.state === 'returned' ? before.returns.at(-1)!.fixByAt : deadline;
            const begunInTime = step.type === 'submit' && step.uploadBegunAt !== null && step.uploadBegunAt <= due;
            expect(now, 'nothing is handed in late').toBeLessThanOrEqual(due + (begunInTime ? uploadGraceMs : 0));
            const members = before.members.filter(({ acceptance }) => acceptance === 'accepted');
            expect(members, 'everybody has said yes').toHaveLength(before.members.length);
          }
          if (event?.kind === 'returned' || event?.kind === 'accepted') {
            expect(actor).toMatchObject({ kind: 'staff', units: ['zhejiang'] });
            expect(before.members.some(({ person }) => 'person' in actor && person === actor.person)).toBe(false);
          }
          if (step.type === 'submit') {
            expect(receipt).not.toBeNull();
            expect(receipts.get(step.key) ?? receipt, 'one receipt for one key').toEqual(receipt);
            receipts.set(step.key, receipt!);
          } else expect(receipt).toBeNull();
          entry = after;
          reached.set(after.state, (reached.get(after.state) ?? 0) + 1);
        }
        expect(new Set([...receipts.values()].map(({ number }) => number)).size).toBe(receipts.size);
        expect(receipts.size).toBe(entry.version);
      }),
      { numRuns: process.env['PAPERKITE_DEEP'] ? 5_000 : 300 },
    );
    expect([...reached.keys()].sort(), 'the stories end everywhere').toEqual([
      'accepted',
      'draft',
      'expired',
      'returned',
      'submitted',
      'withdrawn',
    ]);
  }, 600_000);
});
