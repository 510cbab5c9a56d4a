/* eslint-disable max-lines -- One generator, whose parts call each other. */
import type { World } from '@paperkite/compiler/board';
import { seededRandom } from '@paperkite/kernel';
import type { BoardTarget, Scalar } from '@paperkite/project';
import {
  block,
  boardTarget,
  call,
  type Sketched,
  type SketchedProcedure,
  type SketchedScript,
} from './board-program.ts';
import { OUTPUTS, PWM, NUMBERS, BOOLEANS, LISTS, TEXTS, LITERALS, LINES } from './random-words.ts';

/**
 * Random well-typed programs for the Uno whose behaviour does not depend on how fast they run. Time is cut into slots of
 * 100 ms. At the beginning of each slot one thing happens (a script goes on, a pin changes, a line arrives), and what follows
 * is small enough to be over long before the next. Inside a slot scripts may run at once, in turns, which is what is
 * tested, but they wait for the same time or not at all.
 */
export const SLOT = 100;

export interface RandomCase {
  seed: number;
  target: BoardTarget;
  world: World;
  /** Milliseconds after which nothing happens any more. */
  until: number;
  /** Pins whose levels are compared, and pins whose duty is. */
  digital: number[];
  pwm: number[];
}

type Value = Scalar | Sketched;

interface Scope {
  /** Names of number and condition arguments that can be used here. */
  numbers: string[];
  conditions: string[];
  /** My-blocks that can be called here. */
  values: string[];
  commands: string[];
  /** Work that is left, about in blocks. */
  budget: number;
  /** Waits that are left. */
  waits: number;
  /** Whether loops, messages and prints are allowed. */
  effects: boolean;
  depth: number;
}

