import { compileStepped } from '@paperkite/compiler';
import { newSprite, type Block, type Project, type SceneTarget, type Target } from '@paperkite/project';
import { evaluateProgram } from '@paperkite/stage';
import { describe, expect, it } from 'vitest';
import {
  b,
  buildProject,
  call,
  change,
  define,
  flag,
  forever,
  get,
  op,
  repeat,
  say,
  set,
  wait,
  when,
  type B,
  type TargetSpec,
} from './support/build-project.ts';
import { stageFor, type TestStage } from './support/run.ts';

interface Live extends TestStage {
  /** Changes the document and lets the running program follow. */
  edit(change: (sprite: SceneTarget, project: Project) => void): void;
  project: Project;
  n(name?: string): unknown;
}

function live(targets: Record<string, TargetSpec>, debug = false): Live {
  let project = buildProject(targets);
  const running = stageFor(project, undefined, (read) => compileStepped(read, { debug }));
  running.runtime.greenFlag();
  const made: Live = {
    ...running,
    project,
    n: (name = 'n') => running.runtime.variable('sprite-S', name),
    edit: (changeIt) => {
      project = structuredClone(project);
      changeIt(project.targets[1] as SceneTarget, project);
      let compiled = compileStepped(project, { debug });
      let refusal = running.runtime.takeOver(compiled, evaluateProgram(compiled.code));
      if (refusal?.why === 'kinds') {
        compiled = compileStepped(project, { debug, widen: refusal.widen });
        refusal = running.runtime.takeOver(compiled, evaluateProgram(compiled.code));
      }
      if (refusal?.why === 'place') {
        compiled = compileStepped(project, { debug: true });
        refusal = running.runtime.takeOver(compiled, evaluateProgram(compiled.code));
      }
      expect(refusal).toBeNull();
      made.project = project;
    },
  };
  return made;
}

const find = (target: Target, opcode: string): Block =>
  Object.values(target.blocks).find((block) => block.opcode === opcode)!;

/** Types a value into an input. */
function type(target: Target, opcode: string, input: string, value: string): void {
  const { id } = find(target, opcode);
  const shadow = Object.values(target.blocks).find(
    ({ at }) => 'parent' in at && at.parent === id && at.slot === `shadow:${input}`,
  )!;
  shadow.fields = { TEXT: { value } };
}

/** Takes a block out; what is below it moves up. */
function remove(target: Target, { id, at }: Block): void {
  for (const block of Object.values(target.blocks)) {
    if ('parent' in block.at && block.at.parent === id && block.at.slot === 'next') block.at = at;
  }
  delete target.blocks[id];
}

const move = (steps: number): B => b('motion_movesteps', { STEPS: steps });
/** One pass in each frame: something to be seen changes. */
const each = (...body: B[]): B => forever(move(0), ...body);

