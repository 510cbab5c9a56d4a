import { expect, it } from 'vitest';
import { Ears } from './ears.ts';

it('asks for the microphone when a project first wants to know, and gives it back a second after the last question', () => {
  const told: boolean[] = [];
  const ears = new Ears((on) => told.push(on));
  const steps = (count: number): void => Array.from({ length: count }).forEach(() => ears.step());
  steps(100);
  expect(told).toEqual([]);
  expect(ears.loudness()).toBe(-1);
  steps(20);
  ears.hear(42);
  expect(ears.loudness()).toBe(42);
  steps(30);
  expect(told).toEqual([true]);
  steps(1);
  expect(told).toEqual([true, false]);
});
