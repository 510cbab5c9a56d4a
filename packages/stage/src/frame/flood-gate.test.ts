import { expect, it } from 'vitest';
import { FloodGate } from './flood-gate.ts';

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