describe.each([false, true])('changing a program while it runs (debugging: %s)', (debug) => {
  it('changes what a forever loop does, and leaves values and other scripts alone', () => {
    const running = live(
      {
        S: { scripts: [[flag, forever(move(10), change('n', 1))]], variables: { n: 0 } },
        T: { scripts: [[flag, b('motion_glidesecstoxy', { SECS: 1, X: 100, Y: 0 }), say('there')]] },
      },
      debug,
    );
    const x = (): number => Number(running.runtime.attribute('sprite-S', 'x position'));
    running.frames(5);
    const [was, n] = [x(), Number(running.n())];
    expect(was).toBeGreaterThan(0);
    running.edit((sprite) => type(sprite, 'motion_movesteps', 'STEPS', '-10'));
    running.frames(3);
    expect(x()).toBe(was - 30);
    expect(running.n()).toBe(n + 3);
    const glided = Number(running.runtime.attribute('sprite-T', 'x position'));
    expect(glided).toBeGreaterThan(10);
    expect(glided).toBeLessThan(40);
    running.frames(30);
    expect(running.said).toEqual(['T: there']);
  });

  it('lets a wait go on, and what comes after it be the new', () => {
    const running = live({ S: { scripts: [[flag, wait(1), say('old'), say('last')]] } }, debug);
    running.frames(20);
    running.edit((sprite) => type(sprite, 'looks_say', 'MESSAGE', 'new'));
    running.frames(5);
    expect(running.said).toEqual([]);
    running.finish();
    expect(running.said).toEqual(['S: new', 'S: last']);
    expect(running.clock.now() - 1_000_000).toBeLessThan(1200);
  });

  it('keeps the count of loops and the way into procedures', () => {
    const running = live(
      {
        S: {
          scripts: [
            [flag, repeat(10, call('work %s', 'x'), change('n', 1)), say('end')],
            [
              define('work %s', { names: ['what'] }),
              repeat(2, change('total', 1)),
              say(b('argument_reporter_string_number', {}, { VALUE: 'what' })),
            ],
          ],
          variables: { n: 0, total: 0 },
        },
      },
      debug,
    );
    running.frames(7);
    const n = Number(running.n());
    expect(n).toBeGreaterThan(0);
    running.edit((sprite) => {
      // A block between the others.
      const definition = find(sprite, 'procedures_definition').id;
      const added: Block = {
        id: 'added',
        opcode: 'data_changevariableby',
        fields: { VARIABLE: { value: 'total' } },
        shadow: false,
        at: { parent: definition, slot: 'next' },
      };
      for (const block of Object.values(sprite.blocks)) {
        if ('parent' in block.at && block.at.parent === definition && block.at.slot === 'next')
          block.at = { parent: 'added', slot: 'next' };
      }
      sprite.blocks.added = added;
      sprite.blocks.hundred = {
        id: 'hundred',
        opcode: 'text',
        fields: { TEXT: { value: '100' } },
        shadow: true,
        at: { parent: 'added', slot: 'shadow:VALUE' },
      };
    });
    running.finish();
    expect(running.n()).toBe(10);
    expect(running.said.at(-1)).toBe('S: end');
    expect(Number(running.n('total'))).toBeGreaterThanOrEqual(20 + 100 * (9 - n));
  });

  it('ends a script that stands in a block that is no more, and no other', () => {
    const running = live(
      {
        S: {
          scripts: [
            [flag, forever(wait(1), say('a'))],
            [flag, each(change('n', 1))],
          ],
          variables: { n: 0 },
        },
      },
      debug,
    );
    running.frames(5);
    running.edit((sprite) => remove(sprite, find(sprite, 'control_wait')));
    running.frames(60);
    expect(running.said).toEqual([]);
    expect(running.n()).toBe(65);
  });

  it('goes on in blocks that were carried to another stack', () => {
    const running = live({ S: { scripts: [[flag, say('first'), wait(0.5), say('second')]] } }, debug);
    running.frames(5);
    running.edit((sprite) => (find(sprite, 'control_wait').at = { x: 300, y: 300 }));
    running.finish();
    expect(running.said).toEqual(['S: first', 'S: second']);
  });

  it('makes a loop around running blocks end with the pass that runs', () => {
    const running = live({ S: { scripts: [[flag, wait(0.5), say('x')]] } }, debug);
    running.frames(5);
    running.edit((sprite) => {
      const start = find(sprite, 'control_wait');
      sprite.blocks.loop = { id: 'loop', opcode: 'control_repeat', fields: {}, shadow: false, at: start.at };
      sprite.blocks.times = {
        id: 'times',
        opcode: 'text',
        fields: { TEXT: { value: '7' } },
        shadow: true,
        at: { parent: 'loop', slot: 'shadow:TIMES' },
      };
      start.at = { parent: 'loop', slot: 'input:SUBSTACK' };
    });
    running.finish();
    expect(running.said).toEqual(['S: x']);
  });

  it('takes new variables, sprites, costumes and scripts', () => {
    const running = live(
      { S: { scripts: [[flag, each(change('n', 1))]], variables: { n: 0 }, costumes: ['a', 'b'] } },
      debug,
    );
    running.frames(5);
    running.edit((sprite, project) => {
      sprite.variables['var-m'] = { name: 'm', value: 7 };
      find(sprite, 'data_changevariableby').fields = { VARIABLE: { value: 'm', id: 'var-m' } };
      sprite.costumes = [...sprite.costumes, { ...sprite.costumes[0]!, id: 'c', name: 'c' }];
      const twin = structuredClone({
        ...newSprite('Twin', sprite.costumes, 9),
        blocks: sprite.blocks,
        variables: sprite.variables,
      });
      twin.id = 'sprite-Twin';
      project.targets.push(twin);
    });
    running.frames(4);
    expect([running.n('n'), running.n('m')]).toEqual([5, 11]);
    expect(running.runtime.variable('sprite-Twin', 'm')).toBe(7);
    running.runtime.greenFlag();
    running.frames(3);
    expect(running.runtime.variable('sprite-Twin', 'm')).toBe(10);
    running.edit((_, project) => void project.targets.pop());
    running.frames(3);
    expect(running.runtime.variable('sprite-Twin', 'm')).toBeUndefined();
    expect(running.n('m')).toBe(17);
  });

  it('keeps values of kinds that the new program alone would not expect', () => {
    const running = live(
      {
        S: {
          scripts: [
            [flag, set('n', 'hello'), b('data_addtolist', { ITEM: 'egg' }, { LIST: 'l' }), each(change('count', 1))],
            [
              b('event_whenbroadcastreceived', {}, { BROADCAST_OPTION: 'x' }),
              say(get('n')),
              say(b('data_itemoflist', { INDEX: 1 }, { LIST: 'l' })),
            ],
          ],
          variables: { n: 0, count: 0 },
          lists: { l: [] },
        },
      },
      debug,
    );
    running.frames(3);
    running.edit((sprite) => {
      // Nothing puts text into the variable or the list any more.
      remove(sprite, find(sprite, 'data_setvariableto'));
      remove(sprite, find(sprite, 'data_addtolist'));
      type(sprite, 'data_changevariableby', 'VALUE', '2');
    });
    running.frames(2);
    expect([running.n(), running.n('count')]).toEqual(['hello', 7]);
    const receiver = find(running.project.targets[1]!, 'event_whenbroadcastreceived');
    running.runtime.clickScript('sprite-S', receiver.id);
    running.frames(2);
    expect(running.said).toEqual(['S: hello', 'S: egg']);
  });

  it('takes a value that was changed in the document', () => {
    const running = live({ S: { scripts: [[flag, each(change('n', 1))]], variables: { n: 0, speed: 3 } } }, debug);
    running.frames(5);
    running.edit((sprite) => (sprite.variables['var-speed']!.value = 9));
    expect([running.n(), running.n('speed')]).toEqual([5, 9]);
  });

  it('follows clones, each with its own values', () => {
    const running = live(
      {
        S: {
          scripts: [
            [flag, repeat(3, change('n', 1), b('control_create_clone_of', { CLONE_OPTION: '_myself_' }))],
            [b('control_start_as_clone'), wait(0.5), say(get('n')), say(op('add', get('n'), 0))],
          ],
          variables: { n: 0 },
        },
      },
      debug,
    );
    running.frames(8);
    running.edit((sprite) => {
      const add = find(sprite, 'operator_add');
      for (const { at, fields } of Object.values(sprite.blocks)) {
        if ('parent' in at && at.parent === add.id && at.slot === 'shadow:NUM2') fields.TEXT = { value: 100 };
      }
    });
    running.finish();
    expect(running.said).toEqual(['1', '101', '2', '102', '3', '103'].map((text) => `S: ${text}`));
  });

  it('waits on for a message that was sent and for the scripts that it started', () => {
    const running = live(
      {
        S: {
          scripts: [
            [flag, b('event_broadcastandwait', { BROADCAST_INPUT: 'go' }), say('after')],
            [b('event_whenbroadcastreceived', {}, { BROADCAST_OPTION: 'go' }), wait(0.3), say('during')],
          ],
        },
      },
      debug,
    );
    running.frames(4);
    running.edit((sprite) => {
      const [first] = Object.values(sprite.blocks).filter(({ opcode }) => opcode === 'looks_say');
      sprite.blocks.more = {
        id: 'more',
        opcode: 'looks_say',
        fields: {},
        shadow: false,
        at: { parent: first!.id, slot: 'next' },
      };
      sprite.blocks.text = {
        id: 'text',
        opcode: 'text',
        fields: { TEXT: { value: 'more' } },
        shadow: true,
        at: { parent: 'more', slot: 'shadow:MESSAGE' },
      };
    });
    running.finish();
    expect(running.said).toEqual(['S: during', 'S: after', 'S: more']);
  });
});

