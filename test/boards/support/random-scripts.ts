import { block, call, type Sketched, type SketchedProcedure, type SketchedScript } from './board-program.ts';
import type { Dice } from './random-dice.ts';
import { set, type RandomBody } from './random-statements.ts';
import { variable, type RandomValues, type Scope } from './random-values.ts';
import { BOOLEANS, LISTS, NUMBERS } from './random-words.ts';

/** Milliseconds of a slot; see `randomCase`. */
export const SLOT = 100;

/** What happens at the beginning of a slot. */
export type SlotKind = 'main' | 'second' | 'edge' | 'line';

/** When a slot begins. */
export const beginOf = (slot: number): number => (slot + 1) * SLOT;

const scope = (more: Partial<Scope> = {}): Scope => ({
  numbers: [],
  conditions: [],
  values: ['fact %s', 'mix %s %b'],
  commands: ['draw %s %b', 'quick %s %b', 'down %s'],
  budget: 90,
  waits: 1,
  effects: true,
  depth: 0,
  ...more,
});

/** My-blocks with arguments and results, one of them recursive. */
export function proceduresBy(values: RandomValues, body: RandomBody): SketchedProcedure[] {
  const { number } = values;
  const argument = (name: string): Sketched => block('argument_reporter_string_number', {}, { VALUE: name });
  const inside = (more: Partial<Scope> = {}): Scope =>
    scope({ numbers: ['x'], conditions: ['c'], commands: [], values: ['fact %s'], budget: 25, waits: 0, ...more });
  return [
    {
      code: 'fact %s',
      names: ['x'],
      body: [
        block('control_if', {
          CONDITION: block('operator_lt', { OPERAND1: argument('x'), OPERAND2: 2 }),
          SUBSTACK: [block('procedures_return', { VALUE: 1 })],
        }),
        block('procedures_return', {
          VALUE: block('operator_multiply', {
            NUM1: argument('x'),
            NUM2: call('fact %s', [block('operator_subtract', { NUM1: argument('x'), NUM2: 1 })]),
          }),
        }),
      ],
    },
    {
      code: 'mix %s %b',
      names: ['x', 'c'],
      body: [...body(inside(), 2), block('procedures_return', { VALUE: number(inside({ values: [] }), 2) })],
    },
    { code: 'draw %s %b', names: ['x', 'c'], body: body(inside({ waits: 1 }), 3) },
    { code: 'quick %s %b', names: ['x', 'c'], warp: true, body: body(inside(), 3) },
    {
      code: 'down %s',
      names: ['x'],
      body: [
        block('arduino_serialprintln', { VALUE: argument('x') }),
        block('control_if', {
          CONDITION: block('operator_gt', { OPERAND1: argument('x'), OPERAND2: 0 }),
          SUBSTACK: [
            call('down %s', [block('operator_subtract', { NUM1: argument('x'), NUM2: 1 })]),
            block('control_repeat', { TIMES: 1, SUBSTACK: [set('a', argument('x'))] }),
          ],
        }),
        block('arduino_serialprint', { VALUE: argument('x') }),
      ],
    },
  ];
}

/** Scripts of which each does its part in the slots that are its own. */
export function scriptsBy({ int, pick, chance }: Dice, body: RandomBody, kinds: readonly SlotKind[]): SketchedScript[] {
  const bursts = (kind: 'main' | 'second'): Sketched[] =>
    kinds.flatMap((found, slot) => {
      if (found !== kind) return [];
      const s = scope(kind === 'main' ? {} : { commands: ['draw %s %b'], values: ['mix %s %b'] });
      const until = block('operator_gt', { OPERAND1: block('sensing_timer'), OPERAND2: beginOf(slot) / 1000 });
      const last = chance(0.5)
        ? [
            block(chance(0.5) ? 'event_broadcast' : 'event_broadcastandwait', {
              BROADCAST_INPUT: pick(['go', 'GO', 'other']),
            }),
          ]
        : [];
      const first = chance(0.06) ? [block('control_stop', {}, { STOP_OPTION: 'other scripts in sprite' })] : [];
      return [block('control_wait_until', { CONDITION: until }), ...first, ...body(s, 6), everything(), ...last];
    });
  /** Everything that a program remembers, in one line. */
  const everything = (): Sketched =>
    block('arduino_serialprintln', {
      VALUE: [
        ...NUMBERS.map(variable),
        ...BOOLEANS.map(variable),
        ...LISTS.map((list) => block('data_itemoflist', { INDEX: 'last' }, { LIST: list })),
      ].reduce<Sketched>(
        (line, value) =>
          block('operator_join', { STRING1: line, STRING2: block('operator_join', { STRING1: ' ', STRING2: value }) }),
        block('data_lengthoflist', {}, { LIST: LISTS[0]! }),
      ),
    });

  /** Several of these run at once: little work, and at most one wait (seconds). */
  const together = (waits: number): Sketched[] => {
    // With a wait after it, the part before must take all of them the same number of turns.
    const s = scope({ commands: [], values: [], budget: 25, waits: 0, depth: waits > 0 ? 2 : 0 });
    const say = (): Sketched => block('arduino_serialprint', { VALUE: pick(['r', 's', 't', 'u']) });
    // Waits that begin at different milliseconds end so: after them scripts no longer go in step.
    return [
      ...body(s, 2),
      block('control_repeat', { TIMES: waits > 0 ? 2 : 1 + int(3), SUBSTACK: [say()] }),
      ...(waits > 0 ? [block('control_wait', { DURATION: waits }), say()] : []),
    ];
  };
  // Not of one length: two waits that end in the same millisecond may end in any order.
  const waits = int(2);
  const scripts: SketchedScript[] = [
    { hat: block('board_whenstarted'), body: [...body(scope({ budget: 40, waits: 0 }), 3), ...bursts('main')] },
    { hat: block('board_whenstarted'), body: bursts('second') },
    { hat: block('event_whenbroadcastreceived', {}, { BROADCAST_OPTION: 'go' }), body: together(waits * 0.02) },
    { hat: block('event_whenbroadcastreceived', {}, { BROADCAST_OPTION: 'Go' }), body: together(waits * 0.03) },
    {
      hat: block('event_whenbroadcastreceived', {}, { BROADCAST_OPTION: 'other' }),
      body: [
        // Starts itself anew, once.
        block('control_if', {
          CONDITION: block('operator_lt', { OPERAND1: variable('again'), OPERAND2: 1 }),
          SUBSTACK: [
            block('data_changevariableby', { VALUE: 1 }, { VARIABLE: 'again' }),
            block('event_broadcast', { BROADCAST_INPUT: 'other' }),
            block('arduino_serialprintln', { VALUE: 'never' }),
          ],
        }),
        set('again', 0),
        ...together(0),
      ],
    },
    {
      hat: block('arduino_whenpin', {}, { PIN: 'D2', EDGE: pick(['RISING', 'FALLING']) }),
      body: body(scope({ budget: 40, commands: [], values: [] }), 3),
    },
    {
      hat: block('arduino_whenserial'),
      body: [
        block('arduino_serialprintln', {
          VALUE: block('operator_join', {
            STRING1: block('arduino_serialline'),
            STRING2: block('arduino_serialnumber'),
          }),
        }),
        ...body(scope({ budget: 30, commands: [], values: [] }), 2),
      ],
    },
  ];
  return scripts.filter(({ hat }, i) => i === 0 || chance(hat.opcode === 'arduino_whenserial' ? 0.6 : 0.75));
}
