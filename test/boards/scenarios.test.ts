import type { World } from '@paperkite/compiler/board';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasArduinoCore, sketchCompiler, type SketchCompiler } from './support/avr-gcc.ts';
import { block, boardTarget, call, type Sketched } from './support/board-program.ts';
import { compareThreeWays } from './support/three-ways.ts';

/** Programs written by hand for what random ones seldom meet; the same three ways, the same comparison. */
const print = (value: string | number | Sketched): Sketched => block('arduino_serialprintln', { VALUE: value });
const wait = (seconds: number): Sketched => block('control_wait', { DURATION: seconds });
const variable = (name: string): Sketched => block('data_variable', {}, { VARIABLE: name });
const change = (name: string, by: number): Sketched =>
  block('data_changevariableby', { VALUE: by }, { VARIABLE: name });
const repeat = (times: number, ...body: Sketched[]): Sketched =>
  block('control_repeat', { TIMES: times, SUBSTACK: body });
const forever = (...body: Sketched[]): Sketched => block('control_forever', { SUBSTACK: body });
const send = (message: string, andWait = false): Sketched =>
  block(andWait ? 'event_broadcastandwait' : 'event_broadcast', { BROADCAST_INPUT: message });
const stop = (option: string): Sketched => block('control_stop', {}, { STOP_OPTION: option });
const started = (...body: Sketched[]) => ({ hat: block('board_whenstarted'), body });
const received = (message: string, ...body: Sketched[]) => ({
  hat: block('event_whenbroadcastreceived', {}, { BROADCAST_OPTION: message }),
  body,
});
const pressed = (pin: string, edge: string, ...body: Sketched[]) => ({
  hat: block('arduino_whenpin', {}, { PIN: pin, EDGE: edge }),
  body,
});
const pin = (name: string, level: string): Sketched => block('arduino_digitalwrite', {}, { PIN: name, LEVEL: level });
const read = (name: string): Sketched => block('arduino_digitalread', {}, { PIN: name });
const longer = (seconds: number): Sketched =>
  block('operator_gt', { OPERAND1: block('sensing_timer'), OPERAND2: seconds });
const argument = (name: string): Sketched => block('argument_reporter_string_number', {}, { VALUE: name });

interface Scenario {
  parts: Parameters<typeof boardTarget>[0];
  world?: World;
}

const COUNTDOWN = {
  code: 'count %s',
  names: ['n'],
  body: [
    print(argument('n')),
    wait(0.01),
    block('control_if', {
      CONDITION: block('operator_gt', { OPERAND1: argument('n'), OPERAND2: 0 }),
      SUBSTACK: [call('count %s', [block('operator_subtract', { NUM1: argument('n'), NUM2: 1 })])],
    }),
    print(argument('n')),
  ],
};