describe('switching between fast and watched programs', () => {
  it('goes on where it was, both ways', () => {
    const project = buildProject({
      S: {
        scripts: [[flag, repeat(30, change('n', 1), when(op('gt', get('n'), 1000), say('no'))), say('end')]],
        variables: { n: 0 },
      },
    });
    const running = stageFor(project, undefined, (read) => compileStepped(read, { debug: false }));
    running.runtime.greenFlag();
    for (let frame = 0; running.runtime.running && frame < 100; frame++) {
      const next = compileStepped(project, { debug: frame % 2 === 0 });
      expect(running.runtime.takeOver(next, evaluateProgram(next.code))).toBeNull();
      running.frames(1);
    }
    expect(running.runtime.variable('sprite-S', 'n')).toBe(30);
    expect(running.said).toEqual(['S: end']);
  });

  it('keeps the place of a program that halted, when it is changed meanwhile', () => {
    const running = live(
      { S: { scripts: [[flag, change('n', 1), change('n', 10), say('x')]], variables: { n: 0 } } },
      true,
    );
    const changes = Object.values(running.project.targets[1]!.blocks).filter(
      ({ opcode }) => opcode === 'data_changevariableby',
    );
    running.runtime.debug.set({
      breakpoints: [{ target: 'sprite-S', block: changes[1]!.id }],
      slowMs: 0,
      profile: false,
      console: false,
    });
    running.frames(2);
    expect(running.n()).toBe(1);
    running.edit((sprite) => {
      const shadow = Object.values(sprite.blocks).find(
        ({ at }) => 'parent' in at && at.parent === changes[1]!.id && at.slot === 'shadow:VALUE',
      )!;
      shadow.fields = { TEXT: { value: '50' } };
    });
    expect(running.runtime.debug.inspect(null).paused).toBe(true);
    running.runtime.debug.resume();
    running.finish();
    expect(running.n()).toBe(51);
    expect(running.said).toEqual(['S: x']);
  });
});
