import { manualClock, seededRandom } from '@paperkite/kernel';
import { emptyProject, newSprite, type Block, type Project } from '@paperkite/project';
import {
  createRuntime,
  evaluateProgram,
  noInput,
  silentAudio,
  type Runtime,
  type RuntimeEvent,
} from '@paperkite/stage';
import type { StageHandle } from '@paperkite/stage/host';
import { expect, it } from 'vitest';
import type { AssetStore } from '../assets.ts';
import { LiveProgram } from './live-program.ts';
import { Turns } from './turns.ts';

/** Counts `n` up without end. */
function counting(): Project {
  const project = emptyProject('x');
  const sprite = newSprite('S', [], 1);
  sprite.variables = { n: { name: 'n', value: 0 } };
  const add = (id: string, opcode: string, at: Block['at'], fields: Block['fields'] = {}, shadow = false): void =>
    void (sprite.blocks[id] = { id, opcode, fields, shadow, at });
  add('flag', 'event_whenflagclicked', { x: 0, y: 0 });
  add('loop', 'control_forever', { parent: 'flag', slot: 'next' });
  add(
    'count',
    'data_changevariableby',
    { parent: 'loop', slot: 'input:SUBSTACK' },
    { VARIABLE: { value: 'n', id: 'n' } },
  );
  add('one', 'math_number', { parent: 'count', slot: 'shadow:VALUE' }, { NUM: { value: '1' } }, true);
  project.targets.push(sprite);
  return project;
}

/** A stage whose switches take as long as somebody lets them. */
function slowStage() {
  const clock = manualClock(1000);
  const events: RuntimeEvent[] = [];
  const told: string[] = [];
  let runtime: Runtime | undefined;
  let arrive: (() => void) | undefined;
  const handle = {
    load: async ({ program }) => {
      runtime = createRuntime({
        program: program as never,
        code: evaluateProgram(program.code),
        renderer: null,
        audio: silentAudio,
        input: noInput,
        clock,
        random: seededRandom(1),
        onEvent: (event) => void events.push(event),
      });
    },
    takeOver: async ({ program }) => {
      await new Promise<void>((resolve) => (arrive = resolve));
      told.push('switched');
      return runtime!.takeOver(program as never, evaluateProgram(program.code)) as null;
    },
    debug: (action) => {
      told.push(action);
      if (action === 'pause') runtime!.debug.pause();
      else if (action === 'over') runtime!.debug.step(action);
    },
  } satisfies Partial<StageHandle>;
  const frames = (count: number): void => {
    for (let i = 0; i < count; i++) {
      runtime!.step();
      clock.advance(1000 / 30);
    }
  };
  return {
    handle: handle as unknown as StageHandle,
    told,
    events,
    frames,
    start: () => runtime!.greenFlag(),
    /** The program that is under way arrives. */
    arrive: async (): Promise<void> => {
      while (arrive === undefined) await new Promise((resolve) => setTimeout(resolve));
      arrive();
    },
  };
}

it('pause and step that are asked for while the program for debugging is on its way are done by it', async () => {
  const stage = slowStage();
  const turns = new Turns();
  const live = new LiveProgram(stage.handle, undefined as unknown as AssetStore);
  const project = counting();
  await turns.take(() => live.load(project, false));
  stage.start();
  stage.frames(2);

  const switched = turns.take(() => live.takeOver(project, true));
  const paused = turns.take(() => stage.handle.debug('pause'));
  const stepped = turns.take(() => stage.handle.debug('over'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(stage.told).toEqual([]);
  stage.frames(2);
  await stage.arrive();
  expect(await switched).toBe(true);
  await Promise.all([paused, stepped]);
  expect(stage.told).toEqual(['switched', 'pause', 'over']);

  stage.frames(2);
  const halts = stage.events.filter((event) => event.type === 'paused' && event.on);
  expect(halts).toMatchObject([{ reason: 'asked' }, { reason: 'step', block: 'loop' }]);
});

it('a turn that fails holds nobody up', async () => {
  const turns = new Turns();
  const failing = turns.take(() => Promise.reject(new Error('no network')));
  const next = turns.take(() => 'here');
  await expect(failing).rejects.toThrow('no network');
  expect(await next).toBe('here');
});
