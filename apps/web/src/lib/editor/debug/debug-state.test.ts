import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DebugState, type DebugPort } from './debug-state.svelte.ts';

/** Without the compiler of components: state is what it holds. */
beforeEach(() => {
  vi.stubGlobal(
    '$state',
    Object.assign(<T>(value: T) => value, { raw: <T>(value: T) => value }),
  );
  vi.stubGlobal('document', { hidden: true });
  vi.stubGlobal('localStorage', {
    getItem: () => JSON.stringify([['/work', [{ target: 's', block: 'b' }]]]),
  });
});
afterEach(() => vi.unstubAllGlobals());

function debugOf(work: string | null): { debug: DebugState; asked: string[] } {
  const asked: string[] = [];
  const never = (): Promise<never> => new Promise(() => {});
  const port: DebugPort = {
    set: (wanted) => asked.push(`${wanted.breakpoints.length} breakpoints`),
    act: (action) => asked.push(action),
    focus: () => {},
    inspect: never,
    evaluate: never,
  };
  return { debug: new DebugState(port, work, () => ''), asked };
}

const F8 = { type: 'functionKey', key: 'F8', command: false, shift: false } as const;

it('pauses on F8 in the stage, and at the breakpoints of the work', () => {
  const { debug, asked } = debugOf('/work');
  debug.receive({ type: 'running', on: true });
  debug.receive(F8);
  expect(debug.open).toBe(true);
  expect(asked).toEqual(['1 breakpoints', '1 breakpoints', 'pause']);
  debug.destroy();
});

it('does not pause what does not run', () => {
  const { debug, asked } = debugOf('/work');
  debug.receive(F8);
  expect(debug.open).toBe(true);
  expect(asked).not.toContain('pause');
  debug.destroy();
});

it('never pauses where no panel could make it go on', () => {
  const { debug, asked } = debugOf(null);
  debug.receive(F8);
  expect(debug.open).toBe(false);
  expect(asked).toEqual([]);
});
