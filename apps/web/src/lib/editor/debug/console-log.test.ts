import type { StageEvent } from '@paperkite/stage/host';
import { describe, expect, it } from 'vitest';
import { ConsoleLog } from './console-log.ts';

const said = (text: string): StageEvent => ({
  type: 'said',
  target: 'c',
  name: 'Cat',
  clone: false,
  kind: 'say',
  text,
});
const add = (log: ConsoleLog, ...events: StageEvent[]): ConsoleLog =>
  log.add(
    events.map((event, at) => ({ event, at })),
    () => 'Cat',
  );

describe('the console', () => {
  it('writes down what is said, asked, answered, sent and what failed', () => {
    const log = add(
      new ConsoleLog(),
      said('hi'),
      said(''),
      { type: 'logged', target: 'c', name: 'Cat', clone: true, kind: 'broadcast', text: 'go' },
      { type: 'error', message: 'bad', target: 'c', block: 'b' },
    );
    expect(log.entries.map(({ kind, text, block }) => [kind, text, block])).toEqual([
      ['say', 'hi', null],
      ['broadcast', 'go', null],
      ['error', 'bad', 'b'],
    ]);
  });

  it('counts what is said again and again, and a question once', () => {
    const ask: StageEvent = { type: 'logged', target: 'c', name: 'Cat', clone: false, kind: 'ask', text: 'who?' };
    const log = add(new ConsoleLog(), said('x'), said('x'), said('x'), ask, said('who?'));
    expect(log.entries.map(({ kind, times }) => [kind, times])).toEqual([
      ['say', 3],
      ['ask', 1],
    ]);
  });

  it('forgets the oldest', () => {
    const log = add(new ConsoleLog(), ...Array.from({ length: 600 }, (_, i) => said(String(i))));
    expect(log.entries).toHaveLength(500);
    expect(log.entries[0]!.text).toBe('100');
    expect(new Set(log.entries.map(({ serial }) => serial)).size).toBe(500);
  });
});
