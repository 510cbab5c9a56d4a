import { expect, it } from 'vitest';
import { FloodGate, passOn } from './flood-gate.ts';

it('passes what a page can take, drops the rest, and opens again', () => {
  let now = 0;
  const gate = new FloodGate(() => now);
  const passed = (count: number): number => Array.from({ length: count }, () => gate.open()).filter(Boolean).length;
  expect(passed(900)).toBe(900);
  expect(passed(100_000)).toBe(100);
  now += 50;
  expect(passed(10)).toBe(0);
  now += 50;
  expect(passed(10)).toBe(10);
});

it('answers what is to be spoken and does not pass, so that no script waits for it', () => {
  const gate = new FloodGate(() => 0);
  const [page, worker]: unknown[][] = [[], []];
  const pass = (message: Parameters<typeof passOn>[0]): void =>
    passOn(
      message,
      gate,
      (passed) => page!.push(passed),
      (answer) => worker!.push(answer),
    );
  for (let serial = 1; serial <= 1002; serial++) {
    pass({ type: 'speak', serial, words: 'hi', voice: 'ALTO', language: 'en', volume: 100 });
  }
  pass({ type: 'error', message: 'no', target: null, block: null });
  expect(page).toHaveLength(1000);
  expect(worker).toEqual([
    { type: 'spoken', serial: 1001 },
    { type: 'spoken', serial: 1002 },
  ]);
});
