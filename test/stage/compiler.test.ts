import { describe, expect, it } from 'vitest';
import { buildProgram, compileProject, knownOpcodes, printIr } from '@paperkite/compiler';
import { evaluateProgram } from '@paperkite/stage';
import type { Block, Project } from '@paperkite/project';
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
} from './support/build-project.ts';
import { stageFor } from './support/run.ts';

/** All names that generated code may call, with what they are called on. */
const calledNames = (code: string): Set<string> =>
  new Set(
    Array.from(code.matchAll(/\b(motion|looks|sound|events|control|sensing|data|pen)\.(\w+)\(/g), ([name]) =>
      name.slice(0, -1),
    ),
  );

function everyOpcode(): Project {
  const { commands, reporters, hats } = knownOpcodes();
  const reads = reporters.filter((opcode) => opcode !== 'procedures_call').map((opcode) => say(b(opcode)));
  return buildProject({
    Stage: { variables: { '': 0 }, lists: { '': [] } },
    S: {
      scripts: [
        [flag, ...reads],
        ...commands.map((opcode) => [flag, b(opcode, {}, { STOP_OPTION: 'other scripts in sprite' })]),
        ...['all', 'this script'].map((what) => [flag, b('control_stop', {}, { STOP_OPTION: what })]),
        ...['number', 'name'].map((what) => [
          flag,
          say(b('looks_costumenumbername', {}, { NUMBER_NAME: what })),
          say(b('looks_backdropnumbername', {}, { NUMBER_NAME: what })),
        ]),
        ...hats.map((opcode) => [b(opcode), say('started')]),
      ],
    },
  });
}

describe('the compiler', () => {
  it('only calls functions that the runtime has, for every block it knows', () => {
    const compiled = compileProject(everyOpcode());
    expect(compiled.diagnostics).toEqual([]);
    const names = calledNames(compiled.code);
    expect(names.size).toBeGreaterThan(80);
    let known: Record<string, Record<string, unknown>> = {};
    const stage = stageFor(buildProject({}));
    expect(stage.runtime.running).toBe(false);
    // A program is handed the runtime's functions: take them instead of running.
    const probe = compileProject(buildProject({}));
    const spy = evaluateProgram(probe.code);
    stageFor(buildProject({}), (rt) => {
      known = rt as unknown as typeof known;
      return spy(rt);
    });
    const missing = [...names].filter((name) => {
      const [category, member] = name.split('.') as [string, string];
      return typeof known[category]?.[member] !== 'function';
    });
    expect(missing).toEqual([]);
  });

  it('runs every block it knows without failing', () => {
    const { commands } = knownOpcodes();
    // One at a time: some stop everything, some wait for ever.
    for (const opcode of commands) {
      const stage = stageFor(
        buildProject({ Stage: { variables: { '': 0 }, lists: { '': [] } }, S: { scripts: [[flag, b(opcode)]] } }),
      );
      stage.runtime.greenFlag();
      stage.frames(3);
      expect(stage.events.filter((event) => event.type === 'error')).toEqual([]);
    }
  });

  it('names the block that failed', () => {
    const pressed = b('sensing_keypressed', { KEY_OPTION: 'a' });
    const project = buildProject({
      S: {
        scripts: [
          [define('look', { warp: true }), repeat(3, say('before'), say(pressed))],
          [flag, set('n', 0), call('look')],
        ],
      },
      Stage: { variables: { n: 0 } },
    });
    const failing = Object.values(project.targets[1]!.blocks).filter((block) => block.opcode === 'looks_say')[1]!;
    const stage = stageFor(project);
    stage.input.isKeyDown = () => {
      throw new Error('broken keyboard');
    };
    stage.runtime.greenFlag();
    stage.finish();
    const errors = stage.events.filter((event) => event.type === 'error');
    expect(errors).toEqual([{ type: 'error', message: 'broken keyboard', target: 'sprite-S', block: failing.id }]);
  });

  it('maps every statement to its block', () => {
    const compiled = compileProject(
      buildProject({ S: { scripts: [[flag, say('one'), forever(say('two'), wait(1))]] } }),
    );
    const line = compiled.code.split('\n').findIndex((text) => text.includes('"two"'));
    const { target, block } = compiled.blocks[compiled.lines[line]!]!;
    expect(target).toBe(1);
    expect(block).toMatch(/^block/);
    expect(compiled.lines).toHaveLength(compiled.code.split('\n').length);
  });

  it('proves numbers, so that counters need no conversion', () => {
    const project = buildProject({
      Stage: { variables: { i: '0', shown: '0' }, lists: { l: [] } },
      S: {
        costumes: ['5', 'x'],
        scripts: [
          [
            flag,
            set('i', '1'),
            repeat(
              10,
              change('i', '1'),
              when(op('gt', get('i'), '5'), b('data_addtolist', { ITEM: get('i') }, { LIST: 'l' })),
            ),
          ],
          [flag, set('shown', '5'), b('looks_switchcostumeto', { COSTUME: get('shown') })],
        ],
      },
    });
    const ir = printIr(buildProgram(project).program);
    expect(ir).toContain('var i: int = 0');
    expect(ir).toContain('list l: int');
    // A costume may be named "5": the text must stay text.
    expect(ir).toContain('var shown: digits = "0" in value[1] observed');
  });

  it('leaves sliders free to write any number, and tells when a write does not fit', () => {
    const project = buildProject({
      Stage: { variables: { size: 1, name: 'x' } },
      S: { scripts: [[flag, set('size', 2)]] },
    });
    project.monitors.push({
      id: 'var-size',
      opcode: 'data_variable',
      params: { VARIABLE: 'size' },
      target: null,
      mode: 'slider',
      visible: true,
      x: 0,
      y: 0,
      width: 0,
      height: 0,
    });
    const stage = stageFor(project);
    expect(stage.runtime.setVariable('var-size', -2.5)).toBe(true);
    expect(stage.runtime.variable('stage', 'size')).toBe(-2.5);
    expect(stage.runtime.setVariable('var-size', 'text')).toBe(false);
    stage.frames(1);
    expect(stage.events).toContainEqual(
      expect.objectContaining({
        type: 'monitors',
        changes: [expect.objectContaining({ id: 'var-size', value: -2.5, visible: true })],
      }),
    );
  });

  it('survives nesting, cycles and loose ends', () => {
    const project = buildProject({ S: { scripts: [[flag, say('alive')]] } });
    const { blocks } = project.targets[1]!;
    const put = (id: string, opcode: string, at: Block['at']): void => {
      blocks[id] = { id, opcode, fields: {}, shadow: false, at };
    };
    put('root', 'operator_not', { x: 0, y: 0 });
    for (let i = 0; i < 20_000; i++)
      put(`deep${i}`, 'operator_not', { parent: i === 0 ? 'root' : `deep${i - 1}`, slot: 'input:OPERAND' });
    put('nested', 'control_forever', { x: 0, y: 0 });
    for (let i = 0; i < 20_000; i++)
      put(`in${i}`, 'control_forever', { parent: i === 0 ? 'nested' : `in${i - 1}`, slot: 'input:SUBSTACK' });
    put('ring1', 'looks_show', { parent: 'ring2', slot: 'next' });
    put('ring2', 'looks_show', { parent: 'ring1', slot: 'next' });
    put('orphan', 'looks_show', { parent: 'gone', slot: 'next' });
    put('__proto__x', 'toString', { x: 0, y: 0 });
    const compiled = compileProject(project);
    expect(compiled.diagnostics.map(({ code }) => code)).toContain('too-deep');
    const stage = stageFor(project);
    stage.runtime.greenFlag();
    stage.frames(2);
    expect(stage.said).toEqual(['S: alive']);
  });
});