/** The program of a seed. */
export function randomCase(seed: number): RandomCase {
  const random = seededRandom(seed).next;
  const int = (most: number): number => Math.floor(random() * most);
  const pick = <T>(of: readonly T[]): T => of[int(of.length)]!;
  const chance = (p: number): boolean => random() < p;
  const appended = new Map<string, number>();

  const variable = (name: string): Sketched => block('data_variable', {}, { VARIABLE: name });

  function number(s: Scope, depth: number): Value {
    s.budget--;
    if (depth <= 0 || chance(0.2) || s.budget <= 0) {
      const name = pick([...NUMBERS, ...s.numbers, null, null]);
      if (name === null) return pick(LITERALS);
      return NUMBERS.includes(name) ? variable(name) : block('argument_reporter_string_number', {}, { VALUE: name });
    }
    const deeper = (): Value => number(s, depth - 1);
    switch (int(17)) {
      case 0:
      case 1:
        return block('operator_add', { NUM1: deeper(), NUM2: deeper() });
      case 2:
        return block('operator_subtract', { NUM1: deeper(), NUM2: deeper() });
      case 3:
        return block('operator_multiply', { NUM1: deeper(), NUM2: deeper() });
      case 4:
        s.budget -= 3;
        return block('operator_divide', { NUM1: deeper(), NUM2: deeper() });
      case 5:
        s.budget -= 4;
        return block('operator_mod', { NUM1: deeper(), NUM2: pick([2, 3, 7, 10, -4, 0.75, 360]) });
      case 6:
        return block('operator_round', { NUM: deeper() });
      case 7:
        return block('operator_mathop', { NUM: deeper() }, { OPERATOR: pick(['abs', 'floor', 'ceiling', 'sqrt']) });
      case 8: {
        // The last digits of these are free: only what is left of them after rounding is looked at.
        s.budget -= 15;
        const angle = block('operator_mod', { NUM1: block('operator_round', { NUM: deeper() }), NUM2: 720 });
        const operator = pick(['sin', 'cos']);
        return block('operator_round', {
          NUM: block('operator_multiply', {
            NUM1: block('operator_mathop', { NUM: angle }, { OPERATOR: operator }),
            NUM2: 1000,
          }),
        });
      }
      case 9:
        s.budget -= 6;
        return block('arduino_map', {
          VALUE: deeper(),
          FROMLOW: 0,
          FROMHIGH: pick([1023, 100, 3]),
          TOLOW: pick([0, -10]),
          TOHIGH: pick([255, 180, 1]),
        });
      case 10:
        return block('arduino_constrain', { VALUE: deeper(), LOW: -5, HIGH: pick([10, 255]) });
      case 11:
        return block('data_itemoflist', { INDEX: chance(0.3) ? deeper() : 1 + int(4) }, { LIST: pick(LISTS) });
      case 12:
        return chance(0.5)
          ? block('data_lengthoflist', {}, { LIST: pick(LISTS) })
          : block('data_itemnumoflist', { ITEM: deeper() }, { LIST: pick(LISTS) });
      case 13:
        return chance(0.5)
          ? block('arduino_analogread', {}, { PIN: pick(['A0', 'A1']) })
          : block('arduino_serialnumber');
      case 14:
        return block('operator_length', { STRING: text(s, 1) });
      case 15:
        if (s.values.length > 0) {
          const code = pick(s.values);
          s.budget -= 30;
          if (code.startsWith('fact')) return call(code, [int(5)]);
          return call(code, [deeper(), condition(s, 0)]);
        }
        return block('operator_random', { FROM: 4, TO: 4 });
      default:
        return block('arduino_rgb', { R: deeper(), G: int(256), B: 7 });
    }
  }

  function condition(s: Scope, depth: number): Sketched {
    s.budget--;
    if (depth <= 0) {
      const name = pick([...s.conditions, null]);
      if (name !== null) return block('argument_reporter_boolean', {}, { VALUE: name });
      return block('arduino_digitalread', {}, { PIN: pick(['D2', 'D4']) });
    }
    const deeper = (): Sketched => condition(s, depth - 1);
    switch (int(9)) {
      case 0:
        return block('operator_and', { OPERAND1: deeper(), OPERAND2: deeper() });
      case 1:
        return block('operator_or', { OPERAND1: deeper(), OPERAND2: deeper() });
      case 2:
        return block('operator_not', { OPERAND: deeper() });
      case 3:
        return block('operator_equals', { OPERAND1: made(s), OPERAND2: chance(0.5) ? pick(TEXTS) : made(s) });
      case 4:
        return block('operator_contains', { STRING1: text(s, 1, true), STRING2: pick(TEXTS) });
      case 5:
        return block('data_listcontainsitem', { ITEM: number(s, depth - 1) }, { LIST: pick(LISTS) });
      default:
        return block(pick(['operator_lt', 'operator_gt', 'operator_equals']), {
          OPERAND1: number(s, depth - 1),
          OPERAND2: number(s, depth - 1),
        });
    }
  }

  /** `short`: surely at most 32 bytes. */
  function text(s: Scope, depth: number, short = false): Value {
    s.budget -= 2;
    switch (int(depth > 0 ? 8 : 5)) {
      case 0:
        return pick(TEXTS);
      case 1:
        return block('arduino_serialline');
      case 2:
        return variable('mood');
      case 3:
        return depth > 0 ? number(s, 2) : pick(TEXTS);
      case 4:
        return depth > 0 ? condition(s, 1) : pick(TEXTS);
      case 5:
        return block('operator_letter_of', {
          LETTER: chance(0.7) ? 1 + int(4) : number(s, 1),
          STRING: pick<Value>([pick(TEXTS), block('arduino_serialline'), variable('mood')]),
        });
      default:
        return block('operator_join', {
          STRING1: short ? pick(TEXTS) : text(s, depth - 1),
          STRING2: short ? number(s, 1) : text(s, depth - 1),
        });
    }
  }

  /** A text that is no constant, short enough to be compared. */
  const made = (s: Scope): Sketched =>
    pick([
      () => block('arduino_serialline'),
      () => variable('mood'),
      () => block('operator_join', { STRING1: pick(TEXTS), STRING2: number(s, 1) }),
      () => block('operator_letter_of', { LETTER: 1 + int(3), STRING: pick(TEXTS) }),
    ])();

  const set = (name: string, value: Value): Sketched =>
    block('data_setvariableto', { VALUE: value }, { VARIABLE: name });

  function statement(s: Scope): Sketched[] {
    s.budget--;
    switch (int(20)) {
      case 0:
      case 1:
        return [set(pick(NUMBERS), number(s, 3))];
      case 2:
        return [block('data_changevariableby', { VALUE: number(s, 2) }, { VARIABLE: pick(NUMBERS) })];
      case 3:
        return [set(pick(BOOLEANS), condition(s, 2))];
      case 4:
        return [set('mood', pick(TEXTS.slice(1, 6)))];
      case 5:
      case 6:
      case 7:
        s.budget -= 6;
        return [
          block(chance(0.8) ? 'arduino_serialprintln' : 'arduino_serialprint', {
            VALUE: chance(0.5) ? number(s, 3) : text(s, 2),
          }),
        ];
      case 8:
        return [block('arduino_digitalwrite', {}, { PIN: pick(OUTPUTS), LEVEL: pick(['HIGH', 'LOW']) })];
      case 9:
        return [block('arduino_digitalset', { VALUE: condition(s, 2) }, { PIN: pick(OUTPUTS) })];
      case 10: {
        const list = pick(LISTS);
        const before = appended.get(list) ?? 0;
        if (before >= 3 || s.depth > 0)
          return [block('data_replaceitemoflist', { INDEX: 1 + int(3), ITEM: number(s, 2) }, { LIST: list })];
        appended.set(list, before + 1);
        return [
          chance(0.5)
            ? block('data_addtolist', { ITEM: number(s, 2) }, { LIST: list })
            : block('data_insertatlist', { ITEM: number(s, 2), INDEX: 1 + int(3) }, { LIST: list }),
        ];
      }
      case 11:
        if (chance(0.2)) return [block('data_deletealloflist', {}, { LIST: pick(LISTS) })];
        return [block('data_deleteoflist', { INDEX: chance(0.5) ? 'last' : number(s, 1) }, { LIST: pick(LISTS) })];
      case 12:
        return [
          chance(0.5)
            ? block('control_if', { CONDITION: condition(s, 2), SUBSTACK: body(s, 2) })
            : block('control_if_else', { CONDITION: condition(s, 2), SUBSTACK: body(s, 2), SUBSTACK2: body(s, 2) }),
        ];
      case 13:
      case 14:
        return loop(s);
      case 15:
        if (s.waits <= 0) return [];
        s.waits--;
        return [block('control_wait', { DURATION: pick([0.02, 0.02, 0]) })];
      case 16:
        return [block('arduino_pwmwrite', { VALUE: chance(0.5) ? int(256) : number(s, 2) }, { PIN: pick(PWM) })];
      default: {
        if (s.commands.length === 0) return [];
        const code = pick(s.commands);
        s.budget -= 25;
        if (code.startsWith('down')) return [call(code, [int(4)])];
        if (code.startsWith('draw')) return [call(code, [number(s, 2), condition(s, 1)])];
        return [call(code, [number(s, 1), condition(s, 1)])];
      }
    }
  }

  function loop(s: Scope): Sketched[] {
    const times = 1 + int(3);
    if (s.budget < 30 || s.depth >= 2) return [];
    const inner = { ...s, budget: Math.floor(s.budget / (times + 2)), depth: s.depth + 1, waits: 0, commands: [] };
    const inside = body(inner, 2);
    s.budget -= times * 12;
    switch (int(4)) {
      case 0:
        return [block('control_for_each', { VALUE: times, SUBSTACK: inside }, { VARIABLE: 'n' })];
      case 1:
        return [
          set('n', 0),
          block('control_repeat_until', {
            CONDITION: block('operator_equals', { OPERAND1: variable('n'), OPERAND2: times }),
            SUBSTACK: [...inside, block('data_changevariableby', { VALUE: 1 }, { VARIABLE: 'n' })],
          }),
        ]
          .map((made) =>
            s.depth === 0 && made !== undefined ? made : block('control_repeat', { TIMES: times, SUBSTACK: inside }),
          )
          .slice(s.depth === 0 ? 0 : 1);
      default:
        return [block('control_repeat', { TIMES: chance(0.3) ? times + 0.4 : times, SUBSTACK: inside })];
    }
  }

  function body(s: Scope, most: number): Sketched[] {
    const count = 1 + int(most);
    const out: Sketched[] = [];
    for (let i = 0; i < count && s.budget > 0; i++) out.push(...statement(s));
    return out;
  }

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

  const argument = (name: string): Sketched => block('argument_reporter_string_number', {}, { VALUE: name });
  const inside = (more: Partial<Scope> = {}): Scope =>
    scope({ numbers: ['x'], conditions: ['c'], commands: [], values: ['fact %s'], budget: 25, waits: 0, ...more });
  const procedures: SketchedProcedure[] = [
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

  // What happens at the beginning of each slot.
  const kinds = Array.from({ length: 5 + int(3) }, () => pick(['main', 'main', 'second', 'edge', 'line'] as const));
  const at = (slot: number): number => (slot + 1) * SLOT;
  const bursts = (kind: 'main' | 'second'): Sketched[] =>
    kinds.flatMap((found, slot) => {
      if (found !== kind) return [];
      const s = scope(kind === 'main' ? {} : { commands: ['draw %s %b'], values: ['mix %s %b'] });
      const until = block('operator_gt', { OPERAND1: block('sensing_timer'), OPERAND2: at(slot) / 1000 });
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
  const kept = scripts.filter(({ hat }, i) => i === 0 || chance(hat.opcode === 'arduino_whenserial' ? 0.6 : 0.75));

  const pins: { at: number; pin: number; level: boolean }[] = [2, 4].map((pin) => ({ at: 0, pin, level: chance(0.5) }));
  const analog = [14, 15].flatMap((pin) => [{ at: 0, pin, value: int(1024) }]);
  const serial: { at: number; text: string }[] = [];
  let level = pins[0]!.level;
  kinds.forEach((kind, slot) => {
    if (kind === 'edge') pins.push({ at: at(slot), pin: 2, level: (level = !level) });
    else if (kind === 'line') serial.push({ at: at(slot), text: `${pick(LINES)}${pick(['\n', '\r\n', '\r'])}` });
    // While everybody waits, what nobody is told of may change.
    if (chance(0.3)) pins.push({ at: at(slot) + SLOT - 15, pin: 4, level: chance(0.5) });
    if (chance(0.3)) analog.push({ at: at(slot) + SLOT - 15, pin: pick([14, 15]), value: int(1024) });
  });

  return {
    seed,
    target: boardTarget({
      name: `Case ${seed}`,
      scripts: kept,
      procedures,
      variables: {
        a: 1 + int(10),
        b: pick([2.5, -0.75, '7']),
        计数: pick([3, 0.1, 1000.5]),
        flag: 0,
        done: 0,
        mood: 'calm',
        n: 0,
        again: 0,
      },
      lists: { items: [3, 1, 4], 数据: [] },
    }),
    world: { pins, analog, serial },
    until: at(kinds.length) + SLOT,
    digital: [7, 8, 12, 13],
    pwm: [5, 6],
  };
}
