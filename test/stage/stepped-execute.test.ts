import { compileStepped } from '@paperkite/compiler';
import { seededRandom, type Clock } from '@paperkite/kernel';
import { evaluateProgram, type Runtime } from '@paperkite/stage';
import { describe, expect, it } from 'vitest';
import { readProjectFile, runHeadless, type HeadlessOptions } from '../../scripts/stage/run-project.ts';
import { expectAllPassed, SELF_CHECKING, selfCheckingFiles } from './support/self-check.ts';

/** Milliseconds of a look at the clock. */
const LOOK_MS = 0.01;
const ONLY = process.env.ONLY;
/** The projects of `scratch-execute.test.ts`, in programs that can be watched and taken over. */
const files = selfCheckingFiles.filter((file) => ONLY === undefined || file.includes(ONLY));

/** Some projects measure time: here each look at the clock takes the same, however busy the machine is. */
function steadyClock(): Clock {
  let now = Date.UTC(2026, 0, 1);
  return { now: () => (now += LOOK_MS) };
}

async function passes(file: string, options: Partial<HeadlessOptions>): Promise<void> {
  const said: string[] = [];
  const run = await runHeadless(await readProjectFile(`${SELF_CHECKING}/${file}`), {
    maxMs: 30_000,
    clock: steadyClock(),
    random: seededRandom(1),
    ...options,
    onEvent: (event) => {
      if (event.type === 'said' && event.text !== '') said.push(event.text.trim());
    },
  });
  expect(run.error).toBeNull();
  expectAllPassed(said);
}

describe.skipIf(files.length === 0)('self-checking Scratch projects in stepped programs', () => {
  it.each(files)('%s passes when it can be taken over', (file) =>
    passes(file, { compile: (project) => compileStepped(project, { debug: false }) }),
  );

  it.each(files)('%s passes when every block is watched', (file) =>
    passes(file, {
      compile: (project) => compileStepped(project, { debug: true }),
      onFrame: (runtime, frame) => {
        if (frame === 0) runtime.debug.set({ breakpoints: [], slowMs: 0, profile: true, console: true });
      },
    }),
  );

  it.each(files)('%s passes when it is paused and stepped at random', (file) => {
    const random = seededRandom(7);
    let steps = 0;
    return passes(file, {
      compile: (project) => compileStepped(project, { debug: true }),
      onFrame: (runtime) => {
        if (steps++ < 2000) pauseAndStep(runtime, random.next());
      },
    });
  });

  it.each(files)('%s passes when it is taken over by itself again and again', async (file) => {
    const project = await readProjectFile(`${SELF_CHECKING}/${file}`);
    await passes(file, {
      compile: () => compileStepped(project, { debug: false }),
      onFrame: (runtime, frame) => {
        if (frame === 0 || frame > 200) return;
        const debug = frame % 3 === 1;
        const next = compileStepped(project, { debug });
        const refusal = runtime.takeOver(next, evaluateProgram(next.code));
        if (refusal === null) return;
        expect(refusal.why).toBe('kinds');
        const again = compileStepped(project, { debug, widen: refusal.why === 'kinds' ? refusal.widen : {} });
        expect(runtime.takeOver(again, evaluateProgram(again.code))).toBeNull();
      },
    });
  });
});

function pauseAndStep(runtime: Runtime, luck: number): void {
  const { debug } = runtime;
  if (!debug.inspect(null).paused) {
    if (luck < 0.3) debug.pause();
    return;
  }
  const { threads, focus } = debug.inspect(null);
  const thread = threads[Math.floor(luck * threads.length)];
  if (thread === undefined || (focus === null && luck < 0.1)) return debug.resume();
  if (focus === null) debug.focus(thread.id);
  if (luck < 0.8) debug.step(luck < 0.3 ? 'into' : luck < 0.6 ? 'over' : 'out');
  else if (luck < 0.95) debug.resume();
}