const SCENARIOS: Record<string, Scenario> = {
  'stop all ends every script, and hats go on listening': {
    parts: {
      scripts: [
        started(forever(pin('D7', 'HIGH'), wait(0.1), pin('D7', 'LOW'), wait(0.1))),
        started(wait(0.25), print('stop'), stop('all'), print('never')),
        pressed('D2', 'RISING', print('still here')),
      ],
    },
    world: {
      pins: [
        { at: 0, pin: 2, level: false },
        { at: 500, pin: 2, level: true },
      ],
    },
  },
  'stop other scripts spares the own': {
    parts: {
      scripts: [
        started(forever(wait(0.1), print('a'))),
        started(wait(0.25), stop('other scripts in sprite'), wait(0.1), print('alone')),
      ],
    },
  },
  'stop this script leaves a my-block, not the script': {
    parts: {
      procedures: [{ code: 'leave', names: [], body: [print('in'), repeat(3, stop('this script')), print('never')] }],
      scripts: [started(call('leave', []), print('out'), stop('this script'), print('never')), started(print('b'))],
    },
  },
  'a my-block that waits calls itself, from a script and a receiver': {
    parts: {
      procedures: [COUNTDOWN],
      scripts: [
        started(call('count %s', [2]), send('go', true), print('done')),
        received('go', wait(0.1), call('count %s', [1])),
      ],
    },
  },
  'a warp my-block gives way in waits only': {
    parts: {
      variables: { n: 0 },
      procedures: [
        {
          code: 'quick',
          names: [],
          warp: true,
          body: [repeat(3, change('n', 1), print(variable('n'))), wait(0.05), print('w')],
        },
      ],
      scripts: [started(send('go'), call('quick', []), print('end')), received('go', repeat(2, print('r')))],
    },
  },
  'a running script is not started by its pin or line again': {
    parts: {
      scripts: [
        pressed('D2', 'FALLING', print('down'), wait(0.25), print('up')),
        { hat: block('arduino_whenserial'), body: [print(block('arduino_serialline')), wait(0.3)] },
      ],
    },
    world: {
      pins: [0, 100, 200, 300, 600, 700].map((at, i) => ({ at, pin: 2, level: i % 2 === 0 })),
      serial: [
        { at: 150, text: 'one\n' },
        { at: 250, text: 'two\n' },
        { at: 550, text: 'three\r\n' },
      ],
    },
  },
  'a pull-up holds a pin until something pulls it down': {
    parts: {
      scripts: [
        started(
          print(read('D4')),
          block('arduino_pinmode', {}, { PIN: 'D4', MODE: 'INPUT_PULLUP' }),
          wait(0.01),
          print(read('D4')),
          wait(0.2),
          print(read('D4')),
          pin('D8', 'HIGH'),
          print(read('D8')),
        ),
      ],
    },
    world: { pins: [{ at: 100, pin: 4, level: false }] },
  },
  'the timer starts again': {
    parts: {
      scripts: [started(wait(0.3), block('sensing_resettimer'), wait(0.15), print(longer(0.25)), print(longer(0.1)))],
    },
  },
  'a line of more than 32 bytes is cut, two lines at once are two': {
    parts: {
      scripts: [
        {
          hat: block('arduino_whenserial'),
          body: [
            print(block('arduino_serialline')),
            print(block('operator_length', { STRING: block('arduino_serialline') })),
          ],
        },
      ],
    },
    world: {
      serial: [
        { at: 100, text: `${'0123456789'.repeat(4)}\n` },
        { at: 300, text: '你好\nsecond\n' },
      ],
    },
  },
  'extreme numbers come out alike': {
    parts: {
      variables: { x: 0 },
      scripts: [
        started(
          ...['1e38', '-1e-38', '1e-45', '16777217', '0.1', '999999.5', '1e10', '-0'].flatMap((number, i) => [
            block('data_setvariableto', { VALUE: number }, { VARIABLE: 'x' }),
            ...[
              variable('x'),
              block('operator_multiply', { NUM1: variable('x'), NUM2: 10 }),
              block('operator_divide', { NUM1: variable('x'), NUM2: 3 }),
              block('operator_divide', { NUM1: 1, NUM2: variable('x') }),
              // The smallest numbers take some 15 ms to be written: each has its own time.
            ].flatMap((value, k) => [
              block('control_wait_until', { CONDITION: longer(0.03 * (4 * i + k)) }),
              print(value),
            ]),
          ]),
        ),
      ],
    },
  },
};

describe('programs for special cases', () => {
  let compiler: SketchCompiler | null = null;
  beforeAll(() => {
    if (hasArduinoCore()) compiler = sketchCompiler();
  });
  afterAll(() => compiler?.close());

  it.each(Object.entries(SCENARIOS))('%s', (_name, { parts, world = {} }) => {
    const found = { seed: 0, target: boardTarget(parts), world, until: 1000, digital: [7, 8], pwm: [] };
    const { bytecode, sketch, events } = compareThreeWays(found, compiler);
    expect({ bytecode, sketch: sketch ?? null }).toEqual({ bytecode: null, sketch: null });
    expect(events).toBeGreaterThan(0);
  });
});
